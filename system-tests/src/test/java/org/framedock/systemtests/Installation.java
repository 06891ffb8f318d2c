package org.framedock.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.framedock.transport.MediaDriverProbe;

/**
 * Media driver, driver, producer and consumer as four processes, as an operator starts them: the media driver is
 * Aeron's own program, the others are verbs of the distribution with one configuration. Each start prints to a log of
 * its own, which stays.
 */
final class Installation implements AutoCloseable {

    static final int EPOCHS_KEPT = 2;

    private static final long PATIENCE_S = 60;
    private static final String STREAM_ID = "1";
    private static final String REPORT_MS = "20";
    /** The three-program example with smaller frames and other times; a lease lasts three of its intervals. */
    private static final String DRIVER_CONFIG = """
        [driver]
        instance_id = "driver-example"
        aeron_dir = "/dev/shm/aeron-${USER}"
        control_channel = "aeron:ipc"
        control_stream_id = 15000
        announce_channel = "aeron:ipc"
        announce_stream_id = 15001
        qos_channel = "aeron:ipc"
        qos_stream_id = 15002

        [shm]
        base_dir = "/dev/shm"
        require_hugepages = false
        page_size_bytes = 4096
        permissions_mode = "660"

        [policies]
        allow_dynamic_streams = false
        default_profile = "camera"
        announce_period_ms = %1$d
        lease_keepalive_interval_ms = %1$d
        lease_expiry_grace_intervals = 3

        [profiles.camera]
        header_nslots = 64
        header_slot_bytes = 256
        max_dims = 8
        payload_pools = [
          { pool_id = 1, stride_bytes = 65536 }
        ]

        [streams.cam1]
        stream_id = 1
        profile = "camera"
        """;
    /** Frames whose content names its whole sequence, so that one of another round is not taken for right. */
    private static final String CLIENT_CONFIG = """
        [producer]
        pattern = "interop"
        rate_hz = 200
        """;

    private final Scene scene;
    private final Path logs;
    private final Path driverConfig;
    private final Path clientConfig;
    private final Map<Part, Program> programs = new EnumMap<>(Part.class);
    private final Map<Part, Integer> starts = new EnumMap<>(Part.class);
    private LiveFigures figures;
    private long formerFrames;
    private long formerGaps;
    private long formerLate;

    Installation(final Scene scene, final Path logs, final int intervalMs) {
        this.scene = scene;
        this.logs = logs;
        driverConfig = scene.write("driver.toml", DRIVER_CONFIG.formatted(intervalMs));
        clientConfig = scene.write("client.toml", CLIENT_CONFIG);
    }

    /** Starts programs in their order. Only where a driver is to find its media driver, that one is awaited. */
    void start(final Set<Part> parts) {
        for (final Part part : Part.values()) {
            if (parts.contains(part)) {
                final String log = part.toString().replace(' ', '-') + "-" + starts.merge(part, 1, Integer::sum);
                programs.put(part, Program.start(scene.environment(), logs.resolve(log + ".log"), command(part)));
                if (part == Part.MEDIA_DRIVER && parts.contains(Part.DRIVER)) {
                    awaitMediaDriver();
                }
                if (part == Part.CONSUMER) {
                    figures = new LiveFigures(program(part));
                }
            }
        }
    }

    private List<String> command(final Part part) {
        return switch (part) {
            case MEDIA_DRIVER -> Program.java("--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Daeron.dir=" + scene.aeronDirectory(), "-Daeron.dir.delete.on.start=true",
                "-Daeron.dir.delete.on.shutdown=true", "-Daeron.threading.mode=SHARED",
                "-Daeron.ipc.term.buffer.length=4m", "-cp", Program.jar("bundles", "framedock-aeron"),
                "io.aeron.driver.MediaDriver");
            case DRIVER -> Program.verb("driver", driverConfig);
            case PRODUCER -> Program.verb("producer", driverConfig, clientConfig, 0);
            case CONSUMER -> Program.verb("consumer", driverConfig, clientConfig, 0, "--report-ms", REPORT_MS);
        };
    }

    private void awaitMediaDriver() {
        final Program mediaDriver = program(Part.MEDIA_DRIVER);
        Await.until(() -> "no media driver:\n" + mediaDriver.output(), PATIENCE_S, () -> {
            requireAlive(Part.MEDIA_DRIVER, mediaDriver);
            return hasBegun(Part.MEDIA_DRIVER, mediaDriver);
        });
    }

    /** Whether the virtual machines of all programs have come to their purpose, however slow this machine is. */
    boolean haveAllBegun() {
        return programs.entrySet().stream().allMatch(entry -> hasBegun(entry.getKey(), entry.getValue()));
    }

    private boolean hasBegun(final Part part, final Program program) {
        if (part != Part.MEDIA_DRIVER) {
            return program.printed().toFile().length() > 0;
        }
        final MediaDriverProbe.Identity alive = MediaDriverProbe.findAlive(scene.aeronDirectory().toString());
        return alive != null && alive.pid() == program.pid();
    }

    /** SIGKILL for all of them at once. Returns when they are gone. */
    void kill(final Set<Part> victims) {
        victims.forEach(victim -> program(victim).sendKill());
        victims.forEach(victim -> program(victim).kill());
        figures.read();
        if (victims.contains(Part.DRIVER) || victims.contains(Part.MEDIA_DRIVER)) {
            figures.forgetLease();
        }
        if (victims.contains(Part.CONSUMER)) {
            formerFrames += figures.frames();
            formerGaps += figures.gaps();
            formerLate += figures.late();
        }
    }

    /** No program ends by itself. */
    void requireAlive() {
        programs.forEach(Installation::requireAlive);
    }

    private static void requireAlive(final Part part, final Program program) {
        if (!program.isAlive()) {
            throw new AssertionError(part + " ended by itself, see " + program.printed() + ":\n" + program.output());
        }
    }

    /**
     * Waits until the consumer verifies frames in an epoch above the given one, with a lease of the driver's.
     *
     * @return when all programs had begun, by System.nanoTime.
     */
    long awaitFramesAbove(final long epoch) {
        final long[] begunNs = new long[1];
        Await.until(() -> "no frames in an epoch above " + epoch + " under a new lease; the consumer says:\n"
            + program(Part.CONSUMER).lastLine(), PATIENCE_S, () -> {
                requireAlive();
                if (begunNs[0] == 0 && haveAllBegun()) {
                    begunNs[0] = System.nanoTime();
                }
                return figures.read().isFlowingAbove(epoch);
            });
        return begunNs[0] == 0 ? System.nanoTime() : begunNs[0];
    }

    LiveFigures figures() {
        return figures;
    }

    /** Frames, gaps and late frames of all consumers. */
    String totals() {
        return formerFrames + figures.frames() + " frames, 0 bad, " + (formerGaps + figures.gaps()) + " gaps, "
            + (formerLate + figures.late()) + " late";
    }

    Program program(final Part part) {
        return programs.get(part);
    }

    /** Epochs of the stream that have a directory. */
    TreeSet<Long> epochsOnDisk() {
        final TreeSet<Long> epochs = new TreeSet<>();
        names(scene.regions().resolve(STREAM_ID)).forEach(name -> epochs.add(Long.parseLong(name)));
        return epochs;
    }

    /** Names of what lies in a directory; none if there is no directory. */
    static Set<String> names(final Path directory) {
        final Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (final NoSuchFileException none) {
            return names;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Files beside the media driver's directory that carry its name. */
    Set<String> besideMediaDriver() {
        final String directory = scene.aeronDirectory().getFileName().toString();
        final Set<String> names = names(scene.aeronDirectory().getParent());
        names.removeIf(name -> !name.startsWith(directory) || name.equals(directory));
        return names;
    }

    /** Ends what still runs, the users before the used. */
    @Override
    public void close() {
        for (int i = Part.values().length - 1; i >= 0; i--) {
            final Program program = programs.get(Part.values()[i]);
            if (program != null) {
                program.close();
            }
        }
    }
}
