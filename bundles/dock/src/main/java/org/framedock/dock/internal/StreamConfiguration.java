package org.framedock.dock.internal;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One stream's configuration as the Configuration Admin holds it, with the keys of the container told from those of the
 * source. Immutable.
 *
 * @param name     NAME of config/streams/NAME.cfg.
 * @param origin   what messages name: the file, or the configuration if it came another way.
 * @param stream   name of the stream in driver.toml.
 * @param kind     kind of source, empty if none is named.
 * @param enabled  whether the stream shall run.
 * @param slotsLent slots that a source may have at once, 0 for the usual number.
 * @param settings the source's own settings.
 * @param problem  what is wrong with the container's keys, null if nothing is.
 */
record StreamConfiguration(
    String name, String origin, String stream, String kind, boolean enabled, int slotsLent,
    Map<String, String> settings, String problem) {

    /** Factory PID of the streams' configurations. */
    static final String FACTORY_PID = "org.framedock.stream";

    private static final String STREAM = "stream";
    private static final String SOURCE = "source";
    private static final String ENABLED = "enabled";
    /** How many slots a source may have at once; the container's one key that may be set on a live stream. */
    static final String SLOTS_LENT = "slots_lent";

    private static final List<String> RESERVED_PREFIXES = List.of("service.", "felix.", "framedock.", "component.");

    static StreamConfiguration of(final String pid, final Dictionary<String, ?> properties) {
        final String name = nameOf(pid);
        final Map<String, String> settings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (final String key : Collections.list(properties.keys())) {
            final String lowerCase = key.toLowerCase(Locale.ROOT);
            if (RESERVED_PREFIXES.stream().noneMatch(lowerCase::startsWith)) {
                settings.put(key, text(properties.get(key)));
            }
        }
        final String stream = value(settings.remove(STREAM), name);
        final String kind = value(settings.remove(SOURCE), "");
        final String enabled = value(settings.remove(ENABLED), "true").toLowerCase(Locale.ROOT);
        final List<String> problems = new ArrayList<>();
        if (kind.isEmpty()) {
            problems.add("source is missing: it has to be the kind of a source, as in source = pattern");
        }
        if (!enabled.equals("true") && !enabled.equals("false")) {
            problems.add("enabled = " + enabled + " is not accepted: it has to be true or false");
        }
        final String slotsLent = value(settings.remove(SLOTS_LENT), "");
        if (!isSlotsLent(slotsLent)) {
            problems.add(notSlotsLent(slotsLent));
        }
        final String origin = "config/streams/" + name + ".cfg";
        return new StreamConfiguration(
            name, origin, stream, kind, enabled.equals("true"), problems.isEmpty() ? slotsLent(slotsLent) : 0,
            Collections.unmodifiableMap(settings),
            problems.isEmpty() ? null : origin + ": " + String.join("; ", problems));
    }

    private static boolean isSlotsLent(final String text) {
        return text.isEmpty() || text.matches("0*[1-9]\\d{0,8}");
    }

    private static int slotsLent(final String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static String notSlotsLent(final String text) {
        return SLOTS_LENT + " = " + text + " is not accepted: it has to be a whole number from 1 to half of the"
            + " stream's slots";
    }

    /**
     * What is wrong with the slots that are lent, for a stream of that ring.
     *
     * @return null if nothing is.
     */
    String problemWithSlots(final int slotCount) {
        final int most = Math.min(StreamPlan.MOST_SLOTS_LENT, Math.max(1, slotCount / 2));
        return slotsLent <= most ? null
            : origin + ": " + SLOTS_LENT + " = " + slotsLent + " is not accepted: it has to be 1 to " + most
                + ", for stream " + stream + " has " + slotCount + " slots by config/driver.toml and a source may have"
                + " half of them, at most " + StreamPlan.MOST_SLOTS_LENT;
    }

    /** The same with another source, and with as many slots for it as its settings say, if they do. */
    StreamConfiguration withSource(final String otherKind, final Map<String, String> otherSettings) {
        final Map<String, String> ofSource = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ofSource.putAll(otherSettings);
        final String slots = ofSource.remove(SLOTS_LENT);
        final String lent = value(slots, "");
        final boolean sound = isSlotsLent(lent);
        return new StreamConfiguration(
            name, origin, stream, otherKind, enabled, slots == null || !sound ? slotsLent : slotsLent(lent),
            Map.copyOf(ofSource), sound ? problem : notSlotsLent(lent));
    }

    private static String nameOf(final String pid) {
        final boolean ofFactory = pid.startsWith(FACTORY_PID) && pid.length() > FACTORY_PID.length() + 1;
        return ofFactory ? pid.substring(FACTORY_PID.length() + 1) : pid;
    }

    private static String value(final String valueOrNull, final String defaultValue) {
        return valueOrNull == null || valueOrNull.isBlank() ? defaultValue : valueOrNull.strip();
    }

    private static String text(final Object value) {
        final Object list;
        if (value.getClass().isArray()) {
            final List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            list = elements;
        } else {
            list = value;
        }
        if (list instanceof Iterable<?> elements) {
            final List<String> texts = new ArrayList<>();
            elements.forEach(element -> texts.add(String.valueOf(element)));
            return String.join(",", texts);
        }
        return String.valueOf(value);
    }
}
