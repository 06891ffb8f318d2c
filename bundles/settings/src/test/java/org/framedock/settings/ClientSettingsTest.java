package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

    private static final String DRIVER = """
        [driver]
        aeron_dir = "/run/aeron"
        control_channel = "aeron:ipc?alias=c"
        control_stream_id = 15000
        announce_channel = "aeron:ipc?alias=a"
        announce_stream_id = 15001
        qos_channel = "aeron:ipc?alias=q"
        qos_stream_id = 15002
        [shm]
        require_hugepages = true
        allowed_base_dirs = ["/dev/shm", "/mnt"]
        [policies]
        announce_period_ms = 500
        [profiles.camera]
        payload_pools = [ { pool_id = 1, stride_bytes = 64 } ]
        [streams.zoo]
        stream_id = 42
        profile = "camera"
        [streams.ant]
        stream_id = 7
        profile = "camera"
        """;

    @TempDir
    private Path directory;

    private ClientSettings client(final String toml) throws SettingsFileException, IOException {
        return client(toml, DRIVER, Map.of());
    }

    private ClientSettings client(final String toml, final String driver, final Map<String, String> environment)
        throws SettingsFileException, IOException {
        return ClientSettings.load(
            Files.writeString(directory.resolve("client.toml"), toml), Toml.driver(driver), environment);
    }

    private List<String> mistakes(final String toml) {
        return assertThrows(SettingsFileException.class, () -> client(toml)).mistakes();
    }

    @Test
    @DisplayName("without a file, what the driver's file says is taken from there, and the rest has its default")
    void shouldTakeTheDriversValues() throws SettingsFileException {
        final DriverSettings driver = Toml.driver(DRIVER);
        final ClientSettings settings = ClientSettings.load(null, driver, Map.of());
        assertSame(driver, settings.driver());
        assertEquals(List.of(), settings.warnings());
        final ProducerSettings producer = settings.producer();
        assertEquals("/run/aeron", producer.aeronDir());
        assertEquals("aeron:ipc?term-length=4m", producer.aeronUri());
        assertEquals(1100, producer.descriptorStreamId());
        assertEquals("aeron:ipc?alias=c", producer.controlChannel());
        assertEquals(15000, producer.controlStreamId());
        assertEquals("aeron:ipc?alias=a", producer.announceChannel());
        assertEquals(15001, producer.announceStreamId());
        assertEquals("aeron:ipc?alias=q", producer.qosChannel());
        assertEquals(15002, producer.qosStreamId());
        assertEquals(1300, producer.metadataStreamId());
        assertEquals(42, producer.streamId());
        assertEquals(0, producer.producerId());
        assertEquals(1, producer.layoutVersion());
        assertEquals(500_000_000L, producer.announceIntervalNs());
        assertEquals(1_000_000_000L, producer.qosIntervalNs());
        assertEquals(250_000L, producer.progressIntervalNs());
        assertEquals(65_536, producer.progressBytesDelta());
        assertEquals("counter", producer.pattern());
        assertEquals(100.0, producer.rateHz());
        final ConsumerSettings consumer = settings.consumer();
        assertEquals("/run/aeron", consumer.aeronDir());
        assertEquals("aeron:ipc?term-length=4m", consumer.aeronUri());
        assertEquals(1100, consumer.descriptorStreamId());
        assertEquals("aeron:ipc?alias=c", consumer.controlChannel());
        assertEquals(15000, consumer.controlStreamId());
        assertEquals("aeron:ipc?alias=a", consumer.announceChannel());
        assertEquals(15001, consumer.announceStreamId());
        assertEquals("aeron:ipc?alias=q", consumer.qosChannel());
        assertEquals(15002, consumer.qosStreamId());
        assertEquals(1300, consumer.metadataStreamId());
        assertEquals(42, consumer.streamId());
        assertEquals(0, consumer.consumerId());
        assertEquals(1, consumer.expectedLayoutVersion());
        assertEquals(ConsumerMode.STREAM, consumer.mode());
        assertEquals(256, consumer.maxOutstandingSeqGap());
        assertFalse(consumer.supportsProgress());
        assertEquals(0, consumer.maxRateHz());
        assertEquals("", consumer.payloadFallbackUri());
        assertTrue(consumer.requireHugepages());
        assertEquals(List.of(Path.of("/dev/shm"), Path.of("/mnt")), consumer.allowedBaseDirs());
        assertEquals(250_000L, consumer.progressIntervalNs());
        assertEquals(65_536, consumer.progressBytesDelta());
        assertEquals(1_000_000_000L, consumer.helloIntervalNs());
        assertEquals(1_000_000_000L, consumer.qosIntervalNs());
        assertEquals(1_500_000_000L, consumer.announceFreshnessNs());
    }

    @Test
    @DisplayName("every key is read into the accessor of its name")
    void shouldReadEveryKey() throws SettingsFileException, IOException {
        final ClientSettings settings = client("""
            [producer]
            aeron_dir = "/p"
            aeron_uri = "aeron:ipc?alias=p"
            descriptor_stream_id = 1
            control_stream_id = 2
            qos_stream_id = 3
            metadata_stream_id = 4
            stream_id = 4294967294
            producer_id = 4294967294
            layout_version = 2
            announce_interval_ns = 5
            qos_interval_ns = 6
            progress_interval_ns = 7
            progress_bytes_delta = 8
            pattern = "interop"
            rate_hz = 29.97
            [consumer]
            aeron_dir = "/c/$USER"
            aeron_uri = "aeron:ipc?alias=c"
            descriptor_stream_id = 11
            control_stream_id = 12
            qos_stream_id = 13
            metadata_stream_id = 14
            stream_id = 15
            consumer_id = 16
            expected_layout_version = 0
            mode = "RATE_LIMITED"
            max_outstanding_seq_gap = 17
            supports_progress = true
            max_rate_hz = 18
            payload_fallback_uri = "aeron:udp?endpoint=h:1"
            require_hugepages = false
            allowed_base_dirs = ["/x"]
            progress_interval_us = 19
            progress_bytes_delta = 20
            hello_interval_ns = 21
            qos_interval_ns = 22
            announce_freshness_ns = 23
            """, DRIVER, Map.of("USER", "ann"));
        final ProducerSettings producer = settings.producer();
        assertEquals("/p", producer.aeronDir());
        assertEquals("aeron:ipc?alias=p", producer.aeronUri());
        assertEquals(List.of(1, 2, 3, 4), List.of(producer.descriptorStreamId(), producer.controlStreamId(),
            producer.qosStreamId(), producer.metadataStreamId()));
        assertEquals(4294967294L, producer.streamId());
        assertEquals(4294967294L, producer.producerId());
        assertEquals(2, producer.layoutVersion());
        assertEquals(List.of(5L, 6L, 7L), List.of(producer.announceIntervalNs(), producer.qosIntervalNs(),
            producer.progressIntervalNs()));
        assertEquals(8, producer.progressBytesDelta());
        assertEquals("interop", producer.pattern());
        assertEquals(29.97, producer.rateHz());
        final ConsumerSettings consumer = settings.consumer();
        assertEquals("/c/ann", consumer.aeronDir());
        assertEquals("aeron:ipc?alias=c", consumer.aeronUri());
        assertEquals(List.of(11, 12, 13, 14), List.of(consumer.descriptorStreamId(), consumer.controlStreamId(),
            consumer.qosStreamId(), consumer.metadataStreamId()));
        assertEquals(15, consumer.streamId());
        assertEquals(16, consumer.consumerId());
        assertEquals(0, consumer.expectedLayoutVersion());
        assertEquals(ConsumerMode.RATE_LIMITED, consumer.mode());
        assertEquals(17, consumer.maxOutstandingSeqGap());
        assertTrue(consumer.supportsProgress());
        assertEquals(18, consumer.maxRateHz());
        assertEquals("aeron:udp?endpoint=h:1", consumer.payloadFallbackUri());
        assertFalse(consumer.requireHugepages());
        assertEquals(List.of(Path.of("/x")), consumer.allowedBaseDirs());
        assertEquals(19_000L, consumer.progressIntervalNs());
        assertEquals(20, consumer.progressBytesDelta());
        assertEquals(List.of(21L, 22L, 23L), List.of(consumer.helloIntervalNs(), consumer.qosIntervalNs(),
            consumer.announceFreshnessNs()));
    }

    @Test
    @DisplayName("C-1 the environment goes before the file and is named when it is wrong")
    void shouldLetTheEnvironmentOverride() throws SettingsFileException, IOException {
        final ClientSettings settings =
            client("[producer]\nrate_hz = 5", DRIVER, Map.of("PRODUCER_RATE_HZ", "0.5", "CONSUMER_STREAM_ID", "7"));
        assertEquals(0.5, settings.producer().rateHz());
        assertEquals(7, settings.consumer().streamId());
        final String mistake = assertThrows(SettingsFileException.class,
            () -> ClientSettings.load(null, Toml.driver(DRIVER), Map.of("CONSUMER_MODE", "fast"))).getMessage();
        Toml.assertSays(mistake, "environment variable CONSUMER_MODE=fast", "consumer.mode", "RATE_LIMITED");
    }

    @Test
    @DisplayName("keys of older files are accepted and named in one warning")
    void shouldWarnOnceAboutLegacyKeys() throws SettingsFileException, IOException {
        final List<String> warnings = client("""
            [producer]
            nslots = 64
            payload_pools = [ { pool_id = 1 } ]
            shm_base_dir = "/dev/shm"
            shm_namespace = "x"
            producer_instance_id = "p"
            header_uri = ""
            [consumer]
            use_shm = true
            supports_shm = true
            """).warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        Toml.assertSays(warnings.get(0), "client.toml", "producer.nslots", "producer.payload_pools",
            "producer.shm_base_dir", "producer.shm_namespace", "producer.producer_instance_id", "producer.header_uri",
            "consumer.use_shm", "consumer.supports_shm", "decided by the driver");
    }

    @Test
    @DisplayName("C-3 all mistakes at once, each once, with the nearest key for an unknown one")
    void shouldReportAllMistakes() {
        final List<String> mistakes = mistakes("""
            [producer]
            patern = "counter"
            pattern = "stripes"
            [consumer]
            mode = "stream"
            max_rate_hz = -1
            [drivr]
            """);
        assertEquals(5, mistakes.size(), mistakes::toString);
        Toml.assertSays(String.join("\n", mistakes), "client.toml: ",
            "producer.patern = \"counter\" is an unknown key: the nearest known key is producer.pattern",
            "producer.pattern = \"stripes\" is not accepted: it has to be one of [counter, interop]",
            "consumer.mode = \"stream\" is not accepted: it has to be one of [STREAM, RATE_LIMITED]",
            "consumer.max_rate_hz = -1 is not accepted", "drivr = a table is an unknown key");
        assertEquals(1, mistakes("producer = 5").size());
    }

    @Test
    @DisplayName("D-15 a client's shared streams may not lie in a range of the driver")
    void shouldRefuseIdsInTheDriversRanges() {
        final String driver = DRIVER.replace("[driver]", "[driver]\ndescriptor_stream_id_range = \"1050-1150\"");
        final List<String> mistakes = assertThrows(SettingsFileException.class,
            () -> client("[producer]\ndescriptor_stream_id = 900", driver, Map.of())).mistakes();
        assertEquals(1, mistakes.size(), mistakes::toString);
        Toml.assertSays(mistakes.get(0), "driver.descriptor_stream_id_range = 1050-1150",
            "consumer.descriptor_stream_id = 1100");
    }

    @Test
    @DisplayName("a driver without streams leaves it to the client to name one, in its file or later")
    void shouldLeaveStreamIdOpen() throws SettingsFileException, IOException {
        final String driver = "[policies]\nallow_dynamic_streams = true\n" + Toml.PROFILE;
        final ClientSettings half = client("[producer]\nstream_id = 5", driver, Map.of());
        assertEquals(5, half.producer().streamId());
        assertEquals(0, half.consumer().streamId(), "the program's command line may still name one");
        assertEquals(6, client("[producer]\nstream_id = 5\n[consumer]\nstream_id = 6", driver, Map.of())
            .consumer().streamId());
    }
}
