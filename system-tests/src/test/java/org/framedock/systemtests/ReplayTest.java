package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Recorded frames through a container into a consumer that checks every byte. */
class ReplayTest {

    private static final int FRAME_BYTES = 64 * 1024;
    private static final int FILES = 4;
    private static final int FRAMES_PER_FILE = 64;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("a directory of raw frames is replayed in a loop, every byte right; a file that goes is waited for")
    void shouldReplayADirectory() throws IOException {
        record();
        scene.write("home/config/driver.toml", """
            [driver]
            instance_id = "%1$s"
            aeron_dir = "%2$s"

            [shm]
            base_dir = "/dev/shm"
            namespace = "%1$s"

            [policies]
            cleanup_shm_on_exit = true

            [profiles.camera]
            header_nslots = 64
            payload_pools = [{ pool_id = 1, stride_bytes = %3$d }]

            [streams.cam1]
            stream_id = 1
            profile = "camera"
            """.formatted(scene.name(), scene.aeronDirectory(), FRAME_BYTES));
        scene.write("home/config/streams/cam1.cfg", """
            source=replay
            path=frames
            width=256
            height=256
            rate_hz=200
            """);
        try (Program container = Program.start(scene.environment(), "run", "--no-shell", "--home", home);
            Program consumer = Program.start(scene.environment(), "consumer", home.resolve("config/driver.toml"),
                "--stream", "cam1", "--pattern", "counter", "--count", "600")) {
            container.awaitLine("container of .* up");
            final Path jar = Program.jar("sources", "framedock-replay");
            Files.copy(jar, home.resolve("deploy").resolve(jar.getFileName()));
            container.awaitLine(
                "cam1 STREAMING: replaying .*/frames: 256 frames in 4 files, first UINT8\\[256, 256\\]");
            assertEquals(0, consumer.awaitExit(), consumer.output() + "\n" + container.output());
            assertTrue(consumer.lastLine().startsWith("verified 600 frames, 0 bad, "), consumer.lastLine());

            final int linesBefore = container.lineCount();
            Files.delete(home.resolve("frames/3.raw"));
            container.awaitLine(
                linesBefore, "cam1 RECONNECTING .*/frames/3\\.raw cannot be opened any more: it is gone");
            assertEquals(0, container.terminate().awaitExit(), container.output());
        }
    }

    /** Frames whose every byte is their number, so that a consumer can foretell them. */
    private void record() throws IOException {
        Files.createDirectories(home.resolve("frames"));
        for (int file = 0; file < FILES; file++) {
            final byte[] frames = new byte[FRAMES_PER_FILE * FRAME_BYTES];
            for (int frame = 0; frame < FRAMES_PER_FILE; frame++) {
                Arrays.fill(frames, frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES,
                    (byte)(file * FRAMES_PER_FILE + frame));
            }
            Files.write(home.resolve("frames/" + file + ".raw"), frames);
        }
    }
}
