package org.framedock.tools;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.framedock.settings.NearestKey;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a plugin says of the settings of its source: the object class of its OSGi metatype whose id ends in the kind.
 * Immutable.
 */
final class SourceDescription {

    /** What the ids of descriptions begin with; the kind follows. */
    static final String ID_PREFIX = "org.framedock.source.";

    /** How the key of a setting ends whose name only the device knows. */
    private static final String ANY_NAME = ".NAME";

    private final Map<String, SettingDescription> settings = new TreeMap<>();

    /**
     * Reads a description.
     *
     * @param objectClass the element OCD.
     */
    SourceDescription(final Element objectClass) {
        final NodeList definitions = objectClass.getElementsByTagNameNS("*", "AD");
        for (int i = 0; i < definitions.getLength(); i++) {
            final SettingDescription setting = SettingDescription.of((Element)definitions.item(i));
            settings.put(setting.key(), setting);
        }
    }

    /**
     * Finds every mistake in the settings of a stream.
     *
     * @param kind    of its source.
     * @param given   its settings without the container's own.
     * @param mistake is told each: the line, 0 if it is a setting that is missing, and what is wrong.
     */
    void check(final String kind, final Map<String, StreamSetting> given, final BiConsumer<Integer, String> mistake) {
        given.forEach((key, setting) -> {
            final SettingDescription description = find(key);
            final String shown = Shown.text(key) + " = " + Shown.text(setting.value());
            if (description == null) {
                mistake.accept(setting.line(), shown + ": a source of kind " + kind + " has no such setting"
                    + (settings.isEmpty() ? "; it has none" : ", the nearest is "
                    + NearestKey.sorted(key, settings.keySet()).get(0) + "; it has "
                    + String.join(", ", settings.keySet())));
            } else if (!description.isAccepted(setting.value())) {
                mistake.accept(setting.line(), shown + ": it has to be " + description.accepted(setting.value()));
            }
        });
        settings.values().stream().filter(setting -> setting.isRequired() && !given.containsKey(setting.key()))
            .forEach(setting -> mistake.accept(0, setting.key() + " is missing: a source of kind " + kind
                + " has to have it" + (setting.meaning().isEmpty() ? "" : " (" + Shown.text(setting.meaning()) + ")")));
    }

    private SettingDescription find(final String key) {
        final SettingDescription exact = settings.get(key);
        if (exact != null) {
            return exact;
        }
        for (final SettingDescription setting : settings.values()) {
            final String prefix = setting.key().endsWith(ANY_NAME)
                ? setting.key().substring(0, setting.key().length() - ANY_NAME.length() + 1) : null;
            if (prefix != null && key.startsWith(prefix) && key.length() > prefix.length()) {
                return setting;
            }
        }
        return null;
    }
}
