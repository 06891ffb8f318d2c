package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs without a driver: what they print and how they end. */
class ProgramsTest {

    @TempDir
    private Path directory;
    private String driver;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeFile() throws IOException {
        driver = Files.writeString(directory.resolve("driver.toml"),
            OptionsTest.DRIVER_TOML.formatted(directory.resolve("aeron"))).toString();
    }

    private int run(final Program program, final BooleanSupplier isEnd, final String... args) {
        return program.run(args, new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), isEnd);
    }

    private static String text(final ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldEndWithTheLastLineWhenAskedToWhileNoDriverIsThere() {
        assertEquals(0, run(new ConsumerMain(), () -> true, driver, "1000"));
        assertEquals("verified 0 frames, 0 bad, 0 gaps, 0 late, 0.0 frames/s, 0.0 MiB/s\n", text(out));
        out.reset();
        assertEquals(0, run(new ProducerMain(), () -> true, driver));
        assertEquals("published 0 frames, 0 dropped by back-pressure, 0.0 frames/s, 0.0 MiB/s\n", text(out));
        assertEquals("", text(err));
    }

    @Test
    void shouldSayOnceASecondWhyNoFrameComes() {
        final BooleanSupplier untilALine = () -> out.size() > 0;
        assertEquals(0, run(new ConsumerMain(), untilALine, driver));
        final String[] lines = text(out).split("\n");
        assertEquals(2, lines.length, text(out));
        assertTrue(lines[0].startsWith("0 frames, 0.0 frames/s, 0.0 MiB/s, 0 bad, 0 gaps, 0 late, epoch 0, not mapped, "
            + "no frames: "), lines[0]);
        assertTrue(lines[1].startsWith("verified 0 frames"), lines[1]);
    }

    @Test
    void shouldReportAsOftenAsAskedTo() {
        final long startNs = System.nanoTime();
        final BooleanSupplier untilThreeLines = () -> text(out).lines().count() >= 3;
        assertEquals(0, run(new ConsumerMain(), untilThreeLines, driver, "--report-ms", "9"));
        assertTrue(System.nanoTime() - startNs >= 27_000_000L);
    }

    @Test
    void shouldEndWithTwoAndOneLineOnAWrongArgument() {
        assertEquals(2, run(new ConsumerMain(), () -> true, driver, "10", "20"));
        assertEquals(1, text(err).lines().count(), text(err));
        assertTrue(text(err).startsWith("consumer: unexpected number '20'"), text(err));
        assertEquals("", text(out));
    }

    @Test
    void shouldEndWithTwoOnAFileThatDoesNotExist() {
        assertEquals(2, run(new ProducerMain(), () -> true, directory.resolve("none.toml").toString()));
        assertEquals(1, text(err).lines().count(), text(err));
        assertTrue(text(err).contains("does not exist"), text(err));
    }

    @Test
    void shouldNameTheMistakesOfAFileWithoutAStackTrace() throws IOException {
        final Path broken = Files.writeString(directory.resolve("broken.toml"), "[driver]\ncontrol_stream_id = 'x'\n");
        assertEquals(2, run(new ConsumerMain(), () -> true, broken.toString()));
        assertTrue(text(err).contains("control_stream_id"), text(err));
        text(err).lines().forEach(line -> assertTrue(line.startsWith("consumer: "), line));
    }

    @Test
    void shouldExplainItself() {
        assertEquals(0, run(new ConsumerMain(), () -> true, "--help"));
        assertTrue(text(out).contains("framedock consumer DRIVER_CONFIG [CLIENT_CONFIG] [COUNT]"), text(out));
        assertTrue(text(out).contains("--pattern"), text(out));
        out.reset();
        assertEquals(0, run(new ProducerMain(), () -> true, "-h"));
        assertTrue(text(out).replaceAll("\\s+", " ").contains("(every byte is seq % 256)"), text(out));
    }

    @Test
    void shouldReportRatesFromTheFirstToTheLastFrameAndFailOnABadOne() {
        final AtomicLong nowNs = new AtomicLong(5_000_000_000L);
        final Verification verification = new Verification(frame -> true, 5, nowNs::get);
        nowNs.addAndGet(3_000_000_000L);
        for (int i = 0; i < 5; i++) {
            assertEquals(false, verification.isDone());
            verification.judged(true, 1024 * 1024, 3, i);
            nowNs.addAndGet(250_000_000L);
        }
        assertEquals(true, verification.isDone());
        assertEquals(0, verification.exitCode());
        assertEquals("verified 5 frames, 0 bad, 7 gaps, 8 late, 4.0 frames/s, 4.0 MiB/s", verification.summary(7, 8));
        verification.judged(false, 1024 * 1024, 3, 41);
        verification.judged(false, 1024 * 1024, 4, 0);
        assertEquals(1, verification.exitCode());
        assertEquals(2, verification.bad());
        assertEquals("epoch 3, sequence 41", verification.firstBad());
    }

    @Test
    void shouldTellTheAgeOfTheProcess() {
        assertEquals(1230, ProcessAge.between(
            "4711 (a (b) c d) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 200000 20 21", "2001.23 3900.00\n"));
        final long age = ProcessAge.milliseconds();
        assertTrue(age > 0 && age < 3_600_000, "age " + age);
    }

    @Test
    void shouldHaveALiveLineDueOnceASecondAndNotInABurst() {
        final long startNs = Long.MAX_VALUE - 1_500_000_000L;
        final LiveLine live = new LiveLine(startNs, LiveLine.SECOND_NS);
        assertEquals(false, live.isDue(startNs + 999_999_999L));
        assertEquals(true, live.isDue(startNs + 1_300_000_000L));
        assertEquals(false, live.isDue(startNs + 1_999_999_999L));
        assertEquals(true, live.isDue(startNs + 2_000_000_000L));
        assertEquals(true, live.isDue(startNs + 9_500_000_000L));
        assertEquals(false, live.isDue(startNs + 9_500_000_001L));
    }
}
