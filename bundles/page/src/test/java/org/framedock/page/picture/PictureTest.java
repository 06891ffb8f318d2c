package org.framedock.page.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    private static final int WIDTH = 37;
    private static final int HEIGHT = 23;

    private static Wish wish(final Wish.Stretch stretch, final int max) {
        return new Wish(Region.WHOLE, max, stretch, 0, 0, -1, -1);
    }

    private static byte scaled(final int value, final int low, final int high) {
        return (byte)Math.max(0, Math.min(255, Math.floor((value - low) * 255.0 / (high - low) + 0.5)));
    }

    @ParameterizedTest
    @CsvSource({"Mono8, false, 255", "Mono10, true, 1023", "Mono12, true, 4095", "Mono14, true, 16383",
        "Mono16, true, 65535", ", false, 255", ", true, 65535"})
    @DisplayName("grey of every width, in its whole range, is what a naive reference makes of it")
    void shouldShowGrey(final String format, final boolean isWide, final int maxValue) throws NoPictureException {
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, isWide, maxValue);
        final Picture picture = frame.picture(format, wish(Wish.Stretch.NONE, 2048));
        assertEquals(WIDTH, picture.width());
        assertEquals(1, picture.components());
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertEquals(scaled(frame.value(x, y, 0), 0, maxValue), picture.pixels()[y * WIDTH + x], x + "," + y);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RG", "GR", "GB", "BG"})
    @DisplayName("each Bayer mosaic of 8 and 16 bits gives the colours of the square that a pixel lies in")
    void shouldShowBayerInColour(final String order) throws NoPictureException {
        for (final boolean isWide : new boolean[] {false, true}) {
            final int maxValue = isWide ? 4095 : 255;
            final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, isWide, maxValue);
            final Picture picture = frame.picture("Bayer" + order + (isWide ? 12 : 8), wish(Wish.Stretch.NONE, 2048));
            final String square = switch (order) {
                case "RG" -> "RGgB";
                case "GR" -> "GRBg";
                case "GB" -> "GBRg";
                default -> "BGgR";
            };
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    for (int c = 0; c < 3; c++) {
                        final int place = square.indexOf("RGB".charAt(c));
                        final int left = Math.min(x / 2 * 2, WIDTH - 1 - 2 + (WIDTH - 1) % 2);
                        final int top = Math.min(y / 2 * 2, HEIGHT - 1 - 2 + (HEIGHT - 1) % 2);
                        assertEquals(
                            scaled(frame.value(left + place % 2, top + place / 2, 0), 0, maxValue),
                            picture.pixels()[(y * WIDTH + x) * 3 + c], order + " " + x + "," + y + " colour " + c);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"RGB8, 012, 3", "BGR8, 210, 3", "RGBa8, 012, 4", "BGRa8, 210, 4", "RGB12, 012, 3", "BGR16, 210, 3"})
    @DisplayName("red, green and blue come out in their order")
    void shouldShowColour(final String format, final String order, final int components) throws NoPictureException {
        final boolean isWide = format.matches(".*1\\d");
        final int maxValue = format.endsWith("12") ? 4095 : isWide ? 65535 : 255;
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, components, isWide, maxValue);
        final Picture picture = frame.picture(format, wish(Wish.Stretch.NONE, 2048));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(scaled(frame.value(x, y, order.charAt(c) - '0'), 0, maxValue),
                        picture.pixels()[(y * WIDTH + x) * 3 + c]);
                }
            }
        }
    }

    @Test
    @DisplayName("min-max and percentile stretch follow what is shown, and the histogram counts all of it")
    void shouldStretch() throws NoPictureException {
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, true, 4000);
        final int[] sorted = new int[WIDTH * HEIGHT];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = frame.value(i % WIDTH, i / WIDTH, 0);
        }
        Arrays.sort(sorted);
        final Picture.Info minmax = frame.picture("Mono12", wish(Wish.Stretch.MINMAX, 2048)).info();
        assertEquals(sorted[0], minmax.low().intValue());
        assertEquals(sorted[sorted.length - 1], minmax.high().intValue());
        final Picture.Info percentile = frame.picture("Mono12", wish(Wish.Stretch.PERCENTILE, 2048)).info();
        assertEquals(sorted[sorted.length / 100], percentile.low().intValue());
        assertEquals(sorted[sorted.length - 1 - sorted.length / 100], percentile.high().intValue());
        final List<Integer> bins = new ArrayList<>();
        for (int bin = 0; bin < 64; bin++) {
            final int from = bin * 64;
            bins.add((int)Arrays.stream(sorted).filter(value -> value >= from && value < from + 64).count());
        }
        assertEquals(bins, percentile.histogram());
    }

    @Test
    @DisplayName("a frame of one value is shown in the format's whole range, not black")
    void shouldShowAnEvenFrame() throws NoPictureException {
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, false, 255);
        Arrays.fill(frame.bytes, (byte)112);
        for (final Wish.Stretch stretch : new Wish.Stretch[] {Wish.Stretch.MINMAX, Wish.Stretch.PERCENTILE}) {
            assertEquals((byte)112, frame.picture("Mono8", wish(stretch, 64)).pixels()[0]);
        }
    }

    @Test
    @DisplayName("fixed limits cut off, even where they lie outside the format's range")
    void shouldCutOff() throws NoPictureException {
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, false, 255);
        final byte[] pixels = frame.picture(
            "Mono8", new Wish(Region.WHOLE, 2048, Wish.Stretch.FIXED, 100, 200, -1, -1)).pixels();
        for (int i = 0; i < pixels.length; i++) {
            assertEquals(scaled(frame.value(i % WIDTH, i / WIDTH, 0), 100, 200), pixels[i]);
        }
        frame.picture("Mono8", new Wish(Region.WHOLE, 2048, Wish.Stretch.FIXED, 300, 65535, -1, -1));
    }

    @Test
    @DisplayName("a region is shown at its size, a large one in fewer pixels, each of them real")
    void shouldSampleARegion() throws NoPictureException {
        final FrameBuilder frame = new FrameBuilder(WIDTH, HEIGHT, 1, false, 255);
        final Picture part = frame.picture(
            "Mono8", new Wish(new Region(30, 20, 100, 100), 64, Wish.Stretch.NONE, 0, 0, 31, 21));
        assertEquals(new Region(30, 20, 7, 3), part.info().region());
        assertEquals(7, part.width());
        assertEquals((byte)frame.value(36, 22, 0), part.pixels()[2 * 7 + 6]);
        assertEquals(List.of(BigDecimal.valueOf(frame.value(31, 21, 0))), part.info().pixel());
        final Picture small = frame.picture("Mono8", wish(Wish.Stretch.NONE, 10));
        assertEquals(10, small.width());
        assertEquals(6, small.height());
        assertEquals((byte)frame.value(9 * WIDTH / 10, 5 * HEIGHT / 6, 0), small.pixels()[5 * 10 + 9]);
    }

    @Test
    @DisplayName("strides between rows and column-major frames are followed")
    void shouldFollowStrides() throws NoPictureException {
        final byte[] bytes = new byte[4 * 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)i;
        }
        final ShapeReader.Said said = new ShapeReader.Said("Mono8", 0, 0);
        final FrameShape padded = new ShapeReader(Dtype.UINT8.value(), MajorOrder.ROW.value(), new int[] {4, 5},
            new long[] {16, 1}, bytes.length, said).read();
        assertArrayEquals(new double[] {2 * 16 + 3}, new Sampler(new UnsafeBuffer(bytes), padded).pixel(3, 2));
        final FrameShape columns = new ShapeReader(Dtype.UINT8.value(), MajorOrder.COLUMN.value(), new int[] {4, 16},
            new long[2], bytes.length, said).read();
        assertArrayEquals(new double[] {3 * 4 + 2}, new Sampler(new UnsafeBuffer(bytes), columns).pixel(3, 2));
    }

    @Test
    @DisplayName("what is no picture is told in words that name the format")
    void shouldSayWhyThereIsNone() {
        assertNone("BOOLEAN 4x4 has no picture here", Dtype.BOOLEAN.value(), new int[] {4, 4}, 16, null);
        assertNone("UINT8 655360 has no picture: a frame of rows and columns", Dtype.UINT8.value(),
            new int[] {655_360}, 655_360, null);
        assertNone("BYTES 24 Mono12p is packed, and its source does not tell", Dtype.BYTES.value(), new int[] {24}, 24,
            "Mono12p");
        assertNone("RGB565p is packed in a way", Dtype.BYTES.value(), new int[] {32}, 32, "RGB565p");
        assertNone("UINT8 4x4x2 Mono8 has no picture", Dtype.UINT8.value(), new int[] {4, 4, 2}, 32, "Mono8");
        assertNone("fewer than its sizes say", Dtype.UINT8.value(), new int[] {4, 4}, 15, "Mono8");
        assertNone("fewer than its sizes say", Dtype.UINT8.value(), new int[] {0, 4}, 0, "Mono8");
    }

    private static void assertNone(
        final String text, final short dtype, final int[] dims, final int length, final String format) {
        final NoPictureException none = assertThrows(NoPictureException.class, () -> new ShapeReader(dtype,
            MajorOrder.ROW.value(), dims, new long[dims.length], length, new ShapeReader.Said(format, 0, 0)).read());
        assertTrue(none.getMessage().contains(text), none.getMessage());
        assertEquals(NoPictureException.Reason.NO_IMAGE, none.reason());
    }
}
