package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.operator.Json;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Signed, large and floating-point numbers. */
class NumberPictureTest {

    private static ByteBuffer room(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Picture picture(final Dtype dtype, final byte[] frame, final int width, final int height,
        final Wish wish) throws NoPictureException {
        final FrameShape shape = new ShapeReader(dtype.value(), MajorOrder.ROW.value(), new int[] {height, width},
            new long[2], frame.length, new ShapeReader.Said(null, 0, 0)).read();
        return Picture.of(Sample.take(new Sampler(new UnsafeBuffer(frame), shape), shape, wish, 5, 1), wish);
    }

    private static Wish wish(final Wish.Stretch stretch, final double low, final double high, final int x) {
        return new Wish(Region.WHOLE, 2048, stretch, low, high, x, 0);
    }

    private static byte[] bytes(final int... values) {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte)values[i];
        }
        return bytes;
    }

    @Test
    @DisplayName("signed whole numbers are shown from smallest to largest, and -1 is told as what it is")
    void shouldShowSignedNumbers() throws NoPictureException {
        final Picture small = picture(Dtype.INT8, bytes(-128, -1, 0, 127), 4, 1, wish(Wish.Stretch.NONE, 0, 0, 1));
        assertArrayEquals(bytes(0, 127, 128, 255), small.pixels());
        assertEquals(1, small.info().histogram().get(0));
        final String told = Json.of(small.info());
        assertEquals(true, told.contains("\"pixel\":[-1]") && told.contains("\"minValue\":-128"), told);
        final byte[] words = room(8).putShort(Short.MIN_VALUE).putShort((short)-1).putShort((short)1)
            .putShort(Short.MAX_VALUE).array();
        final Picture stretched = picture(Dtype.INT16, words, 4, 1, wish(Wish.Stretch.FIXED, -2, 2, 0));
        assertArrayEquals(bytes(0, 64, 191, 255), stretched.pixels());
        assertEquals(BigDecimal.valueOf(-32768), stretched.info().pixel().get(0));
    }

    @Test
    @DisplayName("numbers of 32 and 64 bits are shown over the range that they have, and told to 53 bits")
    void shouldShowLargeNumbers() throws NoPictureException {
        final byte[] ints = room(12).putInt(-1_000_000_001).putInt(0).putInt(1_000_000_001).array();
        final Picture picture = picture(Dtype.INT32, ints, 3, 1, wish(Wish.Stretch.NONE, 0, 0, 2));
        assertArrayEquals(bytes(0, 128, 255), picture.pixels());
        assertEquals(BigDecimal.valueOf(1_000_000_001), picture.info().pixel().get(0));
        final byte[] unsigned = room(8).putInt(0).putInt(-1).array();
        assertEquals(BigDecimal.valueOf(0xFFFF_FFFFL),
            picture(Dtype.UINT32, unsigned, 2, 1, wish(Wish.Stretch.NONE, 0, 0, 1)).info().pixel().get(0));
        final byte[] longs = room(16).putLong(-3).putLong(1L << 63).array();
        assertEquals(BigDecimal.valueOf(-3),
            picture(Dtype.INT64, longs, 2, 1, wish(Wish.Stretch.NONE, 0, 0, 0)).info().pixel().get(0));
        assertEquals(0x1p63, picture(Dtype.UINT64, longs, 2, 1, wish(Wish.Stretch.NONE, 0, 0, 1)).info().pixel().get(0)
            .doubleValue());
    }

    @Test
    @DisplayName("floating-point frames have stretch, percentiles and histogram as a sorted copy of them has")
    void shouldShowFloats() throws NoPictureException {
        final int width = 61;
        final int height = 47;
        final float[] sorted = new float[width * height];
        final ByteBuffer singles = room(sorted.length * Float.BYTES);
        final ByteBuffer doubles = room(sorted.length * Double.BYTES);
        final Random random = new Random(3);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (float)(random.nextGaussian() * 1e-3 - 2e-4);
            singles.putFloat(sorted[i]);
            doubles.putDouble(sorted[i]);
        }
        final float first = sorted[0];
        Arrays.sort(sorted);
        for (final Dtype dtype : new Dtype[] {Dtype.FLOAT32, Dtype.FLOAT64}) {
            final byte[] frame = dtype == Dtype.FLOAT32 ? singles.array() : doubles.array();
            final Picture picture = picture(dtype, frame, width, height, wish(Wish.Stretch.PERCENTILE, 0, 0, 0));
            final Picture.Info info = picture.info();
            assertEquals(sorted[sorted.length / 100], info.low().floatValue());
            assertEquals(sorted[sorted.length - 1 - sorted.length / 100], info.high().floatValue());
            assertEquals(sorted[0], info.minValue().floatValue());
            assertEquals(sorted[sorted.length - 1], info.brightest().floatValue());
            assertEquals(first, info.pixel().get(0).floatValue());
            assertEquals(sorted.length, info.histogram().stream().mapToInt(Integer::intValue).sum());
            assertEquals(Tones.brightness(first, sorted[sorted.length / 100],
                sorted[sorted.length - 1 - sorted.length / 100]), picture.pixels()[0]);
        }
    }

    @Test
    @DisplayName("a single is told as short as it is, and no pixel far out spoils the percentiles")
    void shouldOutlastOutliers() throws NoPictureException {
        final ByteBuffer frame = room(1_000 * Float.BYTES);
        for (int i = 0; i < 1_000; i++) {
            frame.putFloat(i == 500 ? 3e38f : i / 10f);
        }
        final Picture.Info info =
            picture(Dtype.FLOAT32, frame.array(), 1_000, 1, wish(Wish.Stretch.PERCENTILE, 0, 0, 1)).info();
        assertEquals(new BigDecimal("0.1"), info.pixel().get(0));
        assertEquals(new BigDecimal("1"), info.low());
        assertEquals(99, info.high().intValue());
    }

    @Test
    @DisplayName("what is no number is black and counted nowhere; infinite values are black or white")
    void shouldShowWhatIsNoNumber() throws NoPictureException {
        final byte[] frame = room(20).putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY).putFloat(-1).putFloat(1)
            .putFloat(Float.POSITIVE_INFINITY).array();
        final Picture picture = picture(Dtype.FLOAT32, frame, 5, 1, wish(Wish.Stretch.MINMAX, 0, 0, 0));
        assertArrayEquals(bytes(0, 0, 0, 255, 255), picture.pixels());
        assertEquals(2, picture.info().histogram().stream().mapToInt(Integer::intValue).sum());
        assertNull(picture.info().pixel().get(0));
        final byte[] none = room(8).putFloat(Float.NaN).putFloat(Float.NaN).array();
        assertArrayEquals(bytes(0, 0), picture(Dtype.FLOAT32, none, 2, 1, wish(Wish.Stretch.MINMAX, 0, 0, 0)).pixels());
    }

    @Test
    @DisplayName("a frame of one number is shown in the middle of grey")
    void shouldShowAnEvenFrame() throws NoPictureException {
        final byte[] frame = room(8).putFloat(-7.5f).putFloat(-7.5f).array();
        for (final Wish.Stretch stretch : new Wish.Stretch[] {Wish.Stretch.NONE, Wish.Stretch.PERCENTILE}) {
            assertArrayEquals(bytes(128, 128), picture(Dtype.FLOAT32, frame, 2, 1, wish(stretch, 0, 0, 0)).pixels());
        }
    }
}
