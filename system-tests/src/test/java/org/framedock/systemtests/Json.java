package org.framedock.systemtests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, texts, doubles, truth values and nulls; anything that is no JSON is an error. */
final class Json {

    private final String text;
    private int at;

    private Json(final String text) {
        this.text = text;
    }

    static Object read(final String text) {
        final Json json = new Json(text);
        final Object value = json.value();
        json.skipBlanks();
        if (json.at != text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    private Object value() {
        skipBlanks();
        final char first = peek();
        switch (first) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                return word();
        }
    }

    private Map<String, Object> object() {
        final Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        if (isNext('}')) {
            return map;
        }
        do {
            skipBlanks();
            final String key = string();
            skipBlanks();
            expect(':');
            map.put(key, value());
        } while (isNext(','));
        expect('}');
        return map;
    }

    private List<Object> array() {
        final List<Object> list = new ArrayList<>();
        expect('[');
        if (isNext(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (isNext(','));
        expect(']');
        return list;
    }

    private String string() {
        final StringBuilder out = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong("a quoted control character");
            }
            if (c == '\\') {
                c = text.charAt(at++);
                if (c == 'u') {
                    out.append((char)Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                    continue;
                }
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
            out.append(c);
        }
        at++;
        return out.toString();
    }

    private Object word() {
        final int begin = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        final String word = text.substring(begin, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                if (!word.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
                    throw wrong("a value and not '" + word + "'");
                }
                return Double.valueOf(word);
        }
    }

    private boolean isNext(final char c) {
        skipBlanks();
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(final char c) {
        if (!isNext(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private AssertionError wrong(final String expected) {
        return new AssertionError("no JSON: " + expected + " expected at " + at + " of\n" + text);
    }
}
