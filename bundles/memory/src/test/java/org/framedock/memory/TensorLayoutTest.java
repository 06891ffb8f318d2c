package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.ProgressUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorLayoutTest {

    private static void assertRefused(final Executable layout) {
        assertThrows(IllegalArgumentException.class, layout);
    }

    private static TensorLayout strided(final int[] dims, final int... strides) {
        return TensorLayout.of(Dtype.UINT16, MajorOrder.ROW, dims, strides, ProgressUnit.NONE, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, 1", "INT8, 1", "UINT16, 2", "INT16, 2", "UINT32, 4", "INT32, 4", "UINT64, 8", "INT64, 8",
        "FLOAT32, 4", "FLOAT64, 8", "BOOLEAN, 1", "BYTES, 1", "BIT, 1",
    })
    @DisplayName("W-17 elements have the size of their type, a BIT one byte")
    void shouldKnowElementSizes(final Dtype dtype, final int bytes) {
        assertEquals(bytes, TensorLayout.rowMajor(dtype, 1).payloadBytes());
        assertEquals(480 * 640 * bytes, TensorLayout.rowMajor(dtype, 480, 640).payloadBytes());
        assertEquals(480 * 640 * bytes, TensorLayout.columnMajor(dtype, 480, 640).payloadBytes());
    }

    @Test
    void shouldSayWhatItIs() {
        final TensorLayout layout = TensorLayout.rowMajor(Dtype.FLOAT32, 2, 3, 4);
        assertEquals(Dtype.FLOAT32, layout.dtype());
        assertEquals(3, layout.ndims());
        assertEquals(4, layout.dim(2));
        assertEquals(96, layout.payloadBytes());
        assertEquals("FLOAT32[2, 3, 4] ROW strides [48, 16, 4]", layout.toString());
        assertEquals(
            "FLOAT32[2, 3, 4] COLUMN strides [4, 8, 24]", TensorLayout.columnMajor(Dtype.FLOAT32, 2, 3, 4).toString());
    }

    @Test
    @DisplayName("the payload of a strided array ends with its last element")
    void shouldMeasureStridedArray() {
        assertEquals(3 * 20 + 7 * 2 + 2, strided(new int[] {4, 8}, 20, 2).payloadBytes());
        assertEquals(4 * 16, strided(new int[] {4, 8}, 0, 0).payloadBytes());
        assertEquals(0, strided(new int[] {4, 0}, 20, 2).payloadBytes());
    }

    @Test
    @DisplayName("W-17 no layout is made that a reader would drop")
    void shouldRefuseWhatReadersDrop() {
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UINT8));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UINT8, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UINT8, 4, -1));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UNKNOWN, 4));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.NULL_VAL, 4));
        assertRefused(() -> TensorLayout.of(
            Dtype.UINT8, MajorOrder.UNKNOWN, new int[] {4}, new int[] {1}, ProgressUnit.NONE, 0));
        assertRefused(() -> strided(new int[] {4, 8}, 15, 2));
        assertRefused(() -> strided(new int[] {4, 8}, 16));
        assertRefused(() -> strided(new int[] {4, 8}, -16, 2));
        assertRefused(() -> TensorLayout.of(
            Dtype.UINT8, MajorOrder.ROW, new int[] {4, 8}, new int[] {8, 1}, ProgressUnit.ROWS, 7));
    }

    @Test
    @DisplayName("W-5 a payload has to fit one buffer; nothing overflows on the way to that answer")
    void shouldRefuseTooLarge() {
        final int widest = RegionSpec.MAX_STRIDE_BYTES;
        assertEquals(widest, TensorLayout.rowMajor(Dtype.UINT8, widest).payloadBytes());
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UINT8, widest + 1));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.FLOAT64, Integer.MAX_VALUE));
        assertRefused(() -> TensorLayout.rowMajor(Dtype.UINT8, 65_536, 65_536));
        assertRefused(() -> TensorLayout.columnMajor(Dtype.FLOAT64, Integer.MAX_VALUE, Integer.MAX_VALUE,
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE,
            Integer.MAX_VALUE));
        assertRefused(() -> strided(new int[] {Integer.MAX_VALUE, 1}, Integer.MAX_VALUE, 2));
    }

    @Test
    @DisplayName("a layout is not changed by the arrays it was made from")
    void shouldCopyItsArrays() {
        final int[] dims = {4, 8};
        final int[] strides = {16, 2};
        final TensorLayout layout = strided(dims, strides);
        dims[0] = 99;
        strides[0] = 99;
        assertEquals(4, layout.dim(0));
        assertTrue(layout.toString().contains("[16, 2]"));
    }
}
