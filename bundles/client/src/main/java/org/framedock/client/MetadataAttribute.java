package org.framedock.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One value that describes a data source, such as a camera's serial number (W-28). Immutable.
 */
public final class MetadataAttribute {

    private final String key;
    private final String format;
    private final byte[] value;

    MetadataAttribute(final String key, final String format, final byte[] value) {
        this.key = key;
        this.format = format;
        this.value = value;
    }

    /**
     * Name of the value.
     *
     * @return ASCII text such as {@code camera_serial}.
     */
    public String key() {
        return key;
    }

    /**
     * How the value's bytes are to be read.
     *
     * @return a media type such as {@code text/plain} or {@code application/json}.
     */
    public String format() {
        return format;
    }

    /**
     * The value.
     *
     * @return a copy of its bytes.
     */
    public byte[] value() {
        return value.clone();
    }

    /**
     * The value of a text format.
     *
     * @return its bytes read as UTF-8.
     */
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The bytes themselves, not to be changed. */
    byte[] bytes() {
        return value;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MetadataAttribute && ((MetadataAttribute)other).key.equals(key)
            && ((MetadataAttribute)other).format.equals(format)
            && Arrays.equals(((MetadataAttribute)other).value, value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return key + "=" + (format.startsWith("text/") ? text() : value.length + " bytes of " + format);
    }
}
