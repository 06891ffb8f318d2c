package org.framedock.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One file while it is read: hands out its tables and collects mistakes, warnings and the keys that were asked for,
 * so that {@link #conclude} can refuse all mistakes at once, unknown keys included (C-3).
 */
final class SettingsReader {

    private final String origin;
    private final Map<String, Object> root;
    private final Map<String, String> environment;
    private final Map<String, TableReader> tables = new LinkedHashMap<>();
    private final Set<String> knownKeys = new LinkedHashSet<>();
    private final Set<String> refusedKeys = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private SettingsReader(
        final String origin, final Map<String, Object> root, final Map<String, String> environment) {
        this.origin = origin;
        this.root = root;
        this.environment = environment;
    }

    static SettingsReader ofFile(final Path file, final Map<String, String> environment) throws SettingsFileException {
        return ofText(TomlFile.text(file), file.toString(), environment);
    }

    static SettingsReader ofText(final String text, final String origin, final Map<String, String> environment)
        throws SettingsFileException {
        return new SettingsReader(origin, TomlFile.parse(text, origin), environment);
    }

    String origin() {
        return origin;
    }

    Map<String, String> environment() {
        return environment;
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    /** Whether a table is absent or holds nothing. */
    boolean isEmptyTable(final String name) {
        return root.get(name) == null || root.get(name) instanceof Map<?, ?> table && table.isEmpty();
    }

    /** A table of the file; an absent one is as good as an empty one. */
    TableReader table(final String name) {
        knownKeys.add(name);
        return tableAt(name, root.get(name));
    }

    /** The tables inside a table of the file, by name and in file order. */
    Map<String, TableReader> namedTables(final String name) {
        final Map<String, TableReader> named = new LinkedHashMap<>();
        knownKeys.add(name);
        for (final Map.Entry<String, Object> entry : asTable(name, root.get(name)).entrySet()) {
            named.put(entry.getKey(), tableAt(name + "." + entry.getKey(), entry.getValue()));
        }
        return named;
    }

    /** The table at a path, made from a value on first use. */
    TableReader tableAt(final String path, final Object value) {
        final TableReader known = tables.get(path);
        if (known != null) {
            return known;
        }
        final TableReader table = new TableReader(this, path, asTable(path, value));
        tables.put(path, table);
        return table;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> asTable(final String path, final Object value) {
        if (value instanceof Map<?, ?> table) {
            return (Map<String, Object>) table;
        }
        if (value != null) {
            refuse(path, path + " = " + Shown.value(value), "it has to be a table");
        }
        return Map.of();
    }

    void know(final String key) {
        knownKeys.add(key);
    }

    /** Whether a key's value was refused, so that nothing else is said about the value put in its place. */
    boolean isRefused(final String key) {
        return refusedKeys.contains(key);
    }

    boolean hasMistakes() {
        return !mistakes.isEmpty();
    }

    void refuse(final String key, final String given, final String accepted) {
        refusedKeys.add(key);
        mistake(given + " is not accepted: " + accepted);
    }

    void mistake(final String text) {
        mistakes.add(origin + ": " + text);
    }

    void warn(final String text) {
        warnings.add(origin + ": " + text);
    }

    /**
     * To be called when everything known has been asked for.
     *
     * @return the warnings.
     * @throws SettingsFileException if there was any mistake, with all of them.
     */
    List<String> conclude() throws SettingsFileException {
        refuseUnknown("", root);
        for (final TableReader table : tables.values()) {
            refuseUnknown(table.path(), table.values());
        }
        if (hasMistakes()) {
            throw new SettingsFileException(mistakes);
        }
        return List.copyOf(warnings);
    }

    private void refuseUnknown(final String table, final Map<String, Object> values) {
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            final String name = entry.getKey();
            final String key = table.isEmpty() ? name : table + "." + name;
            if (!knownKeys.contains(key)) {
                mistake(Shown.oneLine(key) + " = " + Shown.value(entry.getValue())
                    + " is an unknown key: the nearest known key is " + NearestKey.of(table, name, knownKeys));
            }
        }
    }
}
