package org.framedock.client;

import static org.framedock.client.ScriptedDriver.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.StreamRegions;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.MessageMutator;
import org.framedock.protocol.SeedMessages;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.framedock.transport.AeronConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Damaged messages of every template that a client hears, made to fit its stream, on every stream that it listens to.
 * The seed is printed; {@code -Dframedock.fuzz.seed} repeats the messages and {@code -Dframedock.fuzz.messages} says
 * how many there are.
 */
@DisplayName("Whatever comes on its streams does a client no harm")
class ControlPlaneFuzzTest {

    private static final int MESSAGES = Integer.getInteger("framedock.fuzz.messages", 25_000);
    private static final int MESSAGES_OF_CHECK = 5_000;
    private static final int MAX_BATCH = 40;
    private static final int FRAME_BYTES = 1024;
    private static final int OWN_DESCRIPTORS = 31_001;
    private static final int OWN_CONTROL = 32_001;
    private static final String CHANNEL = ClientContext.DEFAULT_CHANNEL;
    private static final TensorLayout LAYOUT = TensorLayout.rowMajor(Dtype.UINT8, FRAME_BYTES);
    /** What ends leases by rights would leave clients attached hardly ever; so few of these are taken. */
    private static final int ONE_OF_ENDINGS = 40;
    /** Attaching and mapping cost some; nothing that a message says may cost megabytes. */
    private static final long MAX_CALL_BYTES = 4 << 20;
    private static final long MAX_MESSAGE_BYTES = 32_768;

    private final long seed = Long.getLong("framedock.fuzz.seed", System.nanoTime());
    private final MessageMutator mutator = new MessageMutator(seed);
    private final List<byte[]> seeds = new ArrayList<>();
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(MessageMutator.MAX_BYTES);
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[FRAME_BYTES]);
    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final ListAppender<ILoggingEvent> surprises = new ListAppender<>();
    private final Logger aeronLog = (Logger)LoggerFactory.getLogger(AeronConnection.class);
    private final Logger clientLog = (Logger)LoggerFactory.getLogger("org.framedock.client");
    private final List<ExclusivePublication> noises = new ArrayList<>();
    private final long[] frames = new long[2];
    private int sharedNoises;
    private ScriptedDriver driver;
    private TensorPoolClient client;
    private Aeron aeron;
    private Producer producer;
    private Consumer plain;
    private Consumer demanding;
    private QosMonitor monitor;
    private StreamRegions regions;
    private long epoch;
    private long leaseId;
    private long announceNs = System.nanoTime();
    private long bytesOfMostCostlyCall;
    private long bytesOfAll;
    private String badFrame;

    @BeforeEach
    void connect() throws Exception {
        System.out.println("fuzz of clients: seed " + seed + ", " + MESSAGES + " messages");
        surprises.start();
        aeronLog.addAppender(surprises);
        // Each refusal is worth a line, and here are thousands.
        clientLog.setLevel(Level.ERROR);
        driver = new ScriptedDriver();
        final ClientContext context = driver.clientContext();
        client = TensorPoolClient.connect(context);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(context.aeronDirectory()));
        producer = client.addProducer(new ProducerContext().streamId(ScriptedDriver.STREAM_ID).maxOutstanding(4));
        plain = client.addConsumer(consumerContext(), frame -> onFrame(frame, 0));
        demanding = client.addConsumer(consumerContext().metadata(true).rateLimited(true)
            .progressHandler(progress -> progress.isValid())
            .ownDescriptorStream(CHANNEL, OWN_DESCRIPTORS).ownControlStream(CHANNEL, OWN_CONTROL),
            frame -> onFrame(frame, 1));
        monitor = client.addQosMonitor();
        for (final int streamId : new int[] {context.controlStreamId(), context.descriptorStreamId(),
            context.qosStreamId(), context.metadataStreamId()}) {
            noises.add(aeron.addExclusivePublication(CHANNEL, streamId));
        }
        sharedNoises = noises.size();
        untilFramesFlow();
        intrude();
    }

    private static ConsumerContext consumerContext() {
        return new ConsumerContext().streamId(ScriptedDriver.STREAM_ID).helloIntervalNs(ScriptedDriver.PERIOD_NS);
    }

    @AfterEach
    void close() {
        client.close();
        aeron.close();
        driver.close();
        aeronLog.detachAppender(surprises);
        clientLog.setLevel(null);
    }

    /** A frame is its number all over: whatever a message says, no other bytes are ever shown for it. */
    private void onFrame(final FrameView frame, final int consumer) {
        boolean right = frame.length() == FRAME_BYTES;
        for (int i = 0; right && i < FRAME_BYTES; i += Long.BYTES) {
            right = frame.buffer().getLong(i) == (frame.epoch() << 32 | frame.sequence());
        }
        if (frame.isValid() && !right) {
            badFrame = "frame " + frame.sequence() + " of epoch " + frame.epoch() + " has other bytes";
        }
        frames[consumer]++;
    }

    private void offer() {
        if (producer.isAttached()) {
            for (int i = 0; i < FRAME_BYTES; i += Long.BYTES) {
                payload.putLong(i, producer.epoch() << 32 | producer.nextSequence());
            }
            producer.offer(payload, 0, FRAME_BYTES, LAYOUT, System.nanoTime());
        }
    }

    private void step() {
        final long nowNs = System.nanoTime();
        driver.poll();
        if (regions != null && nowNs - announceNs >= 0) {
            announceNs = nowNs + ScriptedDriver.PERIOD_NS;
            driver.announce(regions, producer.clientId(), nowNs);
        }
        while (!driver.attaches.isEmpty()) {
            answer(driver.attaches.remove());
        }
        measured(() -> producer.doWork(System.nanoTime()));
        measured(() -> plain.poll(System.nanoTime(), 16));
        measured(() -> demanding.poll(System.nanoTime(), 16));
        measured(() -> monitor.poll(System.nanoTime()));
    }

    private void measured(final Runnable call) {
        final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
        call.run();
        final long bytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;
        bytesOfMostCostlyCall = Math.max(bytesOfMostCostlyCall, bytes);
        bytesOfAll += bytes;
    }

    /** As a driver does it (D-7), and before that, at times, as somebody does who knows the correlation id. */
    private void answer(final ScriptedDriver.Attach attach) {
        try {
            if (attach.role() == Role.PRODUCER || regions == null) {
                regions = driver.provision(++epoch);
                fitSeeds();
            }
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
        if (mutator.nextInt(3) == 0) {
            final int length = mutator.mutate(SeedMessages.golden("attach_response_producer_ok"), message);
            if (length >= MessageCheck.HEADER_BYTES + Long.BYTES) {
                message.putLong(MessageCheck.HEADER_BYTES, attach.correlationId(), ByteOrder.LITTLE_ENDIAN);
                message.putInt(MessageCheck.HEADER_BYTES + ShmAttachResponseDecoder.streamIdEncodingOffset(),
                    (int)ScriptedDriver.STREAM_ID, ByteOrder.LITTLE_ENDIAN);
            }
            noises.get(0).offer(message, 0, length);
        }
        driver.announce(regions, producer.clientId(), System.nanoTime());
        driver.grant(attach, ++leaseId, regions);
    }

    private void until(final BooleanSupplier condition) {
        await(() -> {
            step();
            return condition.getAsBoolean();
        });
    }

    /** Noise on the streams that are one consumer's own, too. */
    private void intrude() {
        noises.add(aeron.addExclusivePublication(CHANNEL, OWN_DESCRIPTORS));
        noises.add(aeron.addExclusivePublication(CHANNEL, OWN_CONTROL));
    }

    /** A consumer that was told a wrong stream stays on it for as long as somebody publishes there. */
    private void leave() {
        while (noises.size() > sharedNoises) {
            noises.remove(noises.size() - 1).close();
        }
    }

    /** Both consumers see frames that are written from now on. */
    private void untilFramesFlow() {
        final long[] seen = frames.clone();
        try {
            until(() -> {
                offer();
                return frames[0] > seen[0] + 2 && frames[1] > seen[1] + 2;
            });
        } catch (final AssertionError e) {
            throw new AssertionError("seed " + seed + ": frames do not flow on: " + (frames[0] - seen[0]) + " and "
                + (frames[1] - seen[1]) + " since; producer " + producer.detail() + " in epoch " + producer.epoch()
                + " of " + epoch + "; " + describe(plain) + "; " + describe(demanding), e);
        }
    }

    private static String describe(final Consumer consumer) {
        return "consumer " + consumer.state() + " in epoch " + consumer.epoch() + ", " + consumer.detail()
            + ", own stream " + consumer.hasOwnDescriptorStream();
    }

    /** The recorded messages speak of another stream, epoch and consumer. */
    private void fitSeeds() {
        seeds.clear();
        for (final byte[] recorded : SeedMessages.all()) {
            final UnsafeBuffer buffer = new UnsafeBuffer(recorded);
            final int templateId = MessageCheck.templateId(buffer, 0);
            if (buffer.getShort(4, ByteOrder.LITTLE_ENDIAN) == ShmPoolAnnounceDecoder.SCHEMA_ID) {
                fitPoolMessage(buffer, templateId);
                seeds.add(recorded);
            } else if (templateId == ShmAttachResponseDecoder.TEMPLATE_ID
                || templateId == ShmLeaseRevokedDecoder.TEMPLATE_ID
                || templateId == ShmDriverShutdownDecoder.TEMPLATE_ID) {
                if (templateId != ShmDriverShutdownDecoder.TEMPLATE_ID) {
                    putInt(buffer, templateId == ShmAttachResponseDecoder.TEMPLATE_ID
                        ? ShmAttachResponseDecoder.streamIdEncodingOffset()
                        : ShmLeaseRevokedDecoder.streamIdEncodingOffset(), (int)ScriptedDriver.STREAM_ID);
                }
                seeds.add(recorded);
            }
        }
    }

    private void fitPoolMessage(final UnsafeBuffer buffer, final int templateId) {
        switch (templateId) {
            case ShmPoolAnnounceDecoder.TEMPLATE_ID:
                putLong(buffer, ShmPoolAnnounceDecoder.epochEncodingOffset(), epoch + mutator.nextInt(2));
                putLong(buffer, ShmPoolAnnounceDecoder.announceTimestampNsEncodingOffset(),
                    System.nanoTime() + 1_000_000_000L * mutator.nextInt(100));
                break;
            case ConsumerConfigDecoder.TEMPLATE_ID:
                putInt(buffer, ConsumerConfigDecoder.consumerIdEncodingOffset(), (int)demanding.clientId());
                break;
            case FrameDescriptorDecoder.TEMPLATE_ID:
                putLong(buffer, FrameDescriptorDecoder.epochEncodingOffset(), epoch);
                break;
            case FrameProgressDecoder.TEMPLATE_ID:
                putLong(buffer, FrameProgressDecoder.epochEncodingOffset(), epoch);
                break;
            case QosConsumerDecoder.TEMPLATE_ID:
                putLong(buffer, QosConsumerDecoder.epochEncodingOffset(), epoch);
                break;
            case QosProducerDecoder.TEMPLATE_ID:
                putLong(buffer, QosProducerDecoder.epochEncodingOffset(), epoch);
                break;
            case DataSourceAnnounceDecoder.TEMPLATE_ID:
                putLong(buffer, DataSourceAnnounceDecoder.epochEncodingOffset(), epoch);
                break;
            default:
                break;
        }
        // First in every message of this schema but one, which clients have no use for.
        putInt(buffer, ShmPoolAnnounceDecoder.streamIdEncodingOffset(), (int)ScriptedDriver.STREAM_ID);
    }

    private static void putInt(final UnsafeBuffer buffer, final int bodyOffset, final int value) {
        buffer.putInt(MessageCheck.HEADER_BYTES + bodyOffset, value, ByteOrder.LITTLE_ENDIAN);
    }

    private static void putLong(final UnsafeBuffer buffer, final int bodyOffset, final long value) {
        buffer.putLong(MessageCheck.HEADER_BYTES + bodyOffset, value, ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] pickSeed() {
        byte[] picked = seeds.get(mutator.nextInt(seeds.size()));
        while (endsLeases(picked) && mutator.nextInt(ONE_OF_ENDINGS) != 0) {
            picked = seeds.get(mutator.nextInt(seeds.size()));
        }
        return picked;
    }

    private static boolean endsLeases(final byte[] picked) {
        final UnsafeBuffer buffer = new UnsafeBuffer(picked);
        final int templateId = MessageCheck.templateId(buffer, 0);
        return buffer.getShort(4, ByteOrder.LITTLE_ENDIAN) == ShmLeaseRevokedDecoder.SCHEMA_ID
            && templateId != ShmAttachResponseDecoder.TEMPLATE_ID;
    }

    private void assertUnharmed(final int sent) {
        assertEquals(null, badFrame, "seed " + seed + ", after " + sent + " messages");
        assertTrue(surprises.list.isEmpty(), () -> "seed " + seed + ", after " + sent + " messages: " + surprises.list);
        assertTrue(bytesOfMostCostlyCall < MAX_CALL_BYTES, bytesOfMostCostlyCall + " bytes in a call");
        assertTrue(bytesOfAll / Math.max(MESSAGES_OF_CHECK, sent) < MAX_MESSAGE_BYTES,
            bytesOfAll / Math.max(1, sent) + " bytes a message");
    }

    @Test
    @DisplayName("D-3 D-10 D-11 W-12 W-21 W-25 W-27 W-28 damaged messages on every stream, and frames flow on")
    void shouldWorkOnUnderDamagedMessages() {
        int unchecked = 0;
        for (int sent = 0; sent < MESSAGES;) {
            final int batch = Math.min(MESSAGES - sent, 1 + mutator.nextInt(MAX_BATCH));
            for (int i = 0; i < batch; i++) {
                final int length = mutator.mutate(pickSeed(), message);
                // Half of them on the control stream, where most belong.
                noises.get(mutator.nextInt(2) * mutator.nextInt(noises.size())).offer(message, 0, length);
            }
            sent += batch;
            unchecked += batch;
            offer();
            step();
            if (unchecked >= MESSAGES_OF_CHECK) {
                unchecked = 0;
                leave();
                untilFramesFlow();
                assertUnharmed(sent);
                intrude();
            }
        }
        leave();
        untilFramesFlow();
        assertUnharmed(MESSAGES);
        System.out.println("fuzz of clients: seed " + seed + ", " + MESSAGES + " messages, epochs " + epoch
            + ", leases " + leaseId + ", frames " + frames[0] + " and " + frames[1] + ", bytes allocated: "
            + bytesOfMostCostlyCall + " in the most costly call, " + bytesOfAll / MESSAGES + " a message");
    }
}
