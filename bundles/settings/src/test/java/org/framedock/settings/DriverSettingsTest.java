package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DriverSettingsTest {

    @Test
    @DisplayName("every key left out has the default of the configuration page")
    void shouldFillInDefaults() throws SettingsFileException {
        final DriverSettings settings = Toml.driver(Toml.LEAST);
        assertEquals("driver-01", settings.instanceId());
        assertEquals("", settings.aeronDir());
        assertEquals("aeron:ipc?term-length=4m", settings.controlChannel());
        assertEquals(1000, settings.controlStreamId());
        assertEquals("aeron:ipc?term-length=4m", settings.announceChannel());
        assertEquals(1000, settings.announceStreamId());
        assertEquals("aeron:ipc?term-length=4m", settings.qosChannel());
        assertEquals(1200, settings.qosStreamId());
        assertNull(settings.streamIdRange());
        assertNull(settings.descriptorStreamIdRange());
        assertNull(settings.controlStreamIdRange());
        assertEquals(Path.of("/dev/shm"), settings.baseDir());
        assertEquals("default", settings.namespace());
        assertFalse(settings.requireHugepages());
        assertEquals(4096, settings.pageSizeBytes());
        assertEquals(0660, settings.permissionsMode());
        assertEquals(List.of(Path.of("/dev/shm")), settings.allowedBaseDirs());
        assertFalse(settings.allowDynamicStreams());
        assertEquals("camera", settings.defaultProfile().name());
        assertEquals(1_000_000_000L, settings.announcePeriodNs());
        assertEquals(1_000_000_000L, settings.leaseKeepaliveIntervalNs());
        assertEquals(3, settings.leaseExpiryGraceIntervals());
        assertTrue(settings.prefaultShm());
        assertFalse(settings.mlockShm());
        assertFalse(settings.reuseExistingShm());
        assertFalse(settings.cleanupShmOnExit());
        assertTrue(settings.epochGcEnabled());
        assertEquals(2, settings.epochGcKeep());
        assertEquals(3_000_000_000L, settings.epochGcMinAgeNs());
        assertFalse(settings.epochGcOnStartup());
        assertEquals(2_000_000_000L, settings.shutdownTimeoutNs());
        assertEquals("", settings.shutdownToken());
        assertEquals(1024, settings.profiles().get("camera").headerSlotCount());
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    @DisplayName("every key is read into the accessor of its name")
    void shouldReadEveryKey() throws SettingsFileException {
        final DriverSettings settings = Toml.driver("""
            [driver]
            instance_id = "id"
            aeron_dir = "/a"
            control_channel = "aeron:ipc?alias=c"
            control_stream_id = 11
            announce_channel = "aeron:ipc?alias=a"
            announce_stream_id = 12
            qos_channel = "aeron:ipc?alias=q"
            qos_stream_id = 13
            stream_id_range = "20000-29999"
            descriptor_stream_id_range = [31000, 31999]
            control_stream_id_range = "32000-32000"
            [shm]
            base_dir = "/b"
            namespace = "n"
            require_hugepages = true
            page_size_bytes = 2097152
            permissions_mode = "600"
            allowed_base_dirs = ["/b", "/c"]
            [policies]
            allow_dynamic_streams = true
            default_profile = "two"
            announce_period_ms = 1
            lease_keepalive_interval_ms = 2
            lease_expiry_grace_intervals = 4
            prefault_shm = false
            mlock_shm = true
            reuse_existing_shm = true
            cleanup_shm_on_exit = true
            epoch_gc_enabled = false
            epoch_gc_keep = 5
            epoch_gc_min_age_ns = 6
            epoch_gc_on_startup = true
            shutdown_timeout_ms = 7
            shutdown_token = "secret"
            [profiles.one]
            header_nslots = 8
            header_slot_bytes = 256
            max_dims = 8
            payload_pools = [ { pool_id = 1, stride_bytes = 64 }, { pool_id = 65534, stride_bytes = 128 } ]
            [profiles.two]
            payload_pools = [ { pool_id = 1, stride_bytes = 64 } ]
            [streams.z]
            stream_id = 4294967294
            profile = "one"
            [streams.a]
            stream_id = 1
            profile = "two"
            """);
        assertEquals("id", settings.instanceId());
        assertEquals("/a", settings.aeronDir());
        assertEquals("aeron:ipc?alias=c", settings.controlChannel());
        assertEquals(11, settings.controlStreamId());
        assertEquals("aeron:ipc?alias=a", settings.announceChannel());
        assertEquals(12, settings.announceStreamId());
        assertEquals("aeron:ipc?alias=q", settings.qosChannel());
        assertEquals(13, settings.qosStreamId());
        assertEquals(new IdRange(20000, 29999), settings.streamIdRange());
        assertEquals(new IdRange(31000, 31999), settings.descriptorStreamIdRange());
        assertEquals(new IdRange(32000, 32000), settings.controlStreamIdRange());
        assertEquals(Path.of("/b"), settings.baseDir());
        assertEquals("n", settings.namespace());
        assertTrue(settings.requireHugepages());
        assertEquals(2097152, settings.pageSizeBytes());
        assertEquals(0600, settings.permissionsMode());
        assertEquals(List.of(Path.of("/b"), Path.of("/c")), settings.allowedBaseDirs());
        assertTrue(settings.allowDynamicStreams());
        assertEquals("two", settings.defaultProfile().name());
        assertEquals(1_000_000L, settings.announcePeriodNs());
        assertEquals(2_000_000L, settings.leaseKeepaliveIntervalNs());
        assertEquals(4, settings.leaseExpiryGraceIntervals());
        assertFalse(settings.prefaultShm());
        assertTrue(settings.mlockShm());
        assertTrue(settings.reuseExistingShm());
        assertTrue(settings.cleanupShmOnExit());
        assertFalse(settings.epochGcEnabled());
        assertEquals(5, settings.epochGcKeep());
        assertEquals(6, settings.epochGcMinAgeNs());
        assertTrue(settings.epochGcOnStartup());
        assertEquals(7_000_000L, settings.shutdownTimeoutNs());
        assertEquals("secret", settings.shutdownToken());
        final Profile one = settings.profiles().get("one");
        assertEquals(new Profile("one", 8, List.of(new Pool(1, 64), new Pool(65534, 128))), one);
        assertEquals(List.of("one", "two"), List.copyOf(settings.profiles().keySet()));
        assertEquals(List.of("z", "a"), List.copyOf(settings.streams().keySet()));
        assertEquals(4294967294L, settings.streams().get("z").streamId());
        assertSame(one, settings.streams().get("z").profile());
        assertEquals("driver.toml", settings.origin());
    }

    @Test
    @DisplayName("a control stream of one's own is the announce stream, too")
    void shouldTakeAnnounceFromControl() throws SettingsFileException {
        final DriverSettings settings =
            Toml.driver("[driver]\ncontrol_channel = \"aeron:ipc\"\ncontrol_stream_id = 7\n" + Toml.LEAST);
        assertEquals("aeron:ipc", settings.announceChannel());
        assertEquals(7, settings.announceStreamId());
    }

    @Test
    @DisplayName("control, announce and QoS may be merged into one stream")
    void shouldAcceptMergedStreams() throws SettingsFileException {
        final DriverSettings settings = Toml.driver("[driver]\nqos_stream_id = 1000\n" + Toml.LEAST);
        assertEquals(settings.controlStreamId(), settings.qosStreamId());
    }

    @Test
    @DisplayName("C-1 an environment variable goes before the file, for every type")
    void shouldLetTheEnvironmentOverride() throws SettingsFileException {
        final DriverSettings settings = Toml.driver("[driver]\ncontrol_stream_id = \"wrong\"\n" + Toml.LEAST, Map.of(
            "DRIVER_CONTROL_STREAM_ID", "4711",
            "DRIVER_STREAM_ID_RANGE", "20000-20009",
            "DRIVER_AERON_DIR", "/x/$USER",
            "USER", "ann",
            "SHM_PERMISSIONS_MODE", "600",
            "SHM_ALLOWED_BASE_DIRS", "/dev/shm:/mnt/huge",
            "POLICIES_EPOCH_GC_ENABLED", "False",
            "POLICIES_SHUTDOWN_TIMEOUT_MS", "5"));
        assertEquals(4711, settings.controlStreamId());
        assertEquals(4711, settings.announceStreamId());
        assertEquals(new IdRange(20000, 20009), settings.streamIdRange());
        assertEquals("/x/ann", settings.aeronDir());
        assertEquals(0600, settings.permissionsMode());
        assertEquals(List.of(Path.of("/dev/shm"), Path.of("/mnt/huge")), settings.allowedBaseDirs());
        assertFalse(settings.epochGcEnabled());
        assertEquals(5_000_000L, settings.shutdownTimeoutNs());
    }

    @Test
    @DisplayName("C-1 a wrong override names the environment variable and the key")
    void shouldNameTheWrongVariable() {
        Toml.assertSays(Toml.mistake(Toml.LEAST, Map.of("DRIVER_CONTROL_STREAM_ID", "abc")),
            "environment variable DRIVER_CONTROL_STREAM_ID=abc", "driver.control_stream_id has to be",
            "from 1 to 2147483647");
        Toml.assertSays(Toml.mistake(Toml.LEAST, Map.of("POLICIES_PREFAULT_SHM", "yes")),
            "POLICIES_PREFAULT_SHM=yes", "true or false");
        Toml.assertSays(Toml.mistake(Toml.LEAST, Map.of("DRIVER_AERON_DIR", "/x/$NOT_SET")),
            "DRIVER_AERON_DIR=/x/$NOT_SET", "NOT_SET is not");
    }

    @Test
    @DisplayName("C-2 pools may be written as an array of tables")
    void shouldReadArraysOfTables() throws SettingsFileException {
        final DriverSettings settings = Toml.driver("""
            [profiles.camera]
            header_nslots = 16
            [[profiles.camera.payload_pools]]
            pool_id = 1
            stride_bytes = 4096
            [[profiles.camera.payload_pools]]
            pool_id = 2
            stride_bytes = 8192
            """ + Toml.STREAM);
        assertEquals(List.of(new Pool(1, 4096), new Pool(2, 8192)), settings.profiles().get("camera").pools());
    }

    @Test
    @DisplayName("aeron_dir expands names of the environment; USER unset is the system's user name")
    void shouldExpandNames() throws SettingsFileException {
        final Map<String, String> environment = Map.of("USER", "ann", "TOP", "/run");
        assertEquals("/dev/shm/aeron-ann", aeronDir("/dev/shm/aeron-${USER}", environment));
        assertEquals("/run/ann/x", aeronDir("$TOP/$USER/x", environment));
        assertEquals("/dev/shm/aeron-" + System.getProperty("user.name"),
            aeronDir("/dev/shm/aeron-${USER}", Map.of()));
        assertEquals("/a-" + System.getProperty("user.name"), aeronDir("/a-$USER", Map.of("USER", "")));
    }

    private static String aeronDir(final String text, final Map<String, String> environment)
        throws SettingsFileException {
        return Toml.driver("[driver]\naeron_dir = \"" + text + "\"\n" + Toml.LEAST, environment).aeronDir();
    }

    @Test
    @DisplayName("C-3 a name that is not set, or a stray $, is a mistake")
    void shouldRefuseUnsetNames() {
        Toml.assertSays(Toml.mistake("[driver]\naeron_dir = \"/x/${HOST_NAME}\"\n" + Toml.LEAST),
            "driver.aeron_dir = \"/x/${HOST_NAME}\"", "HOST_NAME is not");
        Toml.assertSays(Toml.mistake("[driver]\naeron_dir = \"/x/${USER\"\n" + Toml.LEAST), "$NAME or ${NAME}");
        Toml.assertSays(Toml.mistake("[driver]\naeron_dir = \"/x/$\"\n" + Toml.LEAST), "$NAME or ${NAME}");
    }

    @Test
    @DisplayName("W-4 a stride that is not 64 times a power of two is one warning with the next strict value")
    void shouldWarnAboutStridesThatAreNotStrict() throws SettingsFileException {
        final List<String> warnings = Toml.driver(Toml.LEAST.replace("1048576", "655360")).warnings();
        assertEquals(1, warnings.size());
        Toml.assertSays(warnings.get(0), "driver.toml", "stride_bytes = 655360", "next strict value is 1048576");
        Toml.assertSays(Toml.driver(Toml.LEAST.replace("1048576", "192")).warnings().get(0), "is 256");
        Toml.assertSays(Toml.driver(Toml.LEAST.replace("1048576", "2147483584")).warnings().get(0),
            "the greatest is 1073741824");
    }

    @Test
    @DisplayName("settings cannot be changed")
    void shouldBeImmutable() throws SettingsFileException {
        final DriverSettings settings = Toml.driver(Toml.LEAST);
        assertThrows(UnsupportedOperationException.class, () -> settings.streams().clear());
        assertThrows(UnsupportedOperationException.class, () -> settings.profiles().clear());
        assertThrows(UnsupportedOperationException.class, () -> settings.warnings().clear());
        assertThrows(UnsupportedOperationException.class, () -> settings.allowedBaseDirs().clear());
        assertThrows(UnsupportedOperationException.class, () -> settings.profiles().get("camera").pools().clear());
    }
}
