package org.framedock.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a producer says of its data source: name, summary, and attributes such as serial number, pixel format or
 * exposure time (W-28). Immutable. Each frame names the version of the metadata that it was taken under.
 */
public final class Metadata {

    /** The most attributes. */
    public static final int MAX_ATTRIBUTES = 256;
    /** The most bytes of all names and values together. */
    public static final int MAX_BYTES = 48 * 1024;
    /** Version of frames that were taken without metadata. */
    public static final int NO_VERSION = -1;
    /** Format of plain text in UTF-8. */
    public static final String TEXT = "text/plain";
    /** Nothing is known of the source. */
    static final Metadata EMPTY = new Builder("", "").build();

    private final String name;
    private final String summary;
    private final List<MetadataAttribute> attributes;

    private Metadata(final String name, final String summary, final List<MetadataAttribute> attributes) {
        this.name = name;
        this.summary = summary;
        this.attributes = List.copyOf(attributes);
    }

    /**
     * Begins a description.
     *
     * @param name    name of the source, ASCII, such as {@code cam1}.
     * @param summary one line for people, ASCII, such as {@code 640x480 Mono16}.
     * @return a builder.
     * @throws IllegalArgumentException if one of them is not ASCII.
     */
    public static Builder builder(final String name, final String summary) {
        return new Builder(name, summary);
    }

    /**
     * Name of the source.
     *
     * @return ASCII text, empty if none was given.
     */
    public String name() {
        return name;
    }

    /**
     * One line for people.
     *
     * @return ASCII text, empty if none was given.
     */
    public String summary() {
        return summary;
    }

    /**
     * All attributes, in the producer's order.
     *
     * @return immutable list.
     */
    public List<MetadataAttribute> attributes() {
        return attributes;
    }

    /**
     * The first attribute of a name.
     *
     * @param key its name.
     * @return the attribute, null if there is none.
     */
    public MetadataAttribute attribute(final String key) {
        for (final MetadataAttribute attribute : attributes) {
            if (attribute.key().equals(key)) {
                return attribute;
            }
        }
        return null;
    }

    Metadata withHead(final String newName, final String newSummary) {
        return new Metadata(newName, newSummary, attributes);
    }

    Metadata withAttributes(final List<MetadataAttribute> newAttributes) {
        return new Metadata(name, summary, newAttributes);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Metadata && ((Metadata)other).name.equals(name)
            && ((Metadata)other).summary.equals(summary) && ((Metadata)other).attributes.equals(attributes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + attributes.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + summary + ") " + attributes;
    }

    /** Collects attributes. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final String summary;
        private final List<MetadataAttribute> attributes = new ArrayList<>();
        private long bytes;

        private Builder(final String name, final String summary) {
            this.name = requireAscii("name", name);
            this.summary = requireAscii("summary", summary);
            this.bytes = name.length() + (long)summary.length();
        }

        private static String requireAscii(final String field, final String text) {
            if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
                throw new IllegalArgumentException("metadata " + field + " '" + text + "' has to be printable ASCII");
            }
            return text;
        }

        /**
         * Adds plain text.
         *
         * @param key  its name, ASCII.
         * @param text the value.
         * @return this.
         * @throws IllegalArgumentException as {@link #attribute}.
         */
        public Builder text(final String key, final String text) {
            return attribute(key, TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Adds a value.
         *
         * @param key    its name, ASCII.
         * @param format how its bytes are to be read, a media type.
         * @param value  the bytes, copied.
         * @return this.
         * @throws IllegalArgumentException if a text is not ASCII, or the limits of {@link Metadata} are exceeded.
         */
        public Builder attribute(final String key, final String format, final byte[] value) {
            bytes += key.length() + (long)format.length() + value.length;
            if (attributes.size() == MAX_ATTRIBUTES || bytes > MAX_BYTES) {
                throw new IllegalArgumentException("metadata attribute '" + key + "' is one too many: at most "
                    + MAX_ATTRIBUTES + " attributes of together " + MAX_BYTES + " bytes");
            }
            attributes.add(new MetadataAttribute(
                requireAscii("key", key), requireAscii("format", format), value.clone()));
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the metadata.
         */
        public Metadata build() {
            return new Metadata(name, summary, attributes);
        }
    }
}
