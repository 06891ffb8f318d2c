package org.framedock.source;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a plugin's description (OSGi metatype) says of the settings of its source, compared with what its code accepts:
 * for the test of a plugin that the two are the same.
 */
public final class SettingsDescription {

    private static final String PREFIX = "org.framedock.source.";
    private static final String NO_CHOICE = "no-such-choice";

    private final Reader reader;
    private final Map<String, String> needed;
    private final Map<String, Element> described;
    private final List<String> differences = new ArrayList<>();

    /** How a plugin reads its settings. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Reads them, and concludes.
         *
         * @return what was read. If its class has a toString of its own, that tells whether two readings are equal.
         */
        Object read(SourceSettings settings) throws SettingsException;
    }

    private SettingsDescription(
        final Reader reader, final Map<String, String> needed, final Map<String, Element> described) {
        this.reader = reader;
        this.needed = needed;
        this.described = described;
    }

    /**
     * Compares keys, types, bounds, options and defaults.
     *
     * @param kind   of the source; its description is found on the class path, as
     *               OSGI-INF/metatype/org.framedock.source.KIND.xml.
     * @param needed settings without which there is no source, with values that are right.
     * @param reader the code.
     * @return one line for each difference.
     */
    public static List<String> differences(
        final String kind, final Map<String, String> needed, final Reader reader) throws Exception {
        final String file = "OSGI-INF/metatype/" + PREFIX + kind + ".xml";
        final Map<String, Element> described = new TreeMap<>();
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                return List.of(file + " is not there: it needs an @ObjectClassDefinition with the id " + PREFIX + kind);
            }
            final NodeList settings = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                .getElementsByTagName("AD");
            for (int i = 0; i < settings.getLength(); i++) {
                final Element setting = (Element)settings.item(i);
                described.put(setting.getAttribute("id"), setting);
            }
        }
        final SettingsDescription description = new SettingsDescription(reader, needed, described);
        description.compare();
        return description.differences;
    }

    private void compare() throws SettingsException {
        final SourceSettings settings = new SourceSettings(needed);
        final String usual = String.valueOf(reader.read(settings));
        compareKeys(settings.asked());
        described.forEach((key, setting) -> {
            compareNeed(key, !setting.getAttribute("required").equals("false"));
            switch (setting.getAttribute("type")) {
                case "Integer" -> compareInteger(key, setting.getAttribute("min"), setting.getAttribute("max"));
                case "Double" -> compareNumber(key, setting.getAttribute("min"), setting.getAttribute("max"));
                case "Boolean" -> compareChoices(key, List.of("true", "false"));
                case "String" -> compareChoices(key, options(setting));
                default -> differences.add(key + ": type " + setting.getAttribute("type") + " is none of Integer,"
                    + " Double, Boolean and String");
            }
            if (setting.hasAttribute("default")) {
                compareDefault(key, setting.getAttribute("default"), usual);
            }
        });
    }

    private void compareKeys(final Set<String> asked) {
        final Set<String> onlyAsked = new TreeSet<>(asked);
        onlyAsked.removeAll(described.keySet());
        onlyAsked.forEach(key -> differences.add(key + ": is read, and not described"));
        final Set<String> onlyDescribed = new TreeSet<>(described.keySet());
        onlyDescribed.removeAll(asked);
        onlyDescribed.forEach(key -> differences.add(key + ": is described, and not read"));
    }

    private void compareNeed(final String key, final boolean isRequired) {
        if (isRequired != needed.containsKey(key)) {
            differences.add(key + ": is described as required = " + isRequired);
        }
        if (isRequired) {
            final Map<String, String> others = new HashMap<>(needed);
            others.remove(key);
            try {
                reader.read(new SourceSettings(others));
                differences.add(key + ": is described as required, and may be left out");
            } catch (final SettingsException needsIt) {
                // As described.
            }
        }
    }

    private void compareInteger(final String key, final String min, final String max) {
        final int least = min.isEmpty() ? Integer.MIN_VALUE : Integer.parseInt(min);
        final int most = max.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(max);
        expect(key, Integer.toString(least), true);
        expect(key, Integer.toString(most), true);
        expect(key, Long.toString(least - 1L), false);
        expect(key, Long.toString(most + 1L), false);
        expect(key, "1.5", false);
    }

    private void compareNumber(final String key, final String min, final String max) {
        final double least = min.isEmpty() ? -Double.MAX_VALUE : Double.parseDouble(min);
        final double most = max.isEmpty() ? Double.MAX_VALUE : Double.parseDouble(max);
        expect(key, Double.toString(least), true);
        expect(key, Double.toString(most), true);
        if (!min.isEmpty()) {
            expect(key, Double.toString(Math.nextDown(least)), false);
        }
        if (!max.isEmpty()) {
            expect(key, Double.toString(Math.nextUp(most)), false);
        }
        expect(key, NO_CHOICE, false);
    }

    private void compareChoices(final String key, final List<String> choices) {
        choices.forEach(choice -> expect(key, choice, true));
        if (!choices.isEmpty()) {
            expect(key, NO_CHOICE, false);
        }
    }

    private void compareDefault(final String key, final String value, final String usual) {
        expect(key, value, true);
        try {
            final Object read = read(key, value);
            final boolean tells = read.getClass().getMethod("toString").getDeclaringClass() != Object.class;
            if (tells && !read.toString().equals(usual)) {
                differences.add(key + ": its default is described as " + value + ", which makes " + read
                    + " and not " + usual);
            }
        } catch (final SettingsException | NoSuchMethodException e) {
            differences.add(key + ": its default " + value + " is not accepted alone: " + e.getMessage());
        }
    }

    private void expect(final String key, final String value, final boolean isAccepted) {
        if (isAccepted(key, value) != isAccepted) {
            differences.add(key + " = " + value + ": is described as " + (isAccepted ? "right" : "wrong")
                + ", and the code has it the other way round");
        }
    }

    /** Others that it makes wrong, such as the height that has to go with a width, do not matter. */
    private boolean isAccepted(final String key, final String value) {
        try {
            read(key, value);
            return true;
        } catch (final SettingsException e) {
            return !e.getMessage().contains(key + " = " + value + " is not accepted");
        }
    }

    private Object read(final String key, final String value) throws SettingsException {
        final Map<String, String> values = new HashMap<>(needed);
        values.put(key, value);
        return reader.read(new SourceSettings(values));
    }

    private static List<String> options(final Element setting) {
        final List<String> values = new ArrayList<>();
        final NodeList options = setting.getElementsByTagName("Option");
        for (int i = 0; i < options.getLength(); i++) {
            values.add(((Element)options.item(i)).getAttribute("value"));
        }
        return values;
    }
}
