package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Driver, pattern producer and verifier as three processes, with the example configuration to the letter. */
class ThreeProgramsTest {

    private static final Path CONFIG = Program.distribution().resolve("config/driver_integration_example.toml");
    private static final Path CLIENT_CONFIG = Program.distribution().resolve("config/defaults.toml");

    private final Scene scene = new Scene();
    private Program driver;
    private Program producer;
    private Program consumer;

    @AfterEach
    void endAll() {
        for (final Program program : new Program[] {consumer, producer, driver}) {
            if (program != null) {
                program.close();
            }
        }
        scene.close();
    }

    @Test
    @DisplayName("C-2 C-5 1,000 frames of 655,360 bytes pass between three processes without a bad byte")
    void shouldVerifyThousandFrames() {
        startAll(1000);
        assertEquals(0, consumer.awaitExit(), consumer.output());
        assertTrue(consumer.lastLine().matches(
            "verified 1000 frames, 0 bad, 0 gaps, 0 late, [0-9.]+ frames/s, [0-9.]+ MiB/s"), consumer.output());
        assertEquals(0, producer.terminate().awaitExit(), producer.output());
        assertEquals(0, driver.terminate().awaitExit(), driver.output());
        assertTrue(Files.notExists(scene.aeronDirectory()), "the media driver's directory is left behind");
    }

    @Test
    @DisplayName("D-20 a killed producer is replaced; the consumer goes on without a restart and without a bad byte")
    void shouldSurviveKilledProducer() {
        startAll(0);
        producer.kill();
        new Verifier(consumer).awaitSilence();
        producer = startProducer();
        assertFramesFlowAgain();
    }

    @Test
    @DisplayName("D-19 D-19a a killed driver, and with it its media driver, is replaced; both clients attach again")
    void shouldSurviveKilledDriver() {
        startAll(0);
        driver.kill();
        new Verifier(consumer).awaitSilence();
        driver = startDriver();
        assertFramesFlowAgain();
        assertTrue(producer.isAlive());
    }

    @Test
    @DisplayName("D-5 a killed consumer leaves nothing that hinders the next one or the producer")
    void shouldSurviveKilledConsumer() {
        startAll(0);
        consumer.kill();
        consumer = startConsumer(200);
        assertEquals(0, consumer.awaitExit(), consumer.output());
        assertTrue(producer.isAlive());
        assertTrue(driver.isAlive());
    }

    @Test
    @DisplayName("D-18 a second driver for the same base directory and namespace refuses and names the first")
    void shouldRefuseSecondDriver() {
        driver = startDriver();
        try (Program second = Program.start(scene.environment(), "driver", CONFIG)) {
            assertEquals(1, second.awaitExit());
            assertTrue(second.output().contains(Long.toString(driver.pid())), second.output());
            assertFalse(second.output().contains("\tat "), second.output());
        }
    }

    private void startAll(final int frames) {
        driver = startDriver();
        consumer = startConsumer(frames);
        producer = startProducer();
        consumer.awaitLine("first frame after");
    }

    private Program startDriver() {
        final Program program = Program.start(scene.environment(), "driver", CONFIG);
        program.awaitLine("ready");
        return program;
    }

    private Program startProducer() {
        return Program.start(scene.environment(), "producer", CONFIG, CLIENT_CONFIG, 0);
    }

    private Program startConsumer(final int frames) {
        return Program.start(scene.environment(), "consumer", CONFIG, CLIENT_CONFIG, frames);
    }

    private void assertFramesFlowAgain() {
        final Verifier verifier = new Verifier(consumer);
        verifier.awaitFramesAfter(verifier.frames());
        assertEquals(0, consumer.terminate().awaitExit(), consumer.output());
        assertTrue(consumer.lastLine().contains(" 0 bad, "), consumer.output());
    }
}
