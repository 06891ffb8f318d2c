package org.framedock.page.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;

/** Makes frames of known content. */
final class FrameBuilder {

    final int width;
    final int height;
    final int components;
    final boolean isWide;
    final byte[] bytes;

    FrameBuilder(final int width, final int height, final int components, final boolean isWide, final int maxValue) {
        this.width = width;
        this.height = height;
        this.components = components;
        this.isWide = isWide;
        final Random random = new Random(7);
        final ByteBuffer buffer = ByteBuffer.allocate(width * height * components * (isWide ? 2 : 1))
            .order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            final int value = random.nextInt(maxValue + 1);
            if (isWide) {
                buffer.putShort((short)value);
            } else {
                buffer.put((byte)value);
            }
        }
        bytes = buffer.array();
    }

    short dtype() {
        return isWide ? Dtype.UINT16.value() : Dtype.UINT8.value();
    }

    FrameShape shape(final String pixelFormat) throws NoPictureException {
        final int[] dims = components == 1 ? new int[] {height, width} : new int[] {height, width, components};
        return new ShapeReader(dtype(), MajorOrder.ROW.value(), dims, new long[dims.length], bytes.length,
            new ShapeReader.Said(pixelFormat, 0, 0)).read();
    }

    Picture picture(final String pixelFormat, final Wish wish) throws NoPictureException {
        final FrameShape shape = shape(pixelFormat);
        return Picture.of(Sample.take(new Sampler(new UnsafeBuffer(bytes), shape), shape, wish, 5, 1), wish);
    }

    /** The value of a component, counted in elements without regard to how the code under test does. */
    int value(final int x, final int y, final int component) {
        final int at = ((y * width + x) * components + component) * (isWide ? 2 : 1);
        return isWide ? (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 : bytes[at] & 0xFF;
    }
}
