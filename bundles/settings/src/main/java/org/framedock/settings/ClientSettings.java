package org.framedock.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The clients' TOML file, {@code [producer]} and {@code [consumer]}, every key optional. What the driver's file also
 * says is taken from there. Immutable; may be read from any thread. Environment variables override the file (C-1):
 * {@code consumer.stream_id} is {@code CONSUMER_STREAM_ID}.
 */
public final class ClientSettings {

    private static final List<String> TABLES = List.of("producer", "consumer");
    /** Keys of older files; what they said is the driver's to decide. */
    private static final List<String> LEGACY_KEYS = List.of("nslots", "payload_pools", "shm_base_dir",
        "shm_namespace", "producer_instance_id", "header_uri", "use_shm", "supports_shm");

    private final DriverSettings driver;
    private final ProducerSettings producer;
    private final ConsumerSettings consumer;
    private final List<String> warnings;

    private ClientSettings(final SettingsReader file, final DriverSettings driver) throws SettingsFileException {
        this.driver = driver;
        producer = new ProducerSettings(file, driver);
        consumer = new ConsumerSettings(file, driver);
        warnAboutLegacyKeys(file);
        warnings = file.conclude();
    }

    private static void warnAboutLegacyKeys(final SettingsReader file) {
        final List<String> present = new ArrayList<>();
        for (final String name : TABLES) {
            final TableReader table = file.table(name);
            for (final String key : LEGACY_KEYS) {
                if (table.ignored(key)) {
                    present.add(table.key(key));
                }
            }
        }
        if (!present.isEmpty()) {
            file.warn(String.join(", ", present) + ": decided by the driver, what this file says is not used");
        }
    }

    /**
     * Reads a file.
     *
     * @param fileOrNull  the clients' TOML file; null for defaults, the driver's and the environment's values.
     * @param driver      the driver's settings.
     * @param environment variables that override the file and are expanded in {@code aeron_dir}; for a program,
     *                    {@link System#getenv()}.
     * @return the settings.
     * @throws SettingsFileException if the file cannot be read or holds mistakes; its message has all of them (C-3).
     */
    public static ClientSettings load(
        final Path fileOrNull, final DriverSettings driver, final Map<String, String> environment)
        throws SettingsFileException {
        return new ClientSettings(fileOrNull == null
            ? SettingsReader.ofText("", "client defaults", environment)
            : SettingsReader.ofFile(fileOrNull, environment), driver);
    }

    /** The driver's settings these were filled up from. */
    public DriverSettings driver() {
        return driver;
    }

    /** What a producer needs to know. */
    public ProducerSettings producer() {
        return producer;
    }

    /** What a consumer needs to know. */
    public ConsumerSettings consumer() {
        return consumer;
    }

    /** What works but deserves a line in the log, without the driver's own warnings; immutable. */
    public List<String> warnings() {
        return warnings;
    }
}
