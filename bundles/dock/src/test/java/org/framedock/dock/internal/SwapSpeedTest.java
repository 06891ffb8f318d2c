package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Swaps on a live stream of 1,000 frames/s; prints how long consumers see nothing, and judges only what they see. */
class SwapSpeedTest {

    private static final int SWAPS = 100;
    private static final String OTHER = "other";
    private static final String PERIOD_US = "1000";

    private final FakeFactory one = new FakeFactory();
    private final FakeFactory other = new FakeFactory();

    /** Asks for a source of that kind. */
    private interface Swap {
        void to(String kind) throws Exception;
    }

    @Test
    @DisplayName("W-28 swaps by the verb: same epoch, no remap, no gap, no bad byte; each frame names its source")
    void shouldSwapByVerb() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            measure("verb swap", scene, kind ->
                assertTrue(scene.dock.swap("cam1", kind, Map.of("pause_us", PERIOD_US))));
        }
    }

    @Test
    @DisplayName("W-28 swaps by source= in the configuration: same epoch, no remap, no gap, no bad byte")
    void shouldSwapByConfiguration() throws Exception {
        try (DockScene scene = new DockScene(StreamHarness.FAST)) {
            measure("source=", scene, kind -> scene.configureKind("cam1", kind, "pause_us", PERIOD_US));
        }
    }

    private void measure(final String what, final DockScene scene, final Swap swap) throws Exception {
        scene.offer(one);
        scene.offer(other, OTHER);
        scene.configure("cam1", "pause_us", PERIOD_US);
        scene.await(StreamState.STREAMING, StreamDetail.NONE);
        try (DockScene.Reader reader = scene.reader()) {
            reader.awaitFrames(50);
            awaitMetadata(reader, StreamHarness.KIND);
            final long gaps = reader.gaps;
            final long remaps = reader.remaps;
            final long epoch = scene.status().epoch();
            for (int i = 0; i < SWAPS; i++) {
                final String kind = i % 2 == 0 ? OTHER : StreamHarness.KIND;
                swap.to(kind);
                awaitMetadata(reader, kind);
                reader.awaitFrames(5);
            }
            assertEquals(epoch, scene.status().epoch());
            assertEquals(SWAPS + 1, one.starts.get() + other.starts.get());
            assertEquals(0, reader.bad);
            assertEquals(gaps, reader.gaps);
            assertEquals(remaps, reader.remaps);
            assertEquals(SWAPS, reader.changeoversNs.size());
            print(what, reader.changeoversNs.stream().mapToLong(Long::longValue).toArray());
        }
    }

    private static void awaitMetadata(final DockScene.Reader reader, final String name) {
        Await.until(() -> reader.metadataName.equals(name), () -> reader.metadataName + ", not " + name);
    }

    private static void print(final String what, final long[] gapsNs) {
        Arrays.sort(gapsNs);
        System.out.printf(Locale.ROOT, "%s: %d swaps at 1,000 frames/s, from the last frame before to the first after:"
            + " median %.2f ms, worst %.2f ms%n", what, gapsNs.length, gapsNs[gapsNs.length / 2] / 1e6,
            gapsNs[gapsNs.length - 1] / 1e6);
    }
}
