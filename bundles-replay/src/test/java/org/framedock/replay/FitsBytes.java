package org.framedock.replay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes FITS files as the standard has them, byte for byte, without any library. */
final class FitsBytes {

    private static final int BLOCK_BYTES = 2880;
    private static final int CARD_BYTES = 80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a header; each card as in {@code EXPTIME = 0.5}. */
    FitsBytes header(final String... cards) {
        for (final String card : cards) {
            card(card);
        }
        card("END");
        pad(' ');
        return this;
    }

    /** Adds data, which the caller has made big-endian. */
    FitsBytes data(final ByteBuffer data) {
        bytes.writeBytes(data.array());
        pad(0);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private void card(final String text) {
        final int equals = text.indexOf('=');
        final String card = equals < 0 ? text
            : String.format("%-8s= %20s", text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        final byte[] padded = Arrays.copyOf(card.getBytes(StandardCharsets.US_ASCII), CARD_BYTES);
        Arrays.fill(padded, card.length(), CARD_BYTES, (byte)' ');
        bytes.writeBytes(padded);
    }

    private void pad(final int with) {
        while (bytes.size() % BLOCK_BYTES != 0) {
            bytes.write(with);
        }
    }
}
