package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShippedFilesTest {

    private static final Path CONFIG = Path.of("../../config");
    private static final Map<String, String> ANN = Map.of("USER", "ann");

    @Test
    @DisplayName("the example of the configuration page works to the letter, with the warning of W-4")
    void shouldLoadTheExample() throws SettingsFileException {
        final DriverSettings settings =
            DriverSettings.load(CONFIG.resolve("driver_integration_example.toml"), ANN);
        assertEquals("driver-example", settings.instanceId());
        assertEquals("/dev/shm/aeron-ann", settings.aeronDir());
        assertEquals("aeron:ipc", settings.controlChannel());
        assertEquals(List.of(15000, 15001, 15002),
            List.of(settings.controlStreamId(), settings.announceStreamId(), settings.qosStreamId()));
        final Profile camera = new Profile("camera", 64, List.of(new Pool(1, 655360)));
        assertEquals(Map.of("cam1", new StreamEntry("cam1", 1, camera)), settings.streams());
        assertEquals(1, settings.warnings().size());
        Toml.assertSays(settings.warnings().get(0), "655360", "1048576");
    }

    @Test
    @DisplayName("a fresh container's driver file has two camera streams and no warning")
    void shouldLoadTheContainersFile() throws SettingsFileException {
        final DriverSettings settings = DriverSettings.load(CONFIG.resolve("driver.toml"), ANN);
        assertEquals("/dev/shm/aeron-framedock-ann", settings.aeronDir());
        assertEquals("framedock", settings.namespace());
        assertEquals(Path.of("/dev/shm"), settings.baseDir());
        assertEquals(0660, settings.permissionsMode());
        assertEquals(List.of(1000, 1001, 1200),
            List.of(settings.controlStreamId(), settings.announceStreamId(), settings.qosStreamId()));
        assertEquals(Set.of("aeron:ipc?term-length=4m"),
            Set.of(settings.controlChannel()));
        assertEquals(settings.controlChannel(), settings.announceChannel());
        assertEquals(settings.controlChannel(), settings.qosChannel());
        final Profile camera = new Profile("camera", 64, List.of(new Pool(1, 1048576)));
        assertEquals(List.of(new StreamEntry("cam1", 1, camera), new StreamEntry("cam2", 2, camera)),
            List.copyOf(settings.streams().values()));
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    @DisplayName("the clients' defaults say what is the default anyway, and name every key")
    void shouldLoadTheClientDefaults() throws SettingsFileException, IOException {
        final Path file = CONFIG.resolve("defaults.toml");
        final DriverSettings driver = Toml.driver(Toml.LEAST);
        final ClientSettings shipped = ClientSettings.load(file, driver, Map.of());
        final ClientSettings plain = ClientSettings.load(null, driver, Map.of());
        assertEquals(List.of(), shipped.warnings());
        assertEquals(values(plain.producer()), values(shipped.producer()));
        assertEquals(values(plain.consumer()), values(shipped.consumer()));
        // What stands behind a # has the value it would have without the file, too.
        final Path all = Files.createTempFile("defaults", ".toml");
        try {
            Files.writeString(all, Files.readString(file).replaceAll("(?m)^# (\\w+ = )", "$1"));
            final ClientSettings complete = ClientSettings.load(all, driver, Map.of());
            assertEquals(values(plain.producer()), values(complete.producer()));
            assertEquals(values(plain.consumer()), values(complete.consumer()));
            // A key for each accessor, but for the three channels and the announce stream, which are the driver's.
            assertEquals(values(plain.producer()).size() + values(plain.consumer()).size() - 8,
                Files.readAllLines(all).stream().filter(line -> line.matches("\\w+ = .*")).count());
        } finally {
            Files.delete(all);
        }
    }

    private static Map<String, Object> values(final Object settings) {
        final Map<String, Object> values = new TreeMap<>();
        for (final Method accessor : settings.getClass().getMethods()) {
            if (accessor.getDeclaringClass() == settings.getClass()) {
                try {
                    values.put(accessor.getName(), accessor.invoke(settings));
                } catch (final ReflectiveOperationException failed) {
                    throw new AssertionError(failed);
                }
            }
        }
        return values;
    }

    @Test
    @DisplayName("the first stream is fed by the pattern source with frames that fit its pool")
    void shouldHaveAPatternOnTheFirstStream() throws IOException {
        final Properties stream = new Properties();
        try (Reader reader = Files.newBufferedReader(CONFIG.resolve("streams/cam1.cfg"))) {
            stream.load(reader);
        }
        assertEquals(Map.of("source", "pattern", "pattern", "counter", "rate_hz", "100", "payload_bytes", "655360"),
            stream);
    }

    @Test
    @DisplayName("the bundle exports its one package, and needs none of the parser's from others")
    void shouldExportOnePackage() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
            final Attributes bundle = new Manifest(in).getMainAttributes();
            assertEquals("org.framedock.settings;version=\"1.1.0\"", bundle.getValue("Export-Package"));
            assertFalse(String.valueOf(bundle.getValue("Import-Package")).contains("nightconfig"));
            for (final String entry : bundle.getValue("Bundle-ClassPath").split(",")) {
                assertTrue(Files.exists(Path.of("target/classes", entry)), entry);
            }
        }
    }
}
