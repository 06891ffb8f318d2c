package org.framedock.dock.internal;

import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;

/** The header layouts of the formats used last, found by identity. One thread; allocates for a new format only. */
final class LayoutCache {

    private static final int SIZE = 8;

    private final FrameFormat[] formats = new FrameFormat[SIZE];
    private final TensorLayout[] layouts = new TensorLayout[SIZE];
    private FrameFormat lastFormat;
    private TensorLayout lastLayout;
    private int next;

    TensorLayout of(final FrameFormat format) {
        if (format != lastFormat) {
            lastLayout = find(format);
            lastFormat = format;
        }
        return lastLayout;
    }

    /** The format asked for last, null before the first one. */
    FrameFormat last() {
        return lastFormat;
    }

    private TensorLayout find(final FrameFormat format) {
        for (int i = 0; i < SIZE; i++) {
            if (formats[i] == format) {
                return layouts[i];
            }
        }
        final TensorLayout layout = layoutOf(format);
        formats[next] = format;
        layouts[next] = layout;
        next = (next + 1) % SIZE;
        return layout;
    }

    private static TensorLayout layoutOf(final FrameFormat format) {
        final int[] dims = new int[format.dimensionCount()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = format.dimension(i);
        }
        return TensorLayout.rowMajor(dtypeOf(format.elementType()), dims);
    }

    private static Dtype dtypeOf(final ElementType elementType) {
        return switch (elementType) {
            case UINT8 -> Dtype.UINT8;
            case INT8 -> Dtype.INT8;
            case UINT16 -> Dtype.UINT16;
            case INT16 -> Dtype.INT16;
            case UINT32 -> Dtype.UINT32;
            case INT32 -> Dtype.INT32;
            case UINT64 -> Dtype.UINT64;
            case INT64 -> Dtype.INT64;
            case FLOAT32 -> Dtype.FLOAT32;
            case FLOAT64 -> Dtype.FLOAT64;
            case BYTES -> Dtype.BYTES;
            default -> throw new IllegalArgumentException("no such element type in the protocol: " + elementType);
        };
    }
}
