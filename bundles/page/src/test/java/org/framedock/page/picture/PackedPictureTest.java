package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Packed pixels and shared colours, each from bytes that were made by hand after the format's definition. */
class PackedPictureTest {

    private static byte[] bytes(final int... values) {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte)values[i];
        }
        return bytes;
    }

    private static FrameShape shape(final byte[] frame, final String format, final int width, final int height,
        final int[] dims, final long[] strides) throws NoPictureException {
        return new ShapeReader(Dtype.BYTES.value(), MajorOrder.ROW.value(), dims, strides, frame.length,
            new ShapeReader.Said(format, width, height)).read();
    }

    private static FrameShape dense(final byte[] frame, final String format, final int width, final int height)
        throws NoPictureException {
        return shape(frame, format, width, height, new int[] {frame.length}, new long[1]);
    }

    private static int[][] values(final byte[] frame, final FrameShape shape) {
        final Sampler sampler = new Sampler(new UnsafeBuffer(frame), shape);
        final int[][] rows = new int[shape.height()][shape.width()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                rows[y][x] = (int)sampler.pixel(x, y)[0];
            }
        }
        return rows;
    }

    private static Picture picture(final byte[] frame, final FrameShape shape, final Wish.Stretch stretch) {
        final Wish wish = new Wish(Region.WHOLE, 64, stretch, 0, 0, 0, 0);
        return Picture.of(Sample.take(new Sampler(new UnsafeBuffer(frame), shape), shape, wish, 5, 1), wish);
    }

    @Test
    @DisplayName("Mono12Packed: high bits of the first pixel, low bits of both, high bits of the second")
    void shouldReadMono12Packed() throws NoPictureException {
        // 0xABC 0x123, 0xFFF 0x000
        final byte[] frame = bytes(0xAB, 0x3C, 0x12, 0xFF, 0x0F, 0x00);
        final FrameShape shape = dense(frame, "Mono12Packed", 2, 2);
        assertArrayEquals(new int[][] {{0xABC, 0x123}, {0xFFF, 0}}, values(frame, shape));
        assertEquals(4095, shape.maxValue());
    }

    @Test
    @DisplayName("Mono10Packed: the low two bits lie at bits 0 and 4 of the middle byte")
    void shouldReadMono10Packed() throws NoPictureException {
        // 0x2AF = 10 1010 11|11, 0x135 = 01 0011 01|01; the bits between are not looked at.
        final byte[] frame = bytes(0xAB, 0xDF, 0x4D);
        final FrameShape shape = dense(frame, "Mono10Packed", 2, 1);
        assertArrayEquals(new int[][] {{0x2AF, 0x135}}, values(frame, shape));
        assertEquals(1023, shape.maxValue());
    }

    @Test
    @DisplayName("Mono12p and Mono10p: one pixel behind the other, the lowest bit first")
    void shouldReadLowestBitFirst() throws NoPictureException {
        final byte[] twelve = bytes(0xBC, 0x3A, 0x12);
        assertArrayEquals(new int[][] {{0xABC, 0x123}}, values(twelve, dense(twelve, "Mono12p", 2, 1)));
        // 0x3FF 0x000 0x155 0x2AA in 40 bits, from the lowest: 1111111111 0000000000 1010101010 0101010101
        final byte[] ten = bytes(0xFF, 0x03, 0x50, 0x95, 0xAA);
        assertArrayEquals(new int[][] {{0x3FF, 0, 0x155, 0x2AA}}, values(ten, dense(ten, "Mono10p", 4, 1)));
        final byte[] one = bytes(0b1010_0101);
        assertArrayEquals(new int[][] {{1, 0, 1, 0}, {0, 1, 0, 1}}, values(one, dense(one, "Mono1p", 4, 2)));
    }

    @Test
    @DisplayName("without padding a row of odd width goes on in the middle of a byte, and the last byte is cut")
    void shouldFollowOddRows() throws NoPictureException {
        // 0x001 0x002 0x003 / 0x004 0x005 0x006 / 0x007 0x008 0x009
        final byte[] plain = bytes(0x01, 0x20, 0x00, 0x03, 0x40, 0x00, 0x05, 0x60, 0x00, 0x07, 0x80, 0x00, 0x09, 0x00);
        final int[][] expected = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        assertArrayEquals(expected, values(plain, dense(plain, "Mono12p", 3, 3)));
        final byte[] pairs = bytes(0x00, 0x21, 0x00, 0x00, 0x43, 0x00, 0x00, 0x65, 0x00, 0x00, 0x87, 0x00, 0x00, 0x09);
        assertArrayEquals(expected, values(pairs, dense(pairs, "Mono12Packed", 3, 3)));
    }

    @Test
    @DisplayName("padded rows begin where the strides say, or where their bytes end")
    void shouldFollowPaddedRows() throws NoPictureException {
        final byte[] frame = bytes(0x01, 0x20, 0x00, 0x03, 0x00, 0xEE, 0xEE, 0xEE,
            0x04, 0x50, 0x00, 0x06, 0x00, 0xEE, 0xEE, 0xEE);
        final int[][] expected = {{1, 2, 3}, {4, 5, 6}};
        assertArrayEquals(expected, values(frame, shape(frame, "Mono12p", 3, 2, new int[] {2, 5}, new long[] {8, 1})));
        assertArrayEquals(expected, values(frame, shape(frame, "Mono12p", 3, 2, new int[] {2, 8}, new long[2])));
        final byte[] pairs = bytes(0x00, 0x21, 0x00, 0x00, 0x03, 0xEE, 0xEE, 0x00, 0x54, 0x00, 0x00, 0x06, 0xEE, 0xEE);
        assertArrayEquals(expected,
            values(pairs, shape(pairs, "Mono12Packed", 3, 2, new int[] {2, 7}, new long[2])));
    }

    @Test
    @DisplayName("a packed frame is stretched, counted and told like any other")
    void shouldStretchPacked() throws NoPictureException {
        final byte[] frame = bytes(0xAB, 0x3C, 0x12, 0xFF, 0x0F, 0x00);
        final Picture picture = picture(frame, dense(frame, "Mono12Packed", 2, 2), Wish.Stretch.MINMAX);
        assertArrayEquals(bytes(171, 18, 255, 0), picture.pixels());
        assertEquals(List.of(BigDecimal.valueOf(0xABC)), picture.info().pixel());
        assertEquals(1, picture.info().histogram().get(0xABC / 64));
        assertEquals(1, picture.info().histogram().get(0x123 / 64));
        assertEquals(BigDecimal.valueOf(4095), picture.info().maxValue());
    }

    @Test
    @DisplayName("packed Bayer mosaics and packed RGB and BGR are shown in colour")
    void shouldShowPackedColours() throws NoPictureException {
        // Red 0xFFF, green 0x800; green 0x800, blue 0x000
        final byte[] bayer = bytes(0xFF, 0x0F, 0x80, 0x00, 0x08, 0x00);
        final byte[] mosaic = bytes(0xFF, 0x0F, 0x80, 0x80, 0x00, 0x00);
        final byte[] shown = bytes(255, 128, 0);
        assertArrayEquals(shown, firstPixel(picture(mosaic, dense(mosaic, "BayerRG12Packed", 2, 2))));
        assertArrayEquals(shown, firstPixel(picture(bayer, dense(bayer, "BayerRG12p", 2, 2))));
        // Twice red 0x3FF, green 0x200, blue 0x000: 60 bits, the last byte cut
        final byte[] rgb = bytes(0xFF, 0x03, 0x08, 0xC0, 0xFF, 0x00, 0x02, 0x00);
        assertArrayEquals(shown, firstPixel(picture(rgb, dense(rgb, "RGB10p", 2, 1))));
        assertArrayEquals(bytes(0, 128, 255), firstPixel(picture(rgb, dense(rgb, "BGR10p", 2, 1))));
    }

    private static Picture picture(final byte[] frame, final FrameShape shape) {
        return picture(frame, shape, Wish.Stretch.NONE);
    }

    private static byte[] firstPixel(final Picture picture) {
        return new byte[] {picture.pixels()[0], picture.pixels()[1], picture.pixels()[2]};
    }

    @Test
    @DisplayName("YUV 4:2:2 in both orders: two pixels share their colour, the value told is that of the frame")
    void shouldShowSharedChroma() throws NoPictureException {
        // Red of the whole range: Y 76, U 85, V 255; a darker one beside it; then grey in both.
        final int[][] yuyv = {{76, 85, 40, 255, 200, 128, 100, 128}, {85, 76, 255, 40, 128, 200, 128, 100}};
        for (final String format : new String[] {"YUV422_8", "YCbCr422_8", "YUV422_8_UYVY", "YCbCr422_8_CbYCrY"}) {
            final byte[] frame = bytes(yuyv[format.contains("UY") || format.contains("CbY") ? 1 : 0]);
            final FrameShape shape = new ShapeReader(Dtype.UINT8.value(), MajorOrder.ROW.value(), new int[] {1, 4, 2},
                new long[3], frame.length, new ShapeReader.Said(format, 0, 0)).read();
            final Picture picture = picture(frame, shape);
            assertArrayEquals(bytes(254, 0, 0, 218, 0, 0, 200, 200, 200, 100, 100, 100), picture.pixels(), format);
            assertEquals(List.of(BigDecimal.valueOf(76), BigDecimal.valueOf(85), BigDecimal.valueOf(255)),
                picture.info().pixel(), format);
        }
    }

    @Test
    @DisplayName("YUV 4:4:4 has a colour for each pixel")
    void shouldShowFullChroma() throws NoPictureException {
        final byte[] frame = bytes(85, 76, 255);
        final FrameShape shape = new ShapeReader(Dtype.UINT8.value(), MajorOrder.ROW.value(), new int[] {1, 1, 3},
            new long[3], frame.length, new ShapeReader.Said("YUV8_UYV", 0, 0)).read();
        assertArrayEquals(bytes(254, 0, 0), picture(frame, shape).pixels());
    }

    @Test
    @DisplayName("a packed frame whose bytes do not fit its sizes is refused with both")
    void shouldRefuseWhatDoesNotFit() {
        assertNone("has 7 bytes, and 2x2 pixels take 6: how its rows are padded is not told", 7, new int[] {7});
        assertNone("has 5 bytes, and 2x2 pixels take 6", 5, new int[] {5});
        assertNone("does not hold 2 rows of 3 bytes", 9, new int[] {3, 3});
        assertNone("does not hold 2 rows of 3 bytes", 4, new int[] {2, 2});
        assertNone("does not hold 2 rows of 3 bytes", 5, new int[] {2, 3});
        assertNone("rows of bytes", 6, new int[] {1, 2, 3});
    }

    private static void assertNone(final String text, final int length, final int[] dims) {
        final NoPictureException none = assertThrows(NoPictureException.class,
            () -> shape(new byte[length], "Mono12p", 2, 2, dims, new long[dims.length]));
        assertTrue(none.getMessage().contains(text), none.getMessage());
    }
}
