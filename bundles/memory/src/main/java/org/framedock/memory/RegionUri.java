package org.framedock.memory;

/**
 * Where a region lies: {@code shm:file?path=<absolute path>|require_hugepages=true|false} (W-6).
 *
 * @param path             absolute path of the region's file.
 * @param requireHugepages whether the region has to lie on hugetlbfs (W-31).
 */
public record RegionUri(String path, boolean requireHugepages) {

    private static final String PREFIX = "shm:file?";
    private static final String PATH = "path=";
    private static final String HUGEPAGES = "require_hugepages=";
    /** The longest path that Linux takes, without its final zero. */
    private static final int MAX_PATH_LENGTH = 4095;
    private static final int MAX_QUOTED_LENGTH = 200;

    /**
     * Reads a URI strictly: any other scheme or parameter, a repeated one, a path that is empty, relative or has a
     * blank, {@code ?} or {@code |} in it is refused.
     *
     * @param uri text as announced or granted.
     * @return its parts.
     * @throws RegionRefusedException if it is not of the form above.
     */
    public static RegionUri parse(final String uri) throws RegionRefusedException {
        if (!uri.startsWith(PREFIX)) {
            throw refused(uri, "it has to begin with " + PREFIX);
        }
        String path = null;
        Boolean hugepages = null;
        for (final String parameter : uri.substring(PREFIX.length()).split("\\|", -1)) {
            if (parameter.startsWith(PATH) && path == null) {
                path = parameter.substring(PATH.length());
            } else if (parameter.startsWith(HUGEPAGES) && hugepages == null) {
                hugepages = parseBoolean(uri, parameter.substring(HUGEPAGES.length()));
            } else {
                throw refused(uri, "parameter " + quoted(parameter) + " is unknown or repeated; path and"
                    + " require_hugepages are accepted, once each");
            }
        }
        if (path == null) {
            throw refused(uri, "it names no path");
        }
        requirePlainAbsolute(uri, path);
        return new RegionUri(path, hugepages != null && hugepages);
    }

    /**
     * The URI as text, with both parameters.
     *
     * @return text that {@link #parse} reads.
     */
    public String format() {
        return PREFIX + PATH + path + "|" + HUGEPAGES + requireHugepages;
    }

    private static void requirePlainAbsolute(final String uri, final String path) throws RegionRefusedException {
        if (!path.startsWith("/")) {
            throw refused(uri, "the path is not absolute");
        }
        if (path.length() > MAX_PATH_LENGTH) {
            throw refused(uri, "the path is longer than " + MAX_PATH_LENGTH + " characters");
        }
        for (int i = 0; i < path.length(); i++) {
            final char c = path.charAt(i);
            if (c <= ' ' || c == '?' || c == 0x7F) {
                throw refused(uri, "the path has a blank, a control character or a '?' in it");
            }
        }
    }

    private static boolean parseBoolean(final String uri, final String value) throws RegionRefusedException {
        if ("true".equals(value)) {
            return true;
        }
        if ("false".equals(value)) {
            return false;
        }
        throw refused(uri, "require_hugepages has to be true or false, not " + quoted(value));
    }

    private static RegionRefusedException refused(final String uri, final String reason) {
        return new RegionRefusedException("region URI " + quoted(uri) + " refused: " + reason);
    }

    /** The text comes from outside: a message that ends in a log stays one line of bearable length. */
    private static String quoted(final String text) {
        final boolean whole = text.length() <= MAX_QUOTED_LENGTH;
        final String shown = whole ? text : text.substring(0, MAX_QUOTED_LENGTH);
        return "'" + shown.replaceAll("[^ -~]", "?") + (whole ? "'" : "...'");
    }
}
