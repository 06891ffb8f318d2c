package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;

class StreamFilesTest {

    private static final String FACTORY = "org.framedock.stream";

    @TempDir
    private Path folder;
    private TestContainer container;

    @BeforeEach
    void start() throws Exception {
        container = new TestContainer(folder).watch();
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    @Test
    @DisplayName("a file becomes a factory configuration, follows edits, and goes with the file")
    void shouldFollowTheFile() throws Exception {
        write("cam1.cfg", "source = pattern\nrate_hz: 30\nlabel = Stra\u00dfe \\u00e9\n");
        container.await("config/streams/cam1.cfg", State.ACTIVE);
        final Configuration made = configuration("cam1");
        assertEquals(FACTORY + "~cam1", made.getPid());
        assertEquals(FACTORY, made.getFactoryPid());
        assertEquals("?", made.getBundleLocation());
        assertEquals("pattern", made.getProperties().get("source"));
        assertEquals("30", made.getProperties().get("rate_hz"));
        assertEquals("Stra\u00dfe \u00e9", made.getProperties().get("label"));
        assertEquals(
            container.streams.resolve("cam1.cfg").toString(), made.getProperties().get(ConfigFile.FILE_KEY));

        write("cam1.cfg", "source = pattern\nrate_hz = 60\n");
        Await.until(container::files, () -> "60".equals(value("cam1", "rate_hz")));
        Files.delete(container.streams.resolve("cam1.cfg"));
        Await.until(container::files, () -> configuration("cam1") == null);
        assertTrue(container.files().isEmpty());
    }

    @Test
    @DisplayName("the same settings written again do not touch the configuration")
    void shouldUpdateOnlyWhatDiffers() throws Exception {
        write("cam1.cfg", "source = pattern\n");
        container.await("config/streams/cam1.cfg", State.ACTIVE);
        final long count = configuration("cam1").getChangeCount();
        write("cam1.cfg", "# a remark\nsource=pattern\n");
        write("cam2.cfg", "source = pattern\n");
        container.await("config/streams/cam2.cfg", State.ACTIVE);
        container.awaitScan();
        assertEquals(count, configuration("cam1").getChangeCount());
    }

    @Test
    @DisplayName("a broken edit leaves the earlier settings in force and says why")
    void shouldKeepTheEarlierSettings() throws Exception {
        write("cam1.cfg", "source = pattern\n");
        container.await("config/streams/cam1.cfg", State.ACTIVE);
        write("cam1.cfg", "source = \\u12g4\n");
        final DeployedFile file = container.await("config/streams/cam1.cfg", State.REFUSED, "broken escape");
        assertTrue(file.reason().endsWith("; the earlier settings stay in force"), file.reason());
        assertEquals(1, container.logged("config/streams/cam1.cfg refused: it has a broken escape").size());
        write("cam1.cfg", "source = a\nrate = 1\nSource = b\n");
        container.await("config/streams/cam1.cfg", State.REFUSED, "the key 'Source' is there twice");
        Files.write(
            container.streams.resolve("cam1.cfg"), "source = Stra\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        container.await("config/streams/cam1.cfg", State.REFUSED, "not in UTF-8");
        write("cam1.cfg", "service.pid = x\n");
        container.await("config/streams/cam1.cfg", State.REFUSED, "the key 'service.pid' is set by the container");
        write("cam1.cfg", "= x\n");
        final DeployedFile last = container.await("config/streams/cam1.cfg", State.REFUSED, "no key before '='");
        assertTrue(last.reason().endsWith("; the earlier settings stay in force"), last.reason());
        assertEquals("pattern", value("cam1", "source"));
        write("cam1.cfg", "source = other\n");
        Await.until(container::files, () -> "other".equals(value("cam1", "source")));
        container.await("config/streams/cam1.cfg", State.ACTIVE);
    }

    @Test
    @DisplayName("a file with a name that no configuration can have, or that cannot be read, is refused")
    void shouldRefuseBadNames() throws Exception {
        write("cam 1.cfg", "source = pattern\n");
        write(".hidden.cfg", "source = pattern\n");
        Files.createSymbolicLink(container.streams.resolve("link.cfg"), container.home.resolve("absent.cfg"));
        container.await("config/streams/cam 1.cfg", State.REFUSED, "letters, digits, '_' and '-'");
        container.await("config/streams/link.cfg", State.REFUSED, "cannot be read");
        assertEquals(2, container.files().size());
        Files.delete(container.streams.resolve("cam 1.cfg"));
        Await.until(container::files, () -> container.files().size() == 1);
    }

    @Test
    @DisplayName("configurations of an earlier run without a file are deleted, those with a file follow it")
    void shouldDeleteLeftovers() throws Exception {
        container.unwatch();
        final Dictionary<String, Object> old = new Hashtable<>();
        old.put("source", "old");
        container.admin().getFactoryConfiguration(FACTORY, "gone", "?").update(old);
        container.admin().getFactoryConfiguration(FACTORY, "gone2", "?").update(old);
        container.admin().getFactoryConfiguration(FACTORY, "kept", "?").update(old);
        container.admin().getFactoryConfiguration(FACTORY, "broken", "?").update(old);
        container.admin().getConfiguration("org.example.other", "?").update(old);
        write("kept.cfg", "source = new\n");
        write("broken.cfg", "source = \\u\n");
        container.watch();
        Await.until(container::files, () -> configuration("gone") == null
            && configuration("gone2") == null && "new".equals(value("kept", "source")));
        container.await("config/streams/broken.cfg", State.REFUSED);
        assertEquals("old", value("broken", "source"));
        assertEquals(1, container.admin().listConfigurations("(service.pid=org.example.other)").length);
    }

    private void write(final String name, final String text) throws Exception {
        Files.writeString(container.streams.resolve(name), text);
    }

    private String value(final String name, final String key) {
        final Configuration configuration = configuration(name);
        return configuration == null ? null : (String)configuration.getProperties().get(key);
    }

    private Configuration configuration(final String name) {
        try {
            final Configuration[] found =
                container.admin().listConfigurations("(service.pid=" + FACTORY + "~" + name + ")");
            return found == null ? null : found[0];
        } catch (final Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
