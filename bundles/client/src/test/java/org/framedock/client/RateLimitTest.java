package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long MILLISECOND_NS = 1_000_000;

    private final List<Long> seen = new ArrayList<>();
    private ClientScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new ClientScene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Consumer attachLimited() {
        return scene.attach(ClientScene.consumerContext().rateLimited(true).maxRateHz(100),
            frame -> seen.add(frame.sequence()));
    }

    @Test
    @DisplayName("W-26 W-20a without a publish time a rate-limited consumer goes by the slot's time; nothing is a gap")
    void shouldGateOnSlotTime() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachLimited();
        for (int i = 0; i < 40; i++) {
            scene.offer(i * MILLISECOND_NS + 1);
            final long frames = i + 1;
            scene.until(() -> consumer.counters().frames() + consumer.counters().thinned() == frames);
        }
        assertEquals(List.of(0L, 10L, 20L, 30L), seen);
        assertEquals(36, consumer.counters().thinned());
        assertEquals(0, consumer.counters().gaps());
    }

    @Test
    @DisplayName("W-26 with a publish time in the descriptor that time decides, not the slot's")
    void shouldGateOnPublishTime() {
        scene.attach(ClientScene.producerContext().publishTimestamps(true));
        final Consumer consumer = attachLimited();
        // By the slots' times, an hour apart, every one of them would pass.
        scene.offer(1);
        scene.offer(3_600_000L * MILLISECOND_NS);
        scene.until(() -> consumer.counters().frames() + consumer.counters().thinned() == 2);
        // Unless this machine stood still for 10 ms between two lines, the second is left out.
        assertEquals(consumer.counters().frames(), seen.size());
        final List<Long> stamps = new ArrayList<>();
        scene.attach(ClientScene.consumerContext(), frame -> stamps.add(frame.publishTimestampNs()));
        scene.offer();
        scene.until(() -> !stamps.isEmpty());
        assertEquals(true, System.nanoTime() - stamps.get(0) >= 0);
    }

    @Test
    @DisplayName("W-26 a slot without a time is gated by the local clock")
    void shouldGateOnLocalClock() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachLimited();
        scene.offer(0);
        scene.until(() -> consumer.counters().frames() == 1);
        final long untilNs = System.nanoTime() + 10 * MILLISECOND_NS;
        scene.until(() -> System.nanoTime() - untilNs > 0);
        scene.offer(0);
        scene.until(() -> consumer.counters().frames() == 2);
    }

    @Test
    @DisplayName("W-20a the publish time is absent unless asked for, the slot's time is always there")
    void shouldLeavePublishTimeOut() {
        scene.attach(ClientScene.producerContext());
        final List<Long> stamps = new ArrayList<>();
        scene.attach(ClientScene.consumerContext(), frame -> {
            stamps.add(frame.publishTimestampNs());
            stamps.add(frame.timestampNs());
        });
        scene.offer(42);
        scene.until(() -> stamps.size() == 2);
        assertEquals(List.of(FrameDescriptorEncoder.timestampNsNullValue(), 42L), stamps);
    }

    @Test
    @DisplayName("W-23 a consumer that falls behind by more than its limit jumps to the newest frame and counts")
    void shouldJumpToNewestFrame() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = scene.attach(ClientScene.consumerContext().maxOutstandingSeqGap(3),
            frame -> seen.add(frame.sequence()));
        scene.offer();
        scene.until(() -> seen.size() == 1);
        for (int i = 1; i <= 6; i++) {
            scene.offer();
        }
        scene.until(() -> seen.size() == 2);
        assertEquals(List.of(0L, 6L), seen);
        assertEquals(5, consumer.counters().jumped());
        assertEquals(5, consumer.counters().gaps());
        scene.offer();
        scene.until(() -> seen.size() == 3);
        assertEquals(7L, seen.get(2));
    }
}
