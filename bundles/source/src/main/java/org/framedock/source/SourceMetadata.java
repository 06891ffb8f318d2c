package org.framedock.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a consumer should know of a source beyond the shape of its frames: camera, settings, pixel format. Immutable;
 * equal if all that it says is equal. Published under a version that every frame names (W-28).
 *
 * <pre>{@code
 * context.metadata(SourceMetadata.builder("Baumer VCXG-13M", "serial 700002861234")
 *     .text("PixelFormat", PixelFormat.MONO12_PACKED.pfncName())
 *     .number("ExposureTime", 5000.0, "us")
 *     .number("Width", 1280, "px")
 *     .build());
 * }</pre>
 */
public final class SourceMetadata {

    private final String name;
    private final String summary;
    private final List<Attribute> attributes;

    private SourceMetadata(final String name, final String summary, final List<Attribute> attributes) {
        this.name = name;
        this.summary = summary;
        this.attributes = attributes;
    }

    /**
     * One thing that is said.
     *
     * @param key   name of it, for a camera's setting the name of its GenICam node.
     * @param value a text, or a number as text with a point and without grouping.
     * @param unit  unit of a number, as in {@code us}; empty if it has none or the value is a text.
     */
    public record Attribute(String key, String value, String unit) {

        /**
         * Refuses an empty key.
         *
         * @throws IllegalArgumentException if the key is blank.
         */
        public Attribute {
            if (key.isBlank()) {
                throw new IllegalArgumentException("an attribute's key must not be blank");
            }
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** Collects attributes. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final String summary;
        private final Map<String, Attribute> attributes = new TreeMap<>();

        private Builder(final String name, final String summary) {
            this.name = Objects.requireNonNull(name, "name");
            this.summary = Objects.requireNonNull(summary, "summary");
        }

        /**
         * Says a text; a later value of the same key takes the place of an earlier one.
         *
         * @param key   what it is of, not blank.
         * @param value the text.
         * @return this.
         */
        public Builder text(final String key, final String value) {
            return put(key, value, "");
        }

        /**
         * Says a whole number.
         *
         * @param key   what it is of, not blank.
         * @param value the number.
         * @param unit  its unit, empty if it has none.
         * @return this.
         */
        public Builder number(final String key, final long value, final String unit) {
            return put(key, Long.toString(value), unit);
        }

        /**
         * Says a number.
         *
         * @param key   what it is of, not blank.
         * @param value the number.
         * @param unit  its unit, empty if it has none.
         * @return this.
         */
        public Builder number(final String key, final double value, final String unit) {
            return put(key, Double.toString(value), unit);
        }

        private Builder put(final String key, final String value, final String unit) {
            attributes.put(key, new Attribute(key, value, unit));
            return this;
        }

        /**
         * What was said so far.
         *
         * @return an immutable copy, in the order of the keys.
         */
        public SourceMetadata build() {
            return new SourceMetadata(name, summary, List.copyOf(attributes.values()));
        }
    }

    /**
     * Begins with what a person reads first.
     *
     * @param name    name of the source, for a camera its vendor and model.
     * @param summary one line more, such as the serial number.
     * @return a builder without attributes.
     */
    public static Builder builder(final String name, final String summary) {
        return new Builder(name, summary);
    }

    /**
     * Name of the source.
     *
     * @return for a camera its vendor and model.
     */
    public String name() {
        return name;
    }

    /**
     * One line more.
     *
     * @return may be empty.
     */
    public String summary() {
        return summary;
    }

    /**
     * All else that is said.
     *
     * @return in the order of the keys, each key once. Immutable.
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof SourceMetadata that && name.equals(that.name) && summary.equals(that.summary)
            && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, summary, attributes);
    }

    @Override
    public String toString() {
        return name + " (" + summary + ") " + attributes;
    }
}
