package org.framedock.client;

import static org.framedock.client.ScriptedDriver.await;

import io.aeron.Aeron;
import io.aeron.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.StreamRegions;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;

/** A scripted driver that grants every attach, one producer and any number of consumers, all kept going. */
final class ClientScene implements AutoCloseable {

    static final int FRAME_BYTES = 1024;
    static final TensorLayout LAYOUT = TensorLayout.rowMajor(Dtype.UINT8, FRAME_BYTES);

    final ScriptedDriver driver = new ScriptedDriver();
    final StreamRegions regions = driver.provision(1);
    final TensorPoolClient client;
    Producer producer;
    final List<Consumer> consumers = new ArrayList<>();

    private final Aeron aeron;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[FRAME_BYTES]);
    private long leaseId;
    private long announceNs = System.nanoTime();

    ClientScene(final ClientContext context) throws Exception {
        client = TensorPoolClient.connect(context.aeronDirectory(driver.clientContext().aeronDirectory())
            .allowedDirectories(driver.clientContext().allowedDirectories())
            .announcePeriodNs(ScriptedDriver.PERIOD_NS)
            .keepaliveIntervalNs(ScriptedDriver.PERIOD_NS)
            .qosIntervalNs(ScriptedDriver.PERIOD_NS));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(context.aeronDirectory()));
    }

    ClientScene() throws Exception {
        this(new ClientContext());
    }

    static ProducerContext producerContext() {
        return new ProducerContext().streamId(ScriptedDriver.STREAM_ID).maxOutstanding(4);
    }

    static ConsumerContext consumerContext() {
        return new ConsumerContext().streamId(ScriptedDriver.STREAM_ID)
            .helloIntervalNs(ScriptedDriver.PERIOD_NS);
    }

    Producer attach(final ProducerContext context) {
        producer = client.addProducer(context);
        until(producer::isAttached);
        return producer;
    }

    Consumer attach(final ConsumerContext context, final FrameHandler handler) {
        final Consumer consumer = client.addConsumer(context, handler);
        consumers.add(consumer);
        until(consumer::isMapped);
        return consumer;
    }

    long offer(final long timestampNs) {
        payload.putLong(0, producer.nextSequence());
        return producer.offer(payload, 0, FRAME_BYTES, LAYOUT, timestampNs);
    }

    long offer() {
        return offer(System.nanoTime());
    }

    /** Everybody has a turn until the condition holds. */
    void until(final BooleanSupplier condition) {
        await(() -> {
            step();
            return condition.getAsBoolean();
        });
    }

    void step() {
        final long nowNs = System.nanoTime();
        driver.poll();
        if (nowNs - announceNs >= 0) {
            announceNs = nowNs + ScriptedDriver.PERIOD_NS;
            driver.announce(regions, producer == null ? 0 : producer.clientId(), nowNs);
        }
        while (driver.grants && !driver.attaches.isEmpty()) {
            driver.grant(driver.attaches.remove(), ++leaseId, regions);
        }
        if (producer != null) {
            producer.doWork(nowNs);
        }
        consumers.forEach(consumer -> consumer.poll(nowNs, 16));
    }

    /** Says something on a stream as somebody else would. */
    void say(final int streamId, final DirectBuffer message, final int length) {
        try (Publication publication = aeron.addPublication(ClientContext.DEFAULT_CHANNEL, streamId)) {
            await(() -> publication.isConnected() && publication.offer(message, 0, length) > 0);
        }
    }

    Aeron aeron() {
        return aeron;
    }

    @Override
    public void close() {
        client.close();
        aeron.close();
        driver.close();
    }
}
