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
            .put((byte)Byte.SIZE).put(picture.components() == 1 ? GREY : RGB).put(new byte[3]).array());
        chunk(out, "IDAT", deflated(picture));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflated(final Picture picture) {
        final int rowBytes = picture.width() * picture.components();
        final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            final ByteArrayOutputStream out = new ByteArrayOutputStream(picture.pixels().length / 2 + CHUNK_BYTES);
            final byte[] part = new byte[CHUNK_BYTES];
            // Each row begins with the number of its filter: none.
            final byte[] rows = new byte[(rowBytes + 1) * picture.height()];
            for (int row = 0; row < picture.height(); row++) {
                System.arraycopy(picture.pixels(), row * rowBytes, rows, row * (rowBytes + 1) + 1, rowBytes);
            }
            deflater.setInput(rows);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(final ByteArrayOutputStream out, final String type, final byte[] data) {
        final byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        final CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int)check.getValue()).array());
    }
}
