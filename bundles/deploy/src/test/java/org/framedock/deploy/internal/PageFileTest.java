package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;

import org.framedock.deploy.DeployedFile.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;

class PageFileTest {

    private static final String FILE = "config/page.cfg";

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
    @DisplayName("config/page.cfg becomes a configuration, follows edits, and goes with the file; its neighbours"
        + " are left alone")
    void shouldFollowTheFile() throws Exception {
        write("other.cfg", "port=1\n");
        write("mypage.cfg", "port=2\n");
        write("page.cfg", "port = 8088\n");
        container.await(FILE, State.ACTIVE);
        assertEquals("8088", configuration().getProperties().get("port"));
        assertEquals("?", configuration().getBundleLocation());
        assertEquals(1, container.files().size(), container.files().toString());
        assertEquals(1, container.admin().listConfigurations(null).length);

        write("page.cfg", "port = 8089\n");
        Await.until(container::files, () -> "8089".equals(configuration().getProperties().get("port")));
        write("page.cfg", "port = 1\nPort = 2\n");
        assertTrue(container.await(FILE, State.REFUSED, "the key 'Port' is there twice").reason()
            .endsWith("; the earlier settings stay in force"));
        assertEquals("8089", configuration().getProperties().get("port"));
        Files.delete(container.home.resolve(FILE));
        Await.until(container::files, () -> configuration() == null);
        assertTrue(container.files().isEmpty());
    }

    @Test
    @DisplayName("a page of an earlier run whose file is gone is not opened again")
    void shouldDeleteALeftover() throws Exception {
        container.unwatch();
        final Dictionary<String, Object> old = new Hashtable<>();
        old.put("port", "8088");
        container.admin().getConfiguration("org.framedock.page", "?").update(old);
        container.watch();
        Await.until(container::files, () -> configuration() == null);
        assertNull(container.file(FILE));
    }

    private void write(final String name, final String text) throws Exception {
        Files.writeString(container.home.resolve("config").resolve(name), text);
    }

    private Configuration configuration() {
        try {
            final Configuration[] found = container.admin().listConfigurations("(service.pid=org.framedock.page)");
            return found == null ? null : found[0];
        } catch (final Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
