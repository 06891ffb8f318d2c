package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LateJoinTest {

    private static final UnsafeBuffer BUFFER = new UnsafeBuffer(new byte[128]);
    private static final long FRESHNESS_NS = TimeUnit.SECONDS.toNanos(30);

    /** As Aeron still holds it where a former consumer has not read to the end. */
    private static int descriptor(final long seq) {
        return MessageHeaderEncoder.ENCODED_LENGTH + new FrameDescriptorEncoder()
            .wrapAndApplyHeader(BUFFER, 0, new MessageHeaderEncoder()).streamId(ScriptedDriver.STREAM_ID).epoch(1)
            .seq(seq).timestampNs(FrameDescriptorEncoder.timestampNsNullValue())
            .metaVersion(FrameDescriptorEncoder.metaVersionNullValue()).traceId(0).encodedLength();
    }

    @Test
    @DisplayName("W-22 a consumer that joins counts no frame as lost that was there before it, and reads what it can")
    void shouldNotCountWhatWasBefore() throws Exception {
        final List<Long> seen = new ArrayList<>();
        try (ClientScene scene = new ClientScene()) {
            scene.attach(ClientScene.producerContext());
            final long slots = ScriptedDriver.SLOTS;
            long newest = 0;
            for (int i = 0; i < 3 * slots; i++) {
                newest = scene.offer();
            }
            final Consumer consumer = scene.attach(ClientScene.consumerContext(), frame -> seen.add(frame.sequence()));
            final long readable = newest - slots / 2;
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, descriptor(1));
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, descriptor(readable));
            scene.until(() -> seen.contains(readable));
            final long next = scene.offer();
            scene.until(() -> seen.contains(next));
            assertEquals(List.of(readable, next), seen);
            assertEquals(0, consumer.counters().gaps());
            assertEquals(0, consumer.counters().late());
            assertEquals(2, consumer.counters().frames());
        }
    }

    @Test
    @DisplayName("W-23 frames whose descriptors nobody was sent are looked at once, not in every turn")
    void shouldLookOnceAtFramesNobodyTellsOf() throws Exception {
        final List<Long> seen = new ArrayList<>();
        try (ClientScene scene = new ClientScene()) {
            scene.attach(ClientScene.producerContext());
            long newest = 0;
            for (int i = 0; i < ScriptedDriver.SLOTS; i++) {
                newest = scene.offer();
            }
            final ConsumerContext context = ClientScene.consumerContext().maxOutstandingSeqGap(1);
            final FrameReader reader = new FrameReader(
                context, frame -> seen.add(frame.sequence()), new ConsumerCounters(), null);
            final RegionMapper mapper = new RegionMapper(
                AllowedDirectories.of(scene.driver.clientContext().allowedDirectories()), FRESHNESS_NS, false);
            try (MappedStream mapped = MappedStream.map(scene.regions, mapper, false, System.nanoTime())) {
                reader.use(mapped);
                descriptor(newest - 3);
                reader.onDescriptor(BUFFER, 0);
                assertEquals(List.of(newest - 3), seen);
                reader.beginPoll();
                assertTrue(reader.isPassingOver());
                reader.endPoll(true);
                reader.beginPoll();
                assertFalse(reader.isPassingOver());
                reader.use(null);
            }
        }
    }
}
