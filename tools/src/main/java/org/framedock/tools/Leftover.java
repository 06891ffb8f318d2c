package org.framedock.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directory that somebody left behind, or that is kept. Immutable.
 *
 * @param path        the directory.
 * @param bytes       length of the files in it.
 * @param why         why it is dead, or why it is kept.
 * @param isRemovable whether it is dead.
 */
record Leftover(Path path, long bytes, String why, boolean isRemovable) {

    static Leftover dead(final Path path, final long bytes, final String why) {
        return new Leftover(path, bytes, why, true);
    }

    static Leftover kept(final Path path, final String why) {
        return new Leftover(path, 0, why, false);
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", path.toString());
        json.put("bytes", bytes);
        json.put("removable", isRemovable);
        json.put("why", why);
        return json;
    }
}
