package org.framedock.page.component;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Properties;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes config/page.cfg of the container's home the configuration {@link PageComponent#PID}, once, when this bundle
 * starts. Without the file there is no configuration, and nothing else of this bundle is ever loaded.
 */
@Component(service = {}, immediate = true)
public final class PageFile {

    private static final Logger LOG = LoggerFactory.getLogger(PageFile.class);
    private static final long MOST_BYTES = 64 * 1024;

    /**
     * Reads the file.
     *
     * @param context        knows the container's home.
     * @param configurations take what it says.
     */
    @Activate
    public PageFile(final BundleContext context, @Reference final ConfigurationAdmin configurations) {
        final String home = context.getProperty(PageComponent.HOME);
        if (home != null) {
            read(Path.of(home, "config", "page.cfg"), configurations);
        }
    }

    private static void read(final Path file, final ConfigurationAdmin configurations) {
        if (Files.notExists(file)) {
            return;
        }
        final Properties said = new Properties();
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is longer than " + MOST_BYTES + " bytes");
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                said.load(reader);
            }
            final Dictionary<String, Object> values = new Hashtable<>();
            said.stringPropertyNames().forEach(key -> values.put(key, said.getProperty(key)));
            final Configuration configuration = configurations.getConfiguration(PageComponent.PID, "?");
            configuration.updateIfDifferent(values);
        } catch (final IOException | IllegalArgumentException e) {
            LOG.error("config/page.cfg cannot be read, there is no page: {}", e.toString());
        }
    }
}
