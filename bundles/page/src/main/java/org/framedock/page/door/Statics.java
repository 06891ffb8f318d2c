package org.framedock.page.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The files of the page, by address. There is no way from an address to any other file. */
final class Statics {

    private final Map<String, Answer> files = new HashMap<>();

    Statics() {
        add("/", "index.html", "text/html; charset=utf-8");
        add("/page.css", "page.css", "text/css; charset=utf-8");
        add("/page.js", "page.js", "text/javascript; charset=utf-8");
        add("/view.js", "view.js", "text/javascript; charset=utf-8");
        add("/favicon.svg", "favicon.svg", "image/svg+xml");
    }

    private void add(final String path, final String file, final String mediaType) {
        try (InputStream in = Statics.class.getResourceAsStream("static/" + file)) {
            files.put(path, new Answer(Answer.OK, mediaType, in.readAllBytes(), Map.of()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if there is none. */
    Answer find(final String path) {
        return files.get(path);
    }
}
