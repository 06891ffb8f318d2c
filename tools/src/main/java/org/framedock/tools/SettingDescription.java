package org.framedock.tools;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.framedock.settings.NearestKey;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a plugin says of one setting of its source: an attribute definition of its OSGi metatype. Immutable.
 *
 * @param key        name of the setting.
 * @param type       of its value, as the metatype names it.
 * @param isRequired whether there is no source without it.
 * @param isList     whether it may be several values with commas between them.
 * @param minOrNull  least accepted.
 * @param maxOrNull  most accepted.
 * @param options    what alone is accepted, upper and lower case being the same; empty for everything of that type.
 * @param meaning    for people, with the unit; may be empty.
 */
record SettingDescription(
    String key, String type, boolean isRequired, boolean isList, BigDecimal minOrNull, BigDecimal maxOrNull,
    List<String> options, String meaning) {

    private static final Map<String, Integer> BITS_OF_WHOLE_NUMBERS =
        Map.of("Byte", Byte.SIZE, "Short", Short.SIZE, "Integer", Integer.SIZE, "Long", Long.SIZE, "BigInteger", 0);
    private static final int MOST_OPTIONS_SHOWN = 12;
    private static final int NEAREST_OPTIONS_SHOWN = 5;

    static SettingDescription of(final Element definition) {
        final List<String> options = new ArrayList<>();
        final NodeList elements = definition.getElementsByTagNameNS("*", "Option");
        for (int i = 0; i < elements.getLength(); i++) {
            options.add(((Element)elements.item(i)).getAttribute("value"));
        }
        final String cardinality = definition.getAttribute("cardinality");
        final String type = definition.getAttribute("type");
        return new SettingDescription(definition.getAttribute("id"), type,
            !definition.getAttribute("required").equals("false") && !definition.hasAttribute("default"),
            !cardinality.isEmpty() && !cardinality.equals("0"), bound(definition, "min"), bound(definition, "max"),
            List.copyOf(options), definition.getAttribute("description").strip());
    }

    private static BigDecimal bound(final Element definition, final String name) {
        try {
            return new BigDecimal(definition.getAttribute(name));
        } catch (final NumberFormatException noBound) {
            return null;
        }
    }

    /** Whether a value in a stream's file is one that the source takes, as far as the description tells. */
    boolean isAccepted(final String value) {
        if (!isList) {
            return isOneAccepted(value);
        }
        for (final String part : value.split(",")) {
            if (!isOneAccepted(part.strip())) {
                return false;
            }
        }
        return true;
    }

    private boolean isOneAccepted(final String value) {
        if (!options.isEmpty()) {
            return options.stream().anyMatch(value::equalsIgnoreCase);
        }
        try {
            if (BITS_OF_WHOLE_NUMBERS.containsKey(type)) {
                return isWithin(new BigDecimal(new BigInteger(value)), least(), most());
            }
            return switch (type) {
                case "Double", "Float" -> isNumberWithinBounds(Double.parseDouble(value));
                case "BigDecimal" -> isWithin(new BigDecimal(value), minOrNull, maxOrNull);
                case "Boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                case "Char", "Character" -> value.length() == 1;
                default -> isWithin(new BigDecimal(value.length()), minOrNull, maxOrNull);
            };
        } catch (final NumberFormatException notANumber) {
            return false;
        }
    }

    private boolean isNumberWithinBounds(final double value) {
        return !Double.isNaN(value) && (minOrNull == null || value >= minOrNull.doubleValue())
            && (maxOrNull == null || value <= maxOrNull.doubleValue());
    }

    private static boolean isWithin(
        final BigDecimal value, final BigDecimal leastOrNull, final BigDecimal mostOrNull) {
        return (leastOrNull == null || value.compareTo(leastOrNull) >= 0)
            && (mostOrNull == null || value.compareTo(mostOrNull) <= 0);
    }

    private BigDecimal least() {
        return minOrNull != null || bits() == 0 ? minOrNull : new BigDecimal(BigInteger.TWO.pow(bits() - 1).negate());
    }

    private BigDecimal most() {
        return maxOrNull != null || bits() == 0 ? maxOrNull
            : new BigDecimal(BigInteger.TWO.pow(bits() - 1).subtract(BigInteger.ONE));
    }

    private int bits() {
        return BITS_OF_WHOLE_NUMBERS.get(type);
    }

    /**
     * What would be accepted instead.
     *
     * @param value that is not.
     * @return to be read behind "it has to be".
     */
    String accepted(final String value) {
        final String one = !options.isEmpty() ? oneOf(value)
            : BITS_OF_WHOLE_NUMBERS.containsKey(type) ? "a whole number" + bounds(least(), most())
            : switch (type) {
                case "Double", "Float", "BigDecimal" -> "a number" + bounds(minOrNull, maxOrNull);
                case "Boolean" -> "true or false";
                case "Char", "Character" -> "one character";
                default -> "a text whose length is" + bounds(minOrNull, maxOrNull);
            };
        return (isList ? "one or several with commas between them, each " : "") + one
            + (meaning.isEmpty() ? "" : " (" + Shown.text(meaning) + ")");
    }

    private String oneOf(final String value) {
        if (options.size() <= MOST_OPTIONS_SHOWN) {
            return "one of " + Shown.text(String.join(", ", options));
        }
        return "one of " + options.size() + ", the nearest of which are " + Shown.text(
            String.join(", ", NearestKey.sorted(value, options).subList(0, NEAREST_OPTIONS_SHOWN)));
    }

    private static String bounds(final BigDecimal leastOrNull, final BigDecimal mostOrNull) {
        final String most = mostOrNull == null ? "" : plain(mostOrNull);
        if (leastOrNull == null) {
            return mostOrNull == null ? "" : " up to " + most;
        }
        return " from " + plain(leastOrNull) + (mostOrNull == null ? " on" : " to " + most);
    }

    private static String plain(final BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
