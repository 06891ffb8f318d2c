package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.FrameProgressEncoder;
import org.framedock.protocol.pool.FrameProgressState;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.ProgressUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final int ROW = 64;
    private static final TensorLayout ROWS = TensorLayout.of(
        Dtype.UINT8, MajorOrder.ROW, new int[] {16, ROW}, new int[] {ROW, 1}, ProgressUnit.ROWS, ROW);
    private static final TensorLayout PADDED = TensorLayout.of(
        Dtype.UINT8, MajorOrder.ROW, new int[] {16, 32}, new int[] {ROW, 1}, ProgressUnit.NONE, 0);

    private final List<String> told = new ArrayList<>();
    private final List<Long> frames = new ArrayList<>();
    private ClientScene scene;
    private Consumer consumer;

    @BeforeEach
    void open() throws Exception {
        scene = new ClientScene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void attach(final long intervalNs, final long bytesDelta) {
        scene.attach(
            ClientScene.producerContext().progressIntervalNs(intervalNs).progressBytesDelta(bytesDelta));
        consumer = scene.attach(ClientScene.consumerContext().progressIntervalUs(0).progressBytesDelta(0)
            .progressHandler(this::onProgress), frame -> frames.add(frame.sequence()));
    }

    private void onProgress(final ProgressView progress) {
        final int safe = progress.safeBytes();
        final boolean right = safe == 0 || progress.buffer().getByte(safe - 1) == (byte)(safe - 1);
        told.add(progress.sequence() + " " + progress.state() + " " + progress.filledBytes() + " " + safe
            + (right && progress.isValid() ? "" : " WRONG"));
    }

    private Reservation reserveWhenHeard() {
        // The producer tells nobody until a hello has said that somebody wants to know.
        scene.until(() -> {
            final Reservation probe = scene.producer.reserve(ClientScene.FRAME_BYTES);
            probe.progress(ROWS, ClientScene.FRAME_BYTES, 0);
            final boolean heard = probe.fill().isTold();
            if (!heard) {
                scene.producer.withdraw();
            }
            return heard;
        });
        final Reservation[] open = new Reservation[1];
        scene.producer.withdraw();
        open[0] = scene.producer.reserve(ClientScene.FRAME_BYTES);
        scene.until(() -> !told.isEmpty());
        told.clear();
        return open[0];
    }

    private static void fill(final Reservation reservation, final int from, final int to) {
        for (int i = from; i < to; i++) {
            reservation.buffer().putByte(i, (byte)i);
        }
    }

    @Test
    @DisplayName("W-27 STARTED, PROGRESS and COMPLETE are told in order, with whole rows to read")
    void shouldTellHowFrameFills() {
        attach(0, 0);
        final Reservation reservation = reserveWhenHeard();
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 0);
        fill(reservation, 0, 300);
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 300);
        scene.until(() -> told.size() == 2);
        fill(reservation, 300, ClientScene.FRAME_BYTES);
        reservation.publish(ROWS, ClientScene.FRAME_BYTES, 1);
        scene.until(() -> told.size() == 3 && frames.size() == 1);
        final long seq = frames.get(0);
        assertEquals(List.of(seq + " STARTED 0 0", seq + " PROGRESS 300 256", seq + " COMPLETE 1024 1024"), told);
        assertEquals(3, consumer.counters().progress() - 1);
    }

    @Test
    @DisplayName("W-27 a layout with gaps that does not count rows gives no readable prefix, only the count")
    void shouldTellOnlyCountWhereLayoutHasGaps() {
        attach(0, 0);
        final Reservation reservation = reserveWhenHeard();
        reservation.progress(PADDED, ClientScene.FRAME_BYTES, 0);
        reservation.progress(PADDED, ClientScene.FRAME_BYTES, 512);
        scene.until(() -> told.size() == 2);
        assertTrue(told.get(1).endsWith("PROGRESS 512 0"), told.get(1));
    }

    @Test
    @DisplayName("W-27 PROGRESS comes at most as often as the producer's floor allows, however curious the consumer")
    void shouldThrottleProgress() {
        attach(0, 256);
        final Reservation reservation = reserveWhenHeard();
        for (int filled = 0; filled <= ClientScene.FRAME_BYTES; filled += 64) {
            fill(reservation, Math.max(0, filled - 64), filled);
            reservation.progress(ROWS, ClientScene.FRAME_BYTES, filled);
        }
        reservation.publish(ROWS, ClientScene.FRAME_BYTES, 1);
        scene.until(() -> frames.size() == 1 && told.size() >= 6);
        final long seq = frames.get(0);
        assertEquals(List.of(seq + " STARTED 0 0", seq + " PROGRESS 256 256", seq + " PROGRESS 512 512",
            seq + " PROGRESS 768 768", seq + " PROGRESS 1024 1024", seq + " COMPLETE 1024 1024"), told);
    }

    @Test
    @DisplayName("W-27 an interval that has not gone by keeps PROGRESS back")
    void shouldKeepIntervalBetweenProgress() {
        attach(Long.MAX_VALUE / 2, 0);
        final Reservation reservation = reserveWhenHeard();
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 0);
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 512);
        fill(reservation, 0, ClientScene.FRAME_BYTES);
        reservation.publish(ROWS, ClientScene.FRAME_BYTES, 1);
        scene.until(() -> frames.size() == 1 && told.size() == 2);
        assertTrue(told.get(1).contains("COMPLETE"), told.get(1));
    }

    @Test
    @DisplayName("W-27 nothing is told while no consumer supports it")
    void shouldTellNobodyWithoutConsumer() {
        scene.attach(ClientScene.producerContext());
        consumer = scene.attach(ClientScene.consumerContext(), frame -> frames.add(frame.sequence()));
        final Reservation reservation = scene.producer.reserve(ClientScene.FRAME_BYTES);
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 512);
        assertFalse(reservation.fill().isTold());
        reservation.publish(ROWS, ClientScene.FRAME_BYTES, 1);
        scene.until(() -> frames.size() == 1);
        assertEquals(0, consumer.counters().progress());
    }

    @Test
    @DisplayName("W-27 a count that falls is refused where it is told, and drops the frame where it is heard")
    void shouldDropFrameWhoseCountFalls() {
        attach(0, 0);
        final Reservation reservation = reserveWhenHeard();
        fill(reservation, 0, ClientScene.FRAME_BYTES);
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 0);
        reservation.progress(ROWS, ClientScene.FRAME_BYTES, 512);
        assertThrows(IllegalArgumentException.class,
            () -> reservation.progress(ROWS, ClientScene.FRAME_BYTES, 511));
        assertThrows(IllegalArgumentException.class,
            () -> reservation.progress(ROWS, ClientScene.FRAME_BYTES, ClientScene.FRAME_BYTES + 1));
        scene.until(() -> told.size() == 2);
        sayProgress(reservation.sequence(), 511, FrameProgressState.PROGRESS);
        scene.until(() -> consumer.counters().progressRefused() == 1);
        reservation.publish(ROWS, ClientScene.FRAME_BYTES, 1);
        scene.until(() -> consumer.counters().invalid() == 1);
        assertEquals(List.of(), frames);
        scene.offer();
        scene.until(() -> frames.size() == 1);
    }

    @Test
    @DisplayName("W-12 W-27 progress of a frame that the slot does not hold, or beyond every slot, is not handed out")
    void shouldIgnoreProgressOfOtherFrames() {
        attach(0, 0);
        final Reservation reservation = reserveWhenHeard();
        sayProgress(reservation.sequence() + 1, 10, FrameProgressState.STARTED);
        sayProgress(reservation.sequence(), ScriptedDriver.STRIDE + 1, FrameProgressState.PROGRESS);
        sayProgress(reservation.sequence(), 1, FrameProgressState.UNKNOWN);
        scene.until(() -> consumer.counters().progressRefused() == 2);
        assertEquals(List.of(), told);
    }

    private void sayProgress(final long seq, final long filled, final FrameProgressState state) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final FrameProgressEncoder encoder = new FrameProgressEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .streamId(ScriptedDriver.STREAM_ID).epoch(1).seq(seq).payloadBytesFilled(filled).state(state);
        scene.say(ClientContext.DEFAULT_CONTROL_STREAM_ID, buffer,
            MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }
}
