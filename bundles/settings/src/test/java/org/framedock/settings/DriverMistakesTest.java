package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverMistakesTest {

    @Test
    @DisplayName("C-3 all mistakes of a file are reported at once, each with file, key, value and what is accepted")
    void shouldReportAllMistakesAtOnce() {
        final List<String> mistakes = Toml.mistakes("""
            [driver]
            control_stream_id = "1000"
            control_steam_id = 5
            qos_channel = "udp:somewhere"
            [shm]
            base_dir = "shm"
            permissions_mode = "666"
            [policies]
            prefault_shm = 1
            [profiles.camera]
            header_nslots = 100
            payload_pools = [ { pool_id = 1, stride_bytes = 655361 } ]
            [streams.cam1]
            stream_id = 1
            profile = "camra"
            """);
        assertEquals(9, mistakes.size(), mistakes::toString);
        for (final String mistake : mistakes) {
            Toml.assertSays(mistake, "driver.toml: ", " = ", ": ");
        }
        final String all = String.join("\n", mistakes);
        Toml.assertSays(all, "driver.control_stream_id = \"1000\" is not accepted: it has to be a whole number",
            "driver.control_steam_id = 5 is an unknown key: the nearest known key is driver.control_stream_id",
            "driver.qos_channel = \"udp:somewhere\" is not accepted: it has to be an Aeron channel",
            "shm.base_dir = \"shm\" is not accepted: it has to be an absolute path",
            "shm.permissions_mode = \"666\" is not accepted: it has to be the octal mode",
            "policies.prefault_shm = 1 is not accepted: it has to be true or false",
            "profiles.camera.header_nslots = 100 is not accepted: it has to be a power of two",
            "for example 64 or 128",
            "profiles.camera.payload_pools[0].stride_bytes = 655361 is not accepted: it has to be a multiple of 64",
            "streams.cam1.profile = \"camra\" is not accepted: it has to be the name of a profile; "
                + "the file has camera");
    }

    @ParameterizedTest
    @DisplayName("C-3 an unknown key names the nearest known one, in another table if it belongs there")
    @CsvSource({
        "'[driver]\ninstanceid = \"x\"', driver.instanceid, driver.instance_id",
        "'[driver]\nnamespace = \"x\"', driver.namespace, shm.namespace",
        "'[polices]\nmlock_shm = true', polices, policies",
        "'[profiles.camera.extra]\nx = 1', profiles.camera.extra, profiles.camera",
        "'[streams.cam2]\nstream_id = 2\nprofil = \"camera\"\nprofile = \"camera\"', streams.cam2.profil, "
            + "streams.cam2.profile",
    })
    void shouldNameTheNearestKey(final String toml, final String unknown, final String nearest) {
        Toml.assertSays(Toml.mistake(Toml.LEAST + toml), unknown + " = ", "nearest known key is " + nearest);
    }

    @Test
    @DisplayName("C-3 unknown keys of a pool and of the file itself are found, too")
    void shouldFindUnknownKeysEverywhere() {
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("pool_id = 1,", "pool_id = 1, nslots = 4,")),
            "profiles.camera.payload_pools[0].nslots = 4");
        Toml.assertSays(Toml.mistake("control_stream_id = 1000\n" + Toml.LEAST),
            "control_stream_id = 1000", "nearest known key is driver.control_stream_id");
    }

    @ParameterizedTest
    @DisplayName("C-4 a stride that is no multiple of 64 is refused with the next valid value")
    @CsvSource({"655361, 655424", "1, 64", "0, 64", "-5, 64", "65, 128"})
    void shouldRefuseStrides(final String stride, final String next) {
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("1048576", stride)),
            "profiles.camera.payload_pools[0].stride_bytes = " + stride, "multiple of 64",
            "the next valid value is " + next);
    }

    @ParameterizedTest
    @DisplayName("C-4 a stride above 2^31-64 is refused, since one slot has to fit a Java buffer")
    @ValueSource(strings = {"2147483585", "2147483648", "4294967232", "9223372036854775807"})
    void shouldRefuseStridesAboveAJavaBuffer(final String stride) {
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("1048576", stride)),
            "stride_bytes = " + stride, "to 2147483584", "Java buffer");
    }

    @ParameterizedTest
    @DisplayName("W-3 header_nslots is a power of two")
    @ValueSource(strings = {"0", "-8", "3", "1000", "2147483648", "64.0", "\"64\""})
    void shouldRefuseSlotCounts(final String count) {
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("[profiles.camera]",
            "[profiles.camera]\nheader_nslots = " + count)),
            "profiles.camera.header_nslots = " + count, "a power of two");
    }

    @Test
    @DisplayName("header_slot_bytes is 256 and max_dims is 8, nothing else")
    void shouldRefuseOtherHeaderSlots() {
        final List<String> mistakes = Toml.mistakes(Toml.LEAST.replace("[profiles.camera]",
            "[profiles.camera]\nheader_slot_bytes = 512\nmax_dims = 4"));
        assertEquals(2, mistakes.size());
        Toml.assertSays(mistakes.get(0), "header_slot_bytes = 512", "256");
        Toml.assertSays(mistakes.get(1), "max_dims = 4", "8");
    }

    @Test
    @DisplayName("a profile has at least one pool, and pools have ids of their own")
    void shouldRefuseWrongPools() {
        Toml.assertSays(Toml.mistake("[profiles.camera]\nheader_nslots = 8\n" + Toml.STREAM),
            "profiles.camera.payload_pools is missing", "at least one pool");
        Toml.assertSays(Toml.mistake("[profiles.camera]\npayload_pools = []\n" + Toml.STREAM), "at least one pool");
        Toml.assertSays(Toml.mistake("[profiles.camera]\npayload_pools = 5\n" + Toml.STREAM), "an array of tables");
        Toml.assertSays(Toml.mistake("[profiles.camera]\npayload_pools = [5]\n" + Toml.STREAM), "a table");
        Toml.assertSays(Toml.mistake(
            Toml.LEAST.replace("} ]", "}, { pool_id = 1, stride_bytes = 64 } ]")),
            "payload_pools[1].pool_id = 1", "payload_pools[0].pool_id has the same");
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("pool_id = 1,", "pool_id = 65535,")), "from 1 to 65534");
    }

    @Test
    @DisplayName("a file needs a profile, and a stream unless streams are made by attaching")
    void shouldWantSomethingToServe() throws SettingsFileException {
        Toml.assertSays(Toml.mistake(Toml.PROFILE), "streams is missing", "allow_dynamic_streams");
        assertEquals(2, Toml.mistakes("[driver]\ninstance_id = \"x\"").size());
        Toml.driver("[driver]\nstream_id_range = \"20000-20009\"\n[policies]\nallow_dynamic_streams = true\n"
            + Toml.PROFILE);
    }

    @Test
    @DisplayName("streams have ids of their own and a profile that exists")
    void shouldRefuseWrongStreams() {
        Toml.assertSays(Toml.mistake(Toml.LEAST + "[streams.cam2]\nstream_id = 1\nprofile = \"camera\""),
            "streams.cam2.stream_id = 1", "streams.cam1.stream_id has the same");
        Toml.assertSays(Toml.mistake(Toml.LEAST + "[streams.cam2]\nstream_id = 2"),
            "streams.cam2.profile is missing", "the file has camera");
        Toml.assertSays(Toml.mistake(Toml.LEAST + "[streams.cam2]\nprofile = \"camera\""),
            "streams.cam2.stream_id is missing");
        Toml.assertSays(Toml.mistake(Toml.LEAST + "[policies]\ndefault_profile = \"lidar\""),
            "policies.default_profile = \"lidar\"", "the file has camera");
        Toml.assertSays(Toml.mistake("streams = 5\n" + Toml.PROFILE), "streams = 5", "a table");
        Toml.assertSays(Toml.mistake(Toml.PROFILE + "[streams]\ncam1 = 5\n"), "streams.cam1 = 5", "a table");
    }

    @ParameterizedTest
    @DisplayName("a stream id is an unsigned 32-bit number other than 0 and the wire's null")
    @ValueSource(strings = {"0", "-1", "4294967295", "4294967296", "1.5", "true", "2026-01-01"})
    void shouldRefuseStreamIds(final String id) {
        Toml.assertSays(Toml.mistake(Toml.LEAST.replace("stream_id = 1", "stream_id = " + id)),
            "streams.cam1.stream_id = " + id, "from 1 to 4294967294");
    }

    @ParameterizedTest
    @DisplayName("W-33 a mode with bits for others, without the owner's, or not octal is refused")
    @ValueSource(strings = {"\"666\"", "\"664\"", "\"661\"", "\"689\"", "\"rw-\"", "\"060\"", "\"400\"", "\"4660\"",
        "\"66\"", "\"\"", "660", "0o660"})
    void shouldRefuseModes(final String mode) {
        Toml.assertSays(Toml.mistake("[shm]\npermissions_mode = " + mode + "\n" + Toml.LEAST),
            "shm.permissions_mode", "nothing for others (W-33)");
    }

    @ParameterizedTest
    @DisplayName("W-6 base_dir is absolute and can be part of a region's URI")
    @ValueSource(strings = {"shm", "", "./shm", "/dev/my shm", "/dev/a|b", "/dev/a?b", "/dev/\u00e4"})
    void shouldRefuseBaseDirs(final String directory) {
        Toml.assertSays(Toml.mistake("[shm]\nbase_dir = \"" + directory + "\"\n" + Toml.LEAST),
            "shm.base_dir", "an absolute path");
        Toml.assertSays(Toml.mistake("[shm]\nallowed_base_dirs = [\"" + directory + "\"]\n" + Toml.LEAST),
            "shm.allowed_base_dirs", "absolute paths");
    }

    @ParameterizedTest
    @DisplayName("W-1 a namespace is the name of one directory")
    @ValueSource(strings = {"a/b", "..", "../x", "", " ", "a b", ".", "a|b", "/"})
    void shouldRefuseNamespaces(final String namespace) {
        Toml.assertSays(Toml.mistake("[shm]\nnamespace = \"" + namespace + "\"\n" + Toml.LEAST),
            "shm.namespace = \"" + namespace + "\"", "one directory");
    }

    @ParameterizedTest
    @DisplayName("D-15 a range is two ids from 1 on, the first not above the last")
    @ValueSource(strings = {"\"0-10\"", "[0, 0]", "\"20-10\"", "[5]", "[1, 2, 3]", "\"5\"", "7", "\"a-b\"",
        "[1, \"2\"]", "\"-5-7\"", "\"1-2147483648\""})
    void shouldRefuseRanges(final String range) {
        Toml.assertSays(Toml.mistake("[driver]\ndescriptor_stream_id_range = " + range + "\n" + Toml.LEAST),
            "driver.descriptor_stream_id_range", "a range of ids from 1 to 2147483647");
    }

    @Test
    @DisplayName("D-15 ranges that overlap each other are refused, and both are named")
    void shouldRefuseOverlappingRanges() {
        Toml.assertSays(Toml.mistake("""
            [driver]
            stream_id_range = "20000-29999"
            descriptor_stream_id_range = "29999-30000"
            control_stream_id_range = "32000-32999"
            """ + Toml.LEAST),
            "driver.stream_id_range = 20000-29999", "driver.descriptor_stream_id_range = 29999-30000");
    }

    @ParameterizedTest
    @DisplayName("D-15 a range that holds a fixed id or a configured stream is refused, and both are named")
    @CsvSource({
        "stream_id_range, 1000-1000, driver.control_stream_id = 1000",
        "descriptor_stream_id_range, 1200-1300, driver.qos_stream_id = 1200",
        "control_stream_id_range, 900-1100, driver.control_stream_id = 1000",
        "stream_id_range, 1-9, streams.cam1.stream_id = 1",
        "control_stream_id_range, 1-1, streams.cam1.stream_id = 1",
    })
    void shouldRefuseRangesWithFixedIds(final String key, final String range, final String clash) {
        Toml.assertSays(Toml.mistake("[driver]\n" + key + " = \"" + range + "\"\n" + Toml.LEAST),
            "driver." + key + " = " + range, clash);
    }

    @Test
    @DisplayName("D-15 an announce stream of its own may not lie in a range either")
    void shouldRefuseARangeWithTheAnnounceStream() {
        Toml.assertSays(Toml.mistake("[driver]\nannounce_stream_id = 31000\n"
            + "descriptor_stream_id_range = \"31000-31999\"\n" + Toml.LEAST), "driver.announce_stream_id = 31000");
    }

    @Test
    @DisplayName("D-15 nothing is said about ranges and an id that was refused as such")
    void shouldNotJudgeStandInValues() {
        Toml.assertSays(Toml.mistake("[driver]\ncontrol_stream_id = \"x\"\nannounce_stream_id = 5\n"
            + "stream_id_range = \"1000-1000\"\n" + Toml.LEAST), "driver.control_stream_id = \"x\"");
    }

    @Test
    @DisplayName("C-3 the value of a secret is not shown")
    void shouldNotShowTheToken() {
        final String mistake = Toml.mistake("[policies]\nshutdown_token = 4711\n" + Toml.LEAST);
        Toml.assertSays(mistake, "policies.shutdown_token");
        assertFalse(mistake.contains("4711"), mistake);
    }
}
