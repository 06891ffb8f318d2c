package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MovingRampTest {

    private static final int ARAVIS_PERIOD = 255;

    private final MovingRamp ramp = MovingRamp.ofBytes(ARAVIS_PERIOD);

    private static UnsafeBuffer image(final int rows, final int columns, final int stride, final int frameId) {
        return image(ARAVIS_PERIOD, rows, columns, stride, frameId);
    }

    private static UnsafeBuffer image(
        final int period, final int rows, final int columns, final int stride, final int frameId) {
        final UnsafeBuffer pixels = new UnsafeBuffer(new byte[rows * stride]);
        pixels.setMemory(0, pixels.capacity(), (byte)0xFF);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                pixels.putByte(y * stride + x, (byte)((x + frameId + y) % period));
            }
        }
        return pixels;
    }

    @Test
    void shouldAcceptTheRampOfEveryFrame() {
        for (int frameId = 65_000; frameId < 65_536; frameId++) {
            assertTrue(ramp.isRamp(image(61, 512, 512, frameId), 61, 512, 512), "frame " + frameId);
        }
        assertTrue(ramp.isRamp(image(512, 512, 512, 3), 512, 512, 512));
        assertTrue(ramp.isRamp(image(3, 20_000, 20_000, 77), 3, 20_000, 20_000), "wider than a run");
        assertTrue(ramp.isRamp(image(300, 13, 16, 254), 300, 13, 16), "with padded rows");
        assertTrue(ramp.isRamp(image(0, 0, 0, 0), 0, 0, 0));
    }

    @Test
    void shouldNoticeEveryWrongPixel() {
        final UnsafeBuffer pixels = image(40, 83, 83, 250);
        for (int i = 0; i < pixels.capacity(); i++) {
            final byte right = pixels.getByte(i);
            pixels.putByte(i, (byte)(right ^ 1 << i % 8));
            assertFalse(ramp.isRamp(pixels, 40, 83, 83), "pixel " + i);
            pixels.putByte(i, right);
        }
        assertTrue(ramp.isRamp(pixels, 40, 83, 83));
    }

    @Test
    void shouldNotTakeOneSizeForAnother() {
        assertFalse(ramp.isRamp(image(64, 64, 64, 9), 32, 128, 128));
    }

    @Test
    void shouldTellOneCameraFromAnother() {
        final MovingRamp simulator = MovingRamp.ofBytes(256);
        for (int frameId = 0; frameId < 300; frameId++) {
            final UnsafeBuffer pixels = image(256, 31, 600, 600, frameId);
            assertTrue(simulator.isRamp(pixels, 31, 600, 600), "frame " + frameId);
            assertFalse(ramp.isRamp(pixels, 31, 600, 600), "frame " + frameId);
        }
        assertFalse(simulator.isRamp(image(31, 600, 600, 9), 31, 600, 600));
    }

    @Test
    void shouldKnowWords() {
        final MovingRamp simulator = MovingRamp.ofWords(256, 1);
        final MovingRamp aravis = MovingRamp.ofWords(65_535, 256);
        for (final int frameId : new int[] {0, 1, 255, 256, 65_534, 65_535, 1_000_003}) {
            final UnsafeBuffer small = words(256, 1, 31, 5_000, frameId);
            assertTrue(simulator.isRamp(small, 31, 5_000, 10_000), "frame " + frameId);
            final UnsafeBuffer large = words(65_535, 256, 31, 5_000, frameId);
            assertTrue(aravis.isRamp(large, 31, 5_000, 10_000), "frame " + frameId);
            assertFalse(simulator.isRamp(large, 31, 5_000, 10_000), "frame " + frameId);
            large.putByte(30 * 10_000 + 9_999, (byte)(large.getByte(30 * 10_000 + 9_999) ^ 1));
            assertFalse(aravis.isRamp(large, 31, 5_000, 10_000), "frame " + frameId);
        }
    }

    private static UnsafeBuffer words(
        final int period, final int step, final int rows, final int columns, final int frameId) {
        final UnsafeBuffer pixels = new UnsafeBuffer(new byte[rows * columns * 2]);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                pixels.putShort(2 * (y * columns + x), (short)((long)step * (x + y + frameId) % period),
                    ByteOrder.LITTLE_ENDIAN);
            }
        }
        return pixels;
    }
}
