package org.framedock.pattern;

import org.framedock.pattern.content.Pattern;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/**
 * The settings of a pattern source. Immutable.
 *
 * @param pattern content of the frames.
 * @param rateHz  frames a second; 0 for as fast as it can.
 * @param format  shape of the frames.
 */
record PatternSettings(Pattern pattern, double rateHz, FrameFormat format) {

    static final String PAYLOAD_BYTES = "payload_bytes";
    static final String DIMS = "dims";

    static final int DEFAULT_PAYLOAD_BYTES = 655_360;
    static final double DEFAULT_RATE_HZ = 100;
    static final double MAX_RATE_HZ = 1e7;

    private static final int NOT_GIVEN = 0;

    /**
     * Reads and checks the settings.
     *
     * @param settings what the stream's configuration says.
     * @return the settings.
     * @throws SettingsException if any is wrong; the message names all of them.
     */
    static PatternSettings read(final SourceSettings settings) throws SettingsException {
        final Pattern pattern = settings.choice("pattern", Pattern.COUNTER);
        final double rateHz = settings.number("rate_hz", DEFAULT_RATE_HZ, 0, MAX_RATE_HZ);
        final ElementType elementType = settings.choice("dtype", ElementType.UINT8);
        final int givenBytes = settings.integer(PAYLOAD_BYTES, NOT_GIVEN, 1, Integer.MAX_VALUE);
        final String dims = settings.text(DIMS, null);
        final FrameFormat format = dims == null
            ? oneDimension(settings, elementType, givenBytes == NOT_GIVEN ? DEFAULT_PAYLOAD_BYTES : givenBytes)
            : withDims(settings, elementType, dims, givenBytes);
        settings.conclude();
        return new PatternSettings(pattern, rateHz, format);
    }

    private static FrameFormat oneDimension(
        final SourceSettings settings, final ElementType elementType, final int payloadBytes) {
        final int elementBytes = elementType.sizeBytes();
        if (payloadBytes % elementBytes != 0) {
            settings.refuse(PAYLOAD_BYTES, Integer.toString(payloadBytes),
                "a multiple of " + elementBytes + ", the size of a " + elementType);
        }
        return FrameFormat.of(elementType, payloadBytes / elementBytes);
    }

    private static FrameFormat withDims(
        final SourceSettings settings, final ElementType elementType, final String dims, final int givenBytes) {
        FrameFormat format = null;
        try {
            format = FrameFormat.of(elementType, parseDims(dims));
        } catch (final IllegalArgumentException e) {
            settings.refuse(DIMS, dims, "1 to " + FrameFormat.MAX_DIMENSIONS
                + " whole numbers from 1 on, such as 640x1024, the slowest first, of a frame below 2 GiB");
        }
        if (format != null && givenBytes != NOT_GIVEN && givenBytes != format.payloadBytes()) {
            settings.refuse(PAYLOAD_BYTES, Integer.toString(givenBytes), format.payloadBytes()
                + " or left out, since " + DIMS + " = " + dims + " of " + elementType + " are that many bytes");
        }
        return format;
    }

    private static int[] parseDims(final String dims) {
        final String[] parts = dims.split("x", -1);
        final int[] sizes = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            sizes[i] = Integer.parseInt(parts[i].trim());
            if (sizes[i] < 1) {
                throw new IllegalArgumentException("dimension " + sizes[i]);
            }
        }
        return sizes;
    }
}
