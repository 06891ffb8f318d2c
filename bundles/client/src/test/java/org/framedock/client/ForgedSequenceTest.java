package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.framedock.protocol.pool.FrameProgressEncoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForgedSequenceTest {

    private static final UnsafeBuffer BUFFER = new UnsafeBuffer(new byte[128]);

    private static int descriptor(final long seq) {
        return MessageHeaderEncoder.ENCODED_LENGTH + new FrameDescriptorEncoder()
            .wrapAndApplyHeader(BUFFER, 0, new MessageHeaderEncoder()).streamId(ScriptedDriver.STREAM_ID).epoch(1)
            .seq(seq).timestampNs(FrameDescriptorEncoder.timestampNsNullValue())
            .metaVersion(FrameDescriptorEncoder.metaVersionNullValue()).traceId(0).encodedLength();
    }

    private static int progress(final long seq) {
        return MessageHeaderEncoder.ENCODED_LENGTH + new FrameProgressEncoder()
            .wrapAndApplyHeader(BUFFER, 0, new MessageHeaderEncoder()).streamId(ScriptedDriver.STREAM_ID).epoch(1)
            .seq(seq).payloadBytesFilled(1).state(FrameProgressState.PROGRESS).encodedLength();
    }

    @Test
    @DisplayName("W-13 a descriptor far ahead of all that was written is a counted drop, no gap and no new mapping")
    void shouldNotFollowInventedSequence() throws Exception {
        final List<Long> seen = new ArrayList<>();
        try (ClientScene scene = new ClientScene()) {
            scene.attach(ClientScene.producerContext());
            final Consumer consumer = scene.attach(ClientScene.consumerContext(), frame -> seen.add(frame.sequence()));
            final long late = consumer.counters().late();
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, descriptor(1L << 40));
            scene.until(() -> consumer.counters().late() == late + 1);
            final long seq = scene.offer();
            scene.until(() -> seen.contains(seq));
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, descriptor(Long.MAX_VALUE));
            scene.until(() -> consumer.counters().late() == late + 2);
            final long next = scene.offer();
            scene.until(() -> seen.contains(next));
            assertEquals(List.of(seq, next), seen);
            assertEquals(0, consumer.counters().gaps());
            assertEquals(0, consumer.counters().otherEpoch());
        }
    }

    @Test
    @DisplayName("W-12 a sequence of 64 bits is dropped, not taken for the frame whose commit word has its other 63")
    void shouldDropSequenceThatNoCommitWordHolds() throws Exception {
        final List<Long> seen = new ArrayList<>();
        final List<Long> progressed = new ArrayList<>();
        try (ClientScene scene = new ClientScene()) {
            scene.attach(ClientScene.producerContext());
            final Consumer consumer = scene.attach(ClientScene.consumerContext().progressHandler(
                view -> progressed.add(view.sequence())), frame -> seen.add(frame.sequence()));
            final long seq = scene.offer();
            scene.until(() -> seen.contains(seq));
            progressed.clear();
            final long refused = consumer.counters().progressRefused();
            scene.say(ClientContext.DEFAULT_CONTROL_STREAM_ID, BUFFER, progress(seq | Long.MIN_VALUE));
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, progress(seq | Long.MIN_VALUE));
            scene.say(ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID, BUFFER, descriptor(seq | Long.MIN_VALUE));
            scene.until(() -> consumer.counters().invalid() == 1 && consumer.counters().progressRefused() > refused);
            final long next = scene.offer();
            scene.until(() -> seen.contains(next));
            assertEquals(List.of(seq, next), seen);
            assertEquals(List.of(), progressed.stream().filter(number -> number < 0).toList());
        }
    }
}
