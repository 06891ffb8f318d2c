package org.framedock.dock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamDirectoryTest {

    private static final String TOML = """
        [profiles.camera]
        header_nslots = 8
        payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
        [streams.cam1]
        stream_id = 10001
        profile = "camera"
        [streams.cam2]
        stream_id = 10002
        profile = "camera"
        """;

    @TempDir
    private Path home;
    private final FakeServices services = new FakeServices();
    private final SourceRegistry registry = new SourceRegistry(services.context, () -> { }, 1);
    private StreamDirectory directory;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/driver.toml"), TOML);
        directory = directory();
    }

    private StreamDirectory directory() {
        return new StreamDirectory(new HomeSettings(home, Map.of()), (name, plan) -> new StreamAgent(
            name, new StreamController(
                name, plan, registry, FakePort::new, new DeviceClaims(() -> { }), StreamHarness.FAST),
            IdleStrategies.of("backoff"), error -> { }));
    }

    @AfterEach
    void close() {
        directory.close(1_000_000_000L, 10_000_000_000L);
    }

    private void update(final String name, final String... keysAndValues) {
        final Hashtable<String, Object> properties = new Hashtable<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        final String pid = "org.framedock.stream~" + name;
        directory.update(pid, StreamConfiguration.of(pid, properties));
    }

    private StreamPlan plan(final String name) {
        return directory.controller(name).notes().plan();
    }

    @Test
    @DisplayName("container's keys are told from the source's, and foreign ones are nobody's")
    void shouldTellKeysApart() {
        update("front", "stream", "cam2", "source", " pattern ", "rate_hz", "100", "service.pid", "x",
            "felix.fileinstall.filename", "x", "framedock.file", "x", "component.name", "x");
        final StreamPlan plan = plan("front");
        assertNull(plan.problem());
        assertEquals("cam2", plan.stream());
        assertEquals("pattern", plan.kind());
        assertTrue(plan.enabled());
        assertEquals(Map.of("rate_hz", "100"), plan.settings());
        assertEquals(10_002, plan.wiring().streamId());
        update("cam1", "source", "pattern", "enabled", "FALSE");
        assertEquals("cam1", plan("cam1").stream());
        assertFalse(plan("cam1").enabled());
    }

    @Test
    @DisplayName("wrong keys of the container are named with file, value and what is accepted")
    void shouldNameWrongKeys() {
        update("cam1", "enabled", "ture");
        assertEquals("config/streams/cam1.cfg: source is missing: it has to be the kind of a source, as in source = "
            + "pattern; enabled = ture is not accepted: it has to be true or false", plan("cam1").problem());
        update("cam9", "source", "pattern");
        assertEquals("config/streams/cam9.cfg: stream cam9 is not in " + home.resolve("config/driver.toml")
            + ": it has to be one of cam1, cam2", plan("cam9").problem());
    }

    @Test
    @DisplayName("slots_lent is a key of the container, from 1 to half of the ring; a small ring lends what it can")
    void shouldKnowSlotsLent() {
        update("cam1", "source", "pattern");
        assertNull(plan("cam1").problem(), "8 are usual, and a ring of 8 lends 4");
        assertEquals(8, plan("cam1").slotsLent());
        update("cam1", "source", "pattern", "slots_lent", " 3 ");
        assertEquals(3, plan("cam1").slotsLent());
        assertEquals(Map.of(), plan("cam1").settings());
        directory.swap("cam1", "replay", Map.of());
        assertEquals(3, plan("cam1").slotsLent(), "a swap changes the source alone");
        update("cam1", "source", "pattern", "slots_lent", "8");
        assertEquals("config/streams/cam1.cfg: slots_lent = 8 is not accepted: it has to be 1 to 4, for stream cam1"
            + " has 8 slots by config/driver.toml and a source may have half of them, at most 1024",
            plan("cam1").problem());
        for (final String wrong : List.of("0", "-1", "many", "1.5", "99999999999")) {
            update("cam1", "source", "pattern", "slots_lent", wrong);
            assertEquals("config/streams/cam1.cfg: slots_lent = " + wrong + " is not accepted: it has to be a whole"
                + " number from 1 to half of the stream's slots", plan("cam1").problem());
        }
    }

    @Test
    @DisplayName("slots_lent may be changed with the source's settings; without it the configuration's stays")
    void shouldSwapSlotsLent() {
        update("cam1", "source", "pattern", "slots_lent", "3");
        directory.swap("cam1", "pattern", Map.of("rate_hz", "5", "Slots_Lent", "2"));
        assertEquals(2, plan("cam1").slotsLent());
        assertEquals(Map.of("rate_hz", "5"), plan("cam1").settings());
        directory.swap("cam1", "pattern", Map.of("rate_hz", "6"));
        assertEquals(3, plan("cam1").slotsLent());
        directory.swap("cam1", "pattern", Map.of("slots_lent", ""));
        assertEquals(8, plan("cam1").slotsLent());
        directory.swap("cam1", "pattern", Map.of("slots_lent", "many"));
        assertEquals("slots_lent = many is not accepted: it has to be a whole number from 1 to half of the stream's"
            + " slots", plan("cam1").problem());
    }

    @Test
    @DisplayName("two configurations of one stream: the later one is told which, and follows when that moves")
    void shouldGiveStreamToFirst() {
        update("a", "stream", "cam1", "source", "pattern");
        update("b", "stream", "cam1", "source", "pattern");
        assertNull(plan("a").problem());
        assertTrue(plan("b").problem().contains("stream cam1 is fed by config/streams/a.cfg already"),
            plan("b").problem());
        update("a", "stream", "cam7", "source", "pattern");
        assertNotNull(plan("a").problem());
        assertNotNull(plan("b").problem(), "a wrong edit keeps what is fed");
        update("a", "stream", "cam2", "source", "pattern");
        assertNull(plan("a").problem());
        assertNull(plan("b").problem());
        update("a", "stream", "cam1", "source", "pattern");
        assertTrue(plan("a").problem().contains("fed by config/streams/b.cfg"), plan("a").problem());
        directory.remove("org.framedock.stream~b", 1_000_000_000L);
        assertNull(plan("a").problem());
        assertEquals("cam1", plan("a").stream());
        assertNull(directory.controller("b"));
    }

    @Test
    @DisplayName("a broken driver.toml faults all streams with its message, and is read again when it has changed")
    void shouldReadSettingsAgain() throws IOException {
        final Path file = home.resolve("config/driver.toml");
        update("cam1", "source", "pattern");
        Files.writeString(file, TOML.replace("stride_bytes = 4096", "stride_bytes = 4097"));
        directory.refresh();
        assertTrue(plan("cam1").problem().contains("4097"), plan("cam1").problem());
        assertFalse(plan("cam1").problem().contains("\n"));
        Files.writeString(file, TOML.replace("10001", "10077"));
        directory.refresh();
        assertNull(plan("cam1").problem());
        assertEquals(10_077, plan("cam1").wiring().streamId());
        Files.delete(file);
        directory.refresh();
        assertTrue(plan("cam1").problem().contains("driver.toml"), plan("cam1").problem());
        Files.writeString(home.resolve("config/client.toml"), "[producer]\ndescriptor_stream_id = 1155\n");
        Files.writeString(file, TOML);
        directory.refresh();
        assertEquals(1155, plan("cam1").wiring().client().descriptorStreamId());
    }

    @Test
    @DisplayName("a swap is in force until the configuration changes or names the configured kind again")
    void shouldSwapUntilEdited() throws IOException {
        update("cam1", "source", "pattern", "rate_hz", "100");
        assertFalse(directory.swap("cam9", "replay", Map.of()));
        assertTrue(directory.swap("cam1", "replay", Map.of("folder", "/data")));
        assertEquals("replay", plan("cam1").kind());
        assertEquals(Map.of("folder", "/data"), plan("cam1").settings());
        update("cam1", "source", "pattern", "rate_hz", "100");
        Files.writeString(home.resolve("config/driver.toml"), TOML + "# touched\n");
        directory.refresh();
        assertEquals("replay", plan("cam1").kind(), "nothing has been edited");
        assertTrue(directory.swap("cam1", "pattern", Map.of()));
        assertEquals(Map.of("rate_hz", "100"), plan("cam1").settings());
        assertTrue(directory.swap("cam1", "pattern", Map.of("rate_hz", "7")));
        assertEquals(Map.of("rate_hz", "7"), plan("cam1").settings());
        update("cam1", "source", "pattern", "rate_hz", "200");
        assertEquals(Map.of("rate_hz", "200"), plan("cam1").settings());
    }

    @Test
    @DisplayName("streams are listed by name")
    void shouldListByName() {
        update("cam2", "source", "pattern");
        update("cam1", "source", "pattern");
        assertEquals(List.of("cam1", "cam2"), directory.controllers().stream().map(Map.Entry::getKey).toList());
    }
}
