package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.framedock.pattern.content.Pattern;
import org.framedock.settings.SettingsFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    /** Two streams, the first pool of the first being the smaller one. */
    static final String DRIVER_TOML = """
        [driver]
        instance_id = "shop"
        aeron_dir = "%s"
        [profiles.camera]
        header_nslots = 8
        payload_pools = [ { pool_id = 1, stride_bytes = 1024 }, { pool_id = 2, stride_bytes = 4096 } ]
        [streams.left]
        stream_id = 11
        profile = "camera"
        [streams.right]
        stream_id = 22
        profile = "camera"
        """;
    private static final String CLIENT_TOML = """
        [producer]
        pattern = "interop"
        rate_hz = 12.5
        stream_id = 22
        [consumer]
        stream_id = 22
        """;

    @TempDir
    private Path directory;
    private String driver;
    private String client;

    @BeforeEach
    void writeFiles() throws IOException {
        driver = Files.writeString(
            directory.resolve("driver.toml"), DRIVER_TOML.formatted(directory.resolve("aeron"))).toString();
        client = Files.writeString(directory.resolve("client.toml"), CLIENT_TOML).toString();
    }

    private ProducerOptions producer(final String line) throws UsageException, SettingsFileException {
        final CommandLineReader reader = ProducerOptions.commandLine();
        reader.read(words(line));
        return ProducerOptions.of(reader);
    }

    private ConsumerOptions consumer(final String line) throws UsageException, SettingsFileException {
        final CommandLineReader reader = ConsumerOptions.commandLine();
        reader.read(words(line));
        return ConsumerOptions.of(reader);
    }

    private String[] words(final String line) {
        final List<String> words = new ArrayList<>();
        for (final String word : line.split(" ")) {
            words.add(word.equals("DRIVER") ? driver : word.equals("CLIENT") ? client : word);
        }
        return words.toArray(new String[0]);
    }

    @Test
    @DisplayName("Where no file names a stream, one by its id does; without one the mistake says so")
    void shouldWantAStreamWhereNoFileNamesOne() throws Exception {
        final String toml = DRIVER_TOML.formatted(directory.resolve("aeron"));
        driver = Files.writeString(directory.resolve("dynamic.toml"), toml.substring(0, toml.indexOf("[streams.left]"))
            + "[policies]\nallow_dynamic_streams = true\n").toString();
        assertEquals(20_001, consumer("DRIVER --stream 20001").streamId());
        assertEquals(20_001, producer("DRIVER --stream 20001").streamId());
        final String mistake = assertThrows(UsageException.class, () -> consumer("DRIVER")).getMessage();
        assertTrue(mistake.startsWith("--stream has to name one by its id"), mistake);
    }

    @Test
    @DisplayName("The producer's defaults: for ever, the first pool's stride, counter, 100 Hz, the first stream")
    void shouldHaveProducerDefaults() throws Exception {
        final ProducerOptions options = producer("DRIVER");
        assertEquals(0, options.count());
        assertEquals(1024, options.payloadBytes());
        assertEquals(Pattern.COUNTER, options.pattern());
        assertEquals(100, options.rateHz());
        assertEquals(11, options.streamId());
        assertEquals(false, options.isInPlace());
    }

    @Test
    void shouldTakeProducerDefaultsFromTheClientFile() throws Exception {
        final ProducerOptions options = producer("DRIVER CLIENT 50");
        assertEquals(50, options.count());
        assertEquals(Pattern.INTEROP, options.pattern());
        assertEquals(12.5, options.rateHz());
        assertEquals(22, options.streamId());
    }

    @Test
    @DisplayName("C-5 count and bytes by position or by name; names outrank the files")
    void shouldReadProducerOptions() throws Exception {
        assertEquals(4096, producer("DRIVER 50 4096").payloadBytes());
        final ProducerOptions options = producer(
            "--in-place DRIVER --count 7 --payload-bytes=2000 CLIENT --pattern counter --rate 0 --stream left");
        assertEquals(7, options.count());
        assertEquals(2000, options.payloadBytes());
        assertEquals(Pattern.COUNTER, options.pattern());
        assertEquals(0, options.rateHz());
        assertEquals(11, options.streamId());
        assertEquals(true, options.isInPlace());
        assertEquals(33, producer("DRIVER --stream 33").streamId());
    }

    @Test
    void shouldReadConsumerOptions() throws Exception {
        assertEquals(0, consumer("DRIVER").count());
        assertEquals("counter", consumer("DRIVER").pattern());
        assertEquals(11, consumer("DRIVER").streamId());
        assertEquals("interop", consumer("DRIVER CLIENT").pattern());
        assertEquals(22, consumer("DRIVER CLIENT").streamId());
        assertEquals(1000, consumer("DRIVER 1000").count());
        assertEquals(1000, consumer("DRIVER --count 1000").count());
        assertEquals("aravis", consumer("DRIVER --stream right --pattern aravis").pattern());
        assertEquals(22, consumer("DRIVER --stream right --pattern none").streamId());
        assertEquals(1_000_000_000L, consumer("DRIVER").reportNs());
        assertEquals("auto", consumer("DRIVER --pattern auto --pauses").pattern());
        assertTrue(consumer("DRIVER --pattern auto --pauses").pauses());
        assertTrue(consumer("DRIVER --spin").spins());
        assertFalse(consumer("DRIVER").spins());
        assertFalse(consumer("DRIVER --pattern auto").pauses());
        assertEquals(20_000_000L, consumer("DRIVER --report-ms 20").reportNs());
    }

    @Test
    @DisplayName("Clients know the names of their stream and their driver, for the labels of their counters")
    void shouldKnowNamesForCounters() throws Exception {
        final ProducerOptions producer = producer("DRIVER --stream right");
        assertEquals("right", producer.context().streamName());
        assertEquals("shop", producer.setting().producerContext().instanceId());
        assertEquals("", producer("DRIVER --stream 33").context().streamName());
        final ConsumerOptions consumer = consumer("DRIVER --stream 22");
        assertEquals("right", consumer.context().streamName());
        assertEquals("shop", consumer.setting().consumerContext().instanceId());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "producer | DRIVER 10 --count 20 | given twice",
        "producer | DRIVER 10 64 --payload-bytes 65 | given twice",
        "producer | DRIVER 10 64 7 | unexpected number '7'",
        "producer | DRIVER 10 4097 | at most 4096, the largest stride_bytes of profile camera",
        "producer | DRIVER --count ten | COUNT 'ten' has to be a whole number from 0",
        "producer | DRIVER --count 99999999999999999999 | has to be a whole number",
        "producer | DRIVER --rate -1 | --rate '-1' has to be a number from 0",
        "producer | DRIVER --rate fast | --rate 'fast' has to be a number",
        "producer | DRIVER --pattern aravis | --pattern 'aravis' has to be one of counter, interop",
        "producer | DRIVER --stream middle | one of the streams of",
        "producer | DRIVER --stream 0 | has to be a whole number from 1 to 4294967294",
        "producer | DRIVER --speed 5 | Unknown option: '--speed'",
        "producer | DRIVER --count | --count",
        "producer | DRIVER --count 1 --count 2 | --count",
        "consumer | DRIVER 10 20 | unexpected number '20': COUNT is given already",
        "consumer | DRIVER 10 --count 20 | given twice",
        "consumer | DRIVER --pattern noise | has to be one of counter, interop, aravis, bgapi2-sim, auto, none",
        "consumer | DRIVER --report-ms 0 | --report-ms '0' has to be a whole number from 1",
        "consumer | DRIVER -5 | -5",
        "consumer | --count 5 | DRIVER_CONFIG is missing"})
    void shouldRefuseInOneClearLine(final String program, final String line, final String expected) {
        final String message = assertThrows(UsageException.class, () -> {
            if (program.equals("producer")) {
                producer(line);
            } else {
                consumer(line);
            }
        }).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count(), message);
    }
}
