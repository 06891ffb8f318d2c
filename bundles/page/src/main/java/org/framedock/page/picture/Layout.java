package org.framedock.page.picture;

import org.agrona.DirectBuffer;

/** Where the components of pixels lie in the bytes of a frame. Immutable. */
sealed interface Layout {

    /** Value of a component of the pixel in column x and row y, all within the frame. */
    double value(DirectBuffer frame, int x, int y, int component);

    /**
     * Components in elements of their own.
     *
     * @param element         what each is.
     * @param rowStride       bytes from row to row.
     * @param pixelStride     bytes from column to column.
     * @param componentStride bytes from component to component of a pixel.
     */
    record Elements(Element element, long rowStride, long pixelStride, long componentStride) implements Layout {

        @Override
        public double value(final DirectBuffer frame, final int x, final int y, final int component) {
            return element.read(frame, (int)(y * rowStride + x * pixelStride + component * componentStride));
        }

        /** Bytes up to the end of the last pixel; as a floating-point number, since a header may say anything. */
        double bytes(final int width, final int height, final int components) {
            return (double)rowStride * (height - 1L) + (double)pixelStride * (width - 1L)
                + (double)componentStride * (components - 1L) + element.sizeBytes();
        }
    }

    /**
     * Components of fewer bits than an element, one behind the other, the lowest bit first, as the names in -p of the
     * PFNC have it. A row begins at a byte of its own only if it is padded.
     *
     * @param bits       of a component.
     * @param components of a pixel.
     * @param width      columns.
     * @param rowStride  bytes from row to row, 0 if the rows follow each other without padding.
     */
    record Packed(int bits, int components, int width, long rowStride) implements Layout {

        @Override
        public double value(final DirectBuffer frame, final int x, final int y, final int component) {
            final long pixel = rowStride == 0 ? (long)y * width + x : x;
            final long bit = (pixel * components + component) * bits;
            final int from = (int)(y * rowStride + bit / Byte.SIZE);
            final int shift = (int)(bit % Byte.SIZE);
            int word = 0;
            for (int read = 0; read < shift + bits; read += Byte.SIZE) {
                word |= (frame.getByte(from + read / Byte.SIZE) & 0xFF) << read;
            }
            return word >> shift & (1 << bits) - 1;
        }
    }

    /**
     * Two pixels in three bytes, as GigE Vision's own names in -Packed have it: the high bits of the first, the low
     * bits of both, the high bits of the second. Without padding a pair goes over the end of an odd row.
     *
     * @param bits      of a pixel: 10 or 12.
     * @param width     columns.
     * @param rowStride bytes from row to row, 0 if the rows follow each other without padding.
     */
    record Pairs(int bits, int width, long rowStride) implements Layout {

        @Override
        public double value(final DirectBuffer frame, final int x, final int y, final int component) {
            final long pixel = rowStride == 0 ? (long)y * width + x : x;
            final int from = (int)(y * rowStride + pixel / 2 * 3);
            final boolean isFirst = pixel % 2 == 0;
            final int low = bits - Byte.SIZE;
            return (frame.getByte(isFirst ? from : from + 2) & 0xFF) << low
                | (frame.getByte(from + 1) & 0xFF) >> (isFirst ? 0 : Byte.SIZE / 2) & (1 << low) - 1;
        }
    }
}
