package org.framedock.page.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a picture as PNG (W3C PNG, 8 bits, grey or RGB), for speed rather than for size. Any thread. */
public final class Png {

    private static final byte[] SIGNATURE = {(byte)0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int HEADER_BYTES = 13;
    private static final byte GREY = 0;
    private static final byte RGB = 2;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final byte[] NO_FILTER = {0};
    private static final byte[] NOTHING = {};

    private Png() {
    }

    /**
     * Encodes.
     *
     * @param picture to write.
     * @return the bytes of a PNG file.
     */
    public static byte[] of(final Picture picture) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(picture.pixels().length / 2 + CHUNK_BYTES);
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", ByteBuffer.allocate(HEADER_BYTES).putInt(picture.width()).putInt(picture.height())
            .put((byte)Byte.SIZE).put(picture.components() == 1 ? GREY : RGB).put(new byte[3]).array(), HEADER_BYTES);
        writePixels(out, picture);
        chunk(out, "IEND", NOTHING, 0);
        return out.toByteArray();
    }

    /** In chunks as they are compressed: nothing of the picture's size is made besides the file. */
    private static void writePixels(final ByteArrayOutputStream out, final Picture picture) {
        final int rowBytes = picture.width() * picture.components();
        final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            final byte[] part = new byte[CHUNK_BYTES];
            int filled = 0;
            for (int row = 0; row < picture.height(); row++) {
                // Each row begins with the number of its filter.
                deflater.setInput(NO_FILTER);
                filled = deflate(deflater, part, filled, out);
                deflater.setInput(picture.pixels(), row * rowBytes, rowBytes);
                filled = deflate(deflater, part, filled, out);
            }
            deflater.finish();
            filled = deflate(deflater, part, filled, out);
            if (filled > 0) {
                chunk(out, "IDAT", part, filled);
            }
        } finally {
            deflater.end();
        }
    }

    /** Compresses all input; what fills a part is written. Returns how much of it is filled. */
    private static int deflate(
        final Deflater deflater, final byte[] part, final int filledBefore, final ByteArrayOutputStream out) {
        int filled = filledBefore;
        int more = deflater.deflate(part, filled, part.length - filled);
        while (more > 0) {
            filled += more;
            if (filled == part.length) {
                chunk(out, "IDAT", part, filled);
                filled = 0;
            }
            more = deflater.deflate(part, filled, part.length - filled);
        }
        return filled;
    }

    private static void chunk(
        final ByteArrayOutputStream out, final String type, final byte[] data, final int length) {
        final byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        final CRC32 check = new CRC32();
        check.update(name);
        check.update(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        out.writeBytes(name);
        out.write(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int)check.getValue()).array());
    }
}
