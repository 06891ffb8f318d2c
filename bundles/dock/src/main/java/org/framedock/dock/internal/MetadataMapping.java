package org.framedock.dock.internal;

import org.framedock.client.Metadata;
import org.framedock.source.SourceMetadata;

/**
 * What a source says, as consumers read it (W-28): each value is plain text under its key, and the unit of a number is
 * plain text under {@code KEY.unit}, so that any peer can read both.
 */
final class MetadataMapping {

    private static final String UNIT_SUFFIX = ".unit";

    private MetadataMapping() {
    }

    /**
     * Any thread.
     *
     * @throws IllegalArgumentException if it is more than the protocol carries.
     */
    static Metadata of(final SourceMetadata said) {
        final Metadata.Builder builder = Metadata.builder(ascii(said.name()), ascii(said.summary()));
        for (final SourceMetadata.Attribute attribute : said.attributes()) {
            final String key = ascii(attribute.key());
            builder.text(key, attribute.value());
            if (!attribute.unit().isEmpty()) {
                builder.text(key + UNIT_SUFFIX, attribute.unit());
            }
        }
        return builder.build();
    }

    private static String ascii(final String text) {
        return OneLine.of(text).replaceAll("[^ -~]", "?");
    }
}
