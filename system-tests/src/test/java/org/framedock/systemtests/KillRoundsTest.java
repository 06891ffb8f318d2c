package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills media driver, driver, producer and consumer at random moments, starts them again, and waits for frames. The
 * system properties {@code framedock.kill.rounds} and {@code framedock.kill.seed} say how often and with which seed;
 * without a seed one is chosen and printed. Half of the rounds are played with leases that end before a program that is
 * started again is there, the other half with leases that do not. Logs of all programs stay in
 * {@code target/kill-rounds}.
 */
class KillRoundsTest {

    private static final Path LOGS = Path.of("target", "kill-rounds").toAbsolutePath();
    private static final int SHORT_FORM = 8;
    private static final long ANY_EPOCH = 0;
    private static final long PATIENCE_S = 60;

    private final Scene scene = new Scene();
    private final KillTable table = new KillTable();
    private final int rounds = Integer.getInteger("framedock.kill.rounds", SHORT_FORM) / 2;
    private final long seed = Long.getLong("framedock.kill.seed", System.nanoTime() & Integer.MAX_VALUE);
    private Installation programs;
    private int mostEpochs;

    @AfterEach
    void endAll() {
        programs.close();
        scene.close();
    }

    @ParameterizedTest(name = "keepalive interval {0} ms")
    @ValueSource(ints = {200, 700})
    @DisplayName("D-16 D-18 D-19 D-19a D-20 whoever is killed whenever: frames come again, no bad byte, no left-overs")
    void shouldRecoverFromEveryKill(final int intervalMs) {
        final Path logs = emptied(LOGS.resolve("interval-" + intervalMs + "-ms"));
        programs = new Installation(scene, logs, intervalMs);
        final KillPlan plan = new KillPlan(seed ^ intervalMs);
        System.out.println(rounds + " kill rounds with a keepalive interval of " + intervalMs
            + " ms, -Dframedock.kill.seed=" + seed + ", logs in " + logs);
        String now = "the start";
        try {
            programs.start(EnumSet.allOf(Part.class));
            programs.awaitFramesAbove(ANY_EPOCH);
            for (int number = 1; number <= rounds; number++) {
                final KillPlan.Round round = plan.next();
                now = "round " + number + " (" + round + ")";
                System.out.println(now + ": frames again after " + play(round) + ", epoch "
                    + programs.figures().epoch() + ", on disk " + programs.epochsOnDisk().size());
            }
            now = "the end";
            assertNothingIsLeft();
            assertAllEndInOrder();
        } catch (final AssertionError | RuntimeException e) {
            programs.printThreads();
            throw new AssertionError("in " + now + " of those with a keepalive interval of " + intervalMs
                + " ms, -Dframedock.kill.seed=" + seed + ", logs in " + logs + ": " + e.getMessage(), e);
        } finally {
            System.out.println(table);
        }
        System.out.println("all consumers: " + programs.totals() + "; most epochs on disk after a round " + mostEpochs);
    }

    /** Plays one round and tells the time from the last kill to frames. */
    private String play(final KillPlan.Round round) {
        final Stroke first = new Stroke(round.first(), System.nanoTime(), ANY_EPOCH);
        final Stroke last =
            round.second() == null ? first : new Stroke(round.second(), System.nanoTime(), first.epoch);
        final long begunNs = programs.awaitFramesAbove(last.epoch);
        final long nowNs = System.nanoTime();
        final long totalMs = TimeUnit.NANOSECONDS.toMillis(nowNs - last.killedNs);
        final long startedMs = TimeUnit.NANOSECONDS.toMillis(nowNs - begunNs);
        table.add(round.kind(), totalMs, startedMs);
        mostEpochs = Math.max(mostEpochs, programs.epochsOnDisk().size());
        return totalMs + " ms, " + startedMs + " ms after all had started";
    }

    /** A strike that has been carried out: its victims are starting again. */
    private final class Stroke {

        private final long killedNs;
        /** Above this one are the epochs that only a recovered installation makes. */
        private final long epoch;

        Stroke(final KillPlan.Strike strike, final long fromNs, final long epochBefore) {
            final long dueNs = fromNs + TimeUnit.MILLISECONDS.toNanos(strike.delayMs());
            Await.until(() -> "", PATIENCE_S, () -> {
                programs.requireAlive();
                return System.nanoTime() - dueNs >= 0;
            });
            killedNs = System.nanoTime();
            programs.kill(strike.victims());
            // A consumer's end concerns nobody else; that of any other ends the epoch of the producer.
            epoch = strike.victims().equals(Set.of(Part.CONSUMER)) || programs.epochsOnDisk().isEmpty()
                ? epochBefore : programs.epochsOnDisk().last();
            programs.start(strike.victims());
        }
    }

    /** D-16: the current epoch and the one before, whole, and nothing else but the driver's lock and its errors. */
    private void assertNothingIsLeft() {
        Await.until(() -> "epochs are not cleaned up: " + programs.epochsOnDisk(), PATIENCE_S,
            () -> programs.epochsOnDisk().size() <= Installation.EPOCHS_KEPT);
        final Set<String> names = new HashSet<>(Installation.names(scene.regions()));
        // Of the run before this one, if that met any.
        names.remove("errors.dat.previous");
        assertEquals(Set.of("1", "driver.lock", "errors.dat"), names);
        for (final long epoch : programs.epochsOnDisk()) {
            assertEquals(Set.of("1.pool", "header.ring"),
                Installation.names(scene.regions().resolve("1").resolve(Long.toString(epoch))), "epoch " + epoch);
        }
    }

    private void assertAllEndInOrder() {
        for (final Part part : new Part[] {Part.CONSUMER, Part.PRODUCER, Part.DRIVER}) {
            final Program program = programs.program(part);
            assertEquals(0, program.terminate().awaitExit(), () -> part + ":\n" + program.output());
        }
        final String verdict = programs.program(Part.CONSUMER).lastLine();
        assertTrue(verdict.matches("verified [1-9]\\d* frames, 0 bad, .*"), verdict);
        programs.program(Part.MEDIA_DRIVER).terminate().awaitExit();
        assertTrue(Files.notExists(scene.aeronDirectory()), "the media driver's directory is left behind");
        assertEquals(Set.of(), programs.besideMediaDriver());
    }

    private static Path emptied(final Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (final Path file : files) {
                    Files.delete(file);
                }
            }
            return directory;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
