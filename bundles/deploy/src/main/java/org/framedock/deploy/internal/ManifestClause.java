package org.framedock.deploy.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of a manifest header (OSGi Core, 3.2.4): names, then attributes ({@code key=value}) and directives
 * ({@code key:=value}).
 *
 * @param names      the paths before the first parameter.
 * @param attributes attributes; a type behind the key ({@code version:Version}) is cut off.
 * @param directives directives.
 */
record ManifestClause(List<String> names, Map<String, String> attributes, Map<String, String> directives) {

    /** The clauses of a header; none for null or an empty header. */
    static List<ManifestClause> parse(final String header) {
        final List<ManifestClause> clauses = new ArrayList<>();
        if (header == null || header.isBlank()) {
            return clauses;
        }
        for (final String text : split(header, ',')) {
            final ManifestClause clause =
                new ManifestClause(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
            for (final String part : split(text, ';')) {
                clause.add(part);
            }
            if (!clause.names.isEmpty()) {
                clauses.add(clause);
            }
        }
        return clauses;
    }

    /** Whether the framework can do without what this clause asks for, or asks for it at run time only. */
    boolean isOptional() {
        return "optional".equals(directives.get("resolution"))
            || !"resolve".equals(directives.getOrDefault("effective", "resolve"));
    }

    private void add(final String part) {
        final int equals = indexOfUnquoted(part, '=');
        if (equals < 0) {
            if (!part.isBlank()) {
                names.add(part.strip());
            }
            return;
        }
        final String value = unquote(part.substring(equals + 1).strip());
        String key = part.substring(0, equals).strip();
        if (key.endsWith(":")) {
            directives.put(key.substring(0, key.length() - 1).strip(), value);
            return;
        }
        final int type = key.indexOf(':');
        if (type >= 0) {
            key = key.substring(0, type).strip();
        }
        attributes.put(key, value);
    }

    private static List<String> split(final String text, final char separator) {
        final List<String> parts = new ArrayList<>();
        String rest = text;
        for (int at = indexOfUnquoted(rest, separator); at >= 0; at = indexOfUnquoted(rest, separator)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + 1);
        }
        parts.add(rest);
        return parts;
    }

    private static int indexOfUnquoted(final String text, final char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquote(final String text) {
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        return text;
    }
}
