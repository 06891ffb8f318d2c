package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.framedock.pattern.content.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Sources that replace each other on a live stream of 1,000 frames/s of a running container. Prints how long consumers
 * see nothing, and judges only what they see. The property {@code framedock.swaps} says how often, default 12.
 */
class SwapOnLiveStreamTest {

    private static final int SWAPS = Integer.getInteger("framedock.swaps", 12);
    private static final String STREAM = """
        source=%s
        rate_hz=1000
        payload_bytes=65536
        """;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private Program container;

    @BeforeEach
    void startContainer() throws IOException {
        scene.write("home/config/streams/cam1.cfg", STREAM.formatted("pattern"));
        container = Program.start(scene.environment(), "run", "--home", home);
        Await.until(() -> "no home in\n" + container.output(), 60, () -> Files.exists(home.resolve("deploy"))
            && Files.exists(home.resolve("config/driver.toml")));
        PluginJar.pattern().version("1.0.0").deployTo(home.resolve("deploy/pattern.jar"));
    }

    @AfterEach
    void stopContainer() {
        container.close();
        scene.close();
    }

    @Test
    @DisplayName("source= of a live stream's file: same epoch, no remap, no gap, no bad byte")
    void shouldSwapBySourceInFile() throws Exception {
        PluginJar.pattern().as("org.example.twin", "pattern", "twin").deployTo(home.resolve("deploy/twin.jar"));
        container.awaitLine("source kind twin is offered");
        measure("source= of its file", i -> {
            final String kind = i % 2 == 0 ? "twin" : "pattern";
            scene.write("home/config/streams/cam1.cfg", STREAM.formatted(kind));
            return List.of(kind, "");
        });
    }

    @Test
    @DisplayName("a jar replaced by a newer version: same epoch, no remap, no gap, no bad byte")
    void shouldReplaceJar() throws Exception {
        measure("a newer jar", i -> {
            PluginJar.pattern().version("1.0." + (i + 1)).deployTo(home.resolve("deploy/pattern.jar"));
            return List.of("pattern", "1.0." + (i + 1));
        });
    }

    /** One replacement; says how the frames of the new source are known. */
    private interface Replacement {
        List<String> number(int i) throws IOException;
    }

    private void measure(final String what, final Replacement replacement) throws Exception {
        try (Listener listener = Listener.on(
            home.resolve("config/driver.toml"), scene.environment(), "cam1", Pattern.COUNTER)) {
            listener.awaitSource("pattern", "1.0.0", container);
            listener.awaitFrames(100, container);
            final long epoch = listener.epoch();
            final long remaps = listener.remaps();
            final long lost = listener.lost();
            final int before = listener.changeoversNs().size();
            for (int i = 0; i < SWAPS; i++) {
                final List<String> source = replacement.number(i);
                listener.awaitSource(source.get(0), source.get(1), container);
                listener.awaitFrames(20, container);
            }
            assertEquals(epoch, listener.epoch(), "the lease and its epoch go on");
            assertEquals(remaps, listener.remaps());
            assertEquals(0, listener.bad());
            assertEquals(lost, listener.lost(), "the sequence goes on");
            final List<Long> gapsNs = listener.changeoversNs().subList(before, listener.changeoversNs().size());
            assertEquals(SWAPS, gapsNs.size());
            print(what, gapsNs.stream().mapToLong(Long::longValue).sorted().toArray());
        }
    }

    private static void print(final String what, final long[] sortedNs) {
        System.out.printf(Locale.ROOT, "%s: %d times at 1,000 frames/s, from the last frame before to the first after:"
            + " median %.2f ms, worst %.2f ms%n", what, sortedNs.length, sortedNs[sortedNs.length / 2] / 1e6,
            sortedNs[sortedNs.length - 1] / 1e6);
    }
}
