package org.framedock.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.ProgressUnit;

/** Alters the header slots of sound frames, field by field or byte by byte, as a seed tells. */
public final class SlotMutator {

    /** Offset and size of each field behind the commit word, dims and strides one by one. */
    private static final int[][] FIELDS = {
        {8, 4}, {12, 4}, {16, 2}, {18, 4}, {22, 8}, {30, 4}, {60, 4}, {64, 2}, {66, 2}, {68, 2}, {70, 2}, {72, 2},
        {74, 2}, {76, 1}, {77, 1}, {78, 1}, {79, 4},
        {83, 4}, {87, 4}, {91, 4}, {95, 4}, {99, 4}, {103, 4}, {107, 4}, {111, 4},
        {115, 4}, {119, 4}, {123, 4}, {127, 4}, {131, 4}, {135, 4}, {139, 4}, {143, 4},
    };
    private static final long[] BOUNDARIES = {
        0, 1, 2, 3, 7, 8, 9, 14, 15, 63, 64, 65, 127, 128, 191, 192, 193, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000,
        Integer.MAX_VALUE - 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xFFFF_FFFEL, 0xFFFF_FFFFL, Long.MAX_VALUE,
    };

    private static final List<TensorLayout> LAYOUTS = List.of(
        TensorLayout.rowMajor(Dtype.UINT16, 4, 8), TensorLayout.rowMajor(Dtype.UINT8, 640),
        TensorLayout.columnMajor(Dtype.FLOAT32, 3, 4, 5), TensorLayout.rowMajor(Dtype.BIT, 1, 2, 1, 2, 1, 2, 1, 4),
        TensorLayout.of(Dtype.INT64, MajorOrder.ROW, new int[] {4, 5}, new int[] {48, 8}, ProgressUnit.ROWS, 48),
        TensorLayout.of(
            Dtype.UINT8, MajorOrder.COLUMN, new int[] {8, 3}, new int[] {2, 20}, ProgressUnit.COLUMNS, 20),
        TensorLayout.rowMajor(Dtype.FLOAT64, 0, 7));

    private final Random random;

    public SlotMutator(final long seed) {
        random = new Random(seed);
    }

    /** A sound layout that is no longer than 1024 bytes. */
    public TensorLayout layout() {
        return LAYOUTS.get(random.nextInt(LAYOUTS.size()));
    }

    public int below(final int bound) {
        return random.nextInt(bound);
    }

    /** Alters a slot of 256 bytes; sometimes not at all. The commit word stays. */
    public void mutate(final byte[] slot) {
        if (random.nextInt(50) == 0) {
            for (int i = 8; i < slot.length; i++) {
                slot[i] = (byte)random.nextInt();
            }
            return;
        }
        final int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            final int[] field = FIELDS[random.nextInt(FIELDS.length)];
            alter(ByteBuffer.wrap(slot).order(ByteOrder.LITTLE_ENDIAN), field[0], field[1]);
        }
    }

    private void alter(final ByteBuffer slot, final int at, final int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | slot.get(at + i) & 0xFF;
        }
        value = switch (random.nextInt(6)) {
            case 0 -> value ^ 1L << random.nextInt(size * 8);
            case 1 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
            case 2 -> random.nextLong();
            case 3 -> value + random.nextInt(5) - 2;
            case 4 -> value << 1;
            default -> random.nextInt(16);
        };
        for (int i = 0; i < size; i++) {
            slot.put(at + i, (byte)(value >>> 8 * i));
        }
    }
}
