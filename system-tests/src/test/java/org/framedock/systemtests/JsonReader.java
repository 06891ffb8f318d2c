package org.framedock.systemtests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as RFC 8259 has it, and nothing beside it: objects as maps, arrays as lists, numbers as doubles. */
final class JsonReader {

    private final String text;
    private int at;

    private JsonReader(final String text) {
        this.text = text;
    }

    static Object read(final String text) {
        final JsonReader reader = new JsonReader(text);
        final Object value = reader.value();
        reader.blanks();
        if (reader.at != text.length()) {
            throw reader.wrong("more text");
        }
        return value;
    }

    private AssertionError wrong(final String what) {
        return new AssertionError("no JSON, " + what + " at " + at + ": " + text);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(final String expected) {
        blanks();
        final boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    private Object value() {
        if (take("{")) {
            return object();
        }
        if (take("[")) {
            return array();
        }
        if (take("\"")) {
            return string();
        }
        if (take("true")) {
            return true;
        }
        if (take("false")) {
            return false;
        }
        return take("null") ? null : number();
    }

    private Map<String, Object> object() {
        final Map<String, Object> members = new LinkedHashMap<>();
        if (take("}")) {
            return members;
        }
        do {
            if (!take("\"")) {
                throw wrong("no key");
            }
            final String key = string();
            if (!take(":") || members.containsKey(key)) {
                throw wrong("no colon or a key twice");
            }
            members.put(key, value());
        } while (take(","));
        if (!take("}")) {
            throw wrong("no }");
        }
        return members;
    }

    private List<Object> array() {
        final List<Object> elements = new ArrayList<>();
        if (take("]")) {
            return elements;
        }
        do {
            elements.add(value());
        } while (take(","));
        if (!take("]")) {
            throw wrong("no ]");
        }
        return elements;
    }

    private String string() {
        final StringBuilder value = new StringBuilder();
        while (true) {
            final char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw wrong("a bare control character");
            }
            value.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        final char c = text.charAt(at++);
        final int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (c != 'u') {
            throw wrong("an escape");
        }
        at += 4;
        return (char)Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private Double number() {
        final int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        final String number = text.substring(from, at);
        if (!number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw wrong("no value");
        }
        return Double.valueOf(number);
    }
}
