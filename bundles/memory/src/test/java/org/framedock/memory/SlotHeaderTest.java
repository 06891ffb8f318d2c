package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alters one thing after the other in the header of a sound frame: 4 rows of 8 UINT16 in slot 2, 64 bytes, pool 1.
 * Offsets are those of the protocol's page, not of our code.
 */
class SlotHeaderTest {

    private static final int SLOT = 2;
    private static final int LENGTH = 8;
    private static final int PAYLOAD_SLOT = 12;
    private static final int POOL = 16;
    private static final int PAYLOAD_OFFSET = 18;
    private static final int HEADER_LENGTH = 60;
    private static final int BLOCK_LENGTH = 64;
    private static final int TEMPLATE = 66;
    private static final int SCHEMA = 68;
    private static final int VERSION = 70;
    private static final int DTYPE = 72;
    private static final int MAJOR_ORDER = 74;
    private static final int NDIMS = 76;
    private static final int PAD_ALIGN = 77;
    private static final int PROGRESS_UNIT = 78;
    private static final int PROGRESS_STRIDE = 79;
    private static final int DIMS = 83;
    private static final int STRIDES = 115;
    private static final int MAX = Integer.MAX_VALUE;
    private static final int MIN = Integer.MIN_VALUE;

    @TempDir(factory = SharedMemory.class)
    private static Path directory;
    private static TestStream stream;

    private final SlotHeader header = new SlotHeader();
    private final UnsafeBuffer slot = new UnsafeBuffer(stream.producer().ring().slotAddress(SLOT), 256);

    @BeforeAll
    static void open() throws Exception {
        stream = TestStream.open(directory, 8, 4096, 8192);
    }

    @AfterAll
    static void close() {
        stream.close();
    }

    @BeforeEach
    void writeSoundFrame() {
        final HeaderRing ring = new HeaderRing(stream.producer().ring().slotAddress(0), 8);
        slot.setMemory(0, 256, (byte)0);
        ring.beginWrite(SLOT);
        ring.writeHeader(SLOT, 1, 64, 12345, 7, TensorLayout.rowMajor(Dtype.UINT16, 4, 8));
        ring.commit(SLOT);
    }

    private HeaderFault check() {
        header.read(stream.consumer().ring(), SLOT);
        return header.check(SLOT, stream.consumer());
    }

    /** Changes the bytes of a slot. */
    private interface Change extends Consumer<MutableDirectBuffer> {
    }

    private static Change u8(final int at, final int value) {
        return slot -> slot.putByte(at, (byte)value);
    }

    private static Change u16(final int at, final int value) {
        return slot -> slot.putShort(at, (short)value, ByteOrder.LITTLE_ENDIAN);
    }

    private static Change u32(final int at, final int... values) {
        return slot -> {
            for (int i = 0; i < values.length; i++) {
                slot.putInt(at + i * Integer.BYTES, values[i], ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    private static Change dims(final int... dims) {
        return both(u8(NDIMS, dims.length), u32(DIMS, dims));
    }

    private static Change contiguous(final int... dims) {
        return both(dims(dims), u32(STRIDES, new int[8]));
    }

    private static Change column() {
        return u16(MAJOR_ORDER, 2);
    }

    private static Change progress(final int unit, final int strideBytes) {
        return both(u8(PROGRESS_UNIT, unit), u32(PROGRESS_STRIDE, strideBytes));
    }

    private static Change both(final Change... changes) {
        return slot -> {
            for (final Change change : changes) {
                change.accept(slot);
            }
        };
    }

    private static Arguments sound(final String what, final Change... changes) {
        return arguments(what, both(changes), null);
    }

    private static Arguments fault(final HeaderFault fault, final String what, final Change... changes) {
        return arguments(what, both(changes), fault);
    }

    static Stream<Arguments> headers() {
        return Stream.of(frames(), tensors(), strides(), extents(), progresses()).flatMap(rows -> rows);
    }

    static Stream<Arguments> frames() {
        return Stream.of(
            sound("nothing altered"),
            fault(HeaderFault.PAYLOAD_OFFSET, "payload offset 1", u32(PAYLOAD_OFFSET, 1)),
            fault(HeaderFault.PAYLOAD_OFFSET, "payload offset of all ones", u32(PAYLOAD_OFFSET, -1)),
            fault(HeaderFault.PAYLOAD_SLOT, "slot before", u32(PAYLOAD_SLOT, 1)),
            fault(HeaderFault.PAYLOAD_SLOT, "slot after", u32(PAYLOAD_SLOT, 3)),
            fault(HeaderFault.PAYLOAD_SLOT, "slot out of range with the same low bits", u32(PAYLOAD_SLOT, 10)),
            fault(HeaderFault.PAYLOAD_SLOT, "slot of all ones", u32(PAYLOAD_SLOT, -1)),
            fault(HeaderFault.PAYLOAD_SLOT, "slot with its sign bit", u32(PAYLOAD_SLOT, MIN + 2)),
            sound("other pool", u16(POOL, 2)),
            fault(HeaderFault.POOL, "pool 0", u16(POOL, 0)),
            fault(HeaderFault.POOL, "pool 3", u16(POOL, 3)),
            fault(HeaderFault.POOL, "pool of all ones", u16(POOL, -1)),
            sound("as long as the stride", u32(LENGTH, 4096)),
            fault(HeaderFault.LENGTH, "longer than the stride", u32(LENGTH, 4097)),
            sound("as long as the other stride", u16(POOL, 2), u32(LENGTH, 8192)),
            fault(HeaderFault.LENGTH, "longer than the other stride", u16(POOL, 2), u32(LENGTH, 8193)),
            fault(HeaderFault.LENGTH, "length with its sign bit", u32(LENGTH, MIN)),
            fault(HeaderFault.LENGTH, "length of all ones", u32(LENGTH, -1)));
    }

    static Stream<Arguments> tensors() {
        final Stream<Arguments> listed = Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14)
            .map(dtype -> sound("dtype " + dtype, u16(DTYPE, dtype), contiguous(1, 8)));
        final Stream<Arguments> unlisted = Stream.of(0, 12, 15, 16, 255, 256 + 3, -1, 0x7FFF, 0x8000)
            .map(dtype -> fault(HeaderFault.DTYPE, "dtype " + dtype, u16(DTYPE, dtype)));
        return Stream.of(listed, unlisted, Stream.of(
            fault(HeaderFault.EMBEDDED_HEADER, "header length 191", u32(HEADER_LENGTH, 191)),
            fault(HeaderFault.EMBEDDED_HEADER, "header length 193", u32(HEADER_LENGTH, 193)),
            fault(HeaderFault.EMBEDDED_HEADER, "header length 0", u32(HEADER_LENGTH, 0)),
            fault(HeaderFault.EMBEDDED_HEADER, "header length of all ones", u32(HEADER_LENGTH, -1)),
            fault(HeaderFault.EMBEDDED_HEADER, "block length 183", u16(BLOCK_LENGTH, 183)),
            fault(HeaderFault.EMBEDDED_HEADER, "block length 185", u16(BLOCK_LENGTH, 185)),
            fault(HeaderFault.EMBEDDED_HEADER, "template 51", u16(TEMPLATE, 51)),
            fault(HeaderFault.EMBEDDED_HEADER, "template 53", u16(TEMPLATE, 53)),
            fault(HeaderFault.EMBEDDED_HEADER, "schema 901", u16(SCHEMA, 901)),
            fault(HeaderFault.EMBEDDED_HEADER, "version 0", u16(VERSION, 0)),
            fault(HeaderFault.EMBEDDED_HEADER, "version 2", u16(VERSION, 2)),
            fault(HeaderFault.NDIMS, "no dims", u8(NDIMS, 0)),
            fault(HeaderFault.NDIMS, "9 dims", u8(NDIMS, 9)),
            fault(HeaderFault.NDIMS, "128 dims", u8(NDIMS, 128)),
            fault(HeaderFault.NDIMS, "255 dims", u8(NDIMS, 255)),
            sound("1 dim", contiguous(32)),
            sound("8 dims", contiguous(1, 2, 1, 2, 1, 2, 1, 4)),
            fault(HeaderFault.MAJOR_ORDER, "major order 0", u16(MAJOR_ORDER, 0)),
            fault(HeaderFault.MAJOR_ORDER, "major order 3", u16(MAJOR_ORDER, 3)),
            fault(HeaderFault.MAJOR_ORDER, "major order -1", u16(MAJOR_ORDER, -1)),
            sound("column-major, contiguous", column(), contiguous(4, 8)),
            sound("dim 0", dims(0, 8)),
            fault(HeaderFault.NEGATIVE_DIM, "dim -1", dims(-1, 8)),
            fault(HeaderFault.NEGATIVE_DIM, "last dim -1", dims(4, -1)),
            fault(HeaderFault.NEGATIVE_DIM, "smallest dim", dims(4, MIN)),
            fault(HeaderFault.NEGATIVE_DIM, "dim -1 after dim 0", contiguous(0, -1)),
            sound("unused dims and strides of any value (W-16)", u32(DIMS + 8, -1, MIN, MAX, 9, -7, -1),
                u32(STRIDES + 8, -1, MIN, MAX, 1, -7, 5)),
            sound("pads of any value (W-19)", u8(PAD_ALIGN, 0xFF), slot -> slot.setMemory(34, 26, (byte)0xFF),
                slot -> slot.setMemory(147, 109, (byte)0xFF)))).flatMap(rows -> rows);
    }

    static Stream<Arguments> strides() {
        return Stream.of(
            sound("strides left to infer", u32(STRIDES, 0, 0)),
            sound("inner stride left to infer", u32(STRIDES, 16, 0)),
            sound("outer stride left to infer", u32(STRIDES, 0, 2)),
            sound("rows with a gap", u32(STRIDES, 17, 2), u32(LENGTH, 67)),
            sound("elements with a gap", u32(STRIDES, 24, 3), u32(LENGTH, 95)),
            fault(HeaderFault.STRIDES, "row stride 1 too small", u32(STRIDES, 15, 2)),
            fault(HeaderFault.STRIDES, "element stride 1 too small", u32(STRIDES, 16, 1)),
            fault(HeaderFault.STRIDES, "row stride too small for wide elements", u32(STRIDES, 16, 3)),
            fault(HeaderFault.STRIDES, "negative row stride", u32(STRIDES, -16, 2)),
            fault(HeaderFault.STRIDES, "negative element stride", u32(STRIDES, 16, -2)),
            fault(HeaderFault.STRIDES, "smallest stride", u32(STRIDES, MIN, 2)),
            fault(HeaderFault.STRIDES, "column strides in row order", u32(STRIDES, 2, 8)),
            fault(HeaderFault.STRIDES, "row strides in column order", column()),
            sound("column strides in column order", column(), u32(STRIDES, 2, 8)),
            fault(HeaderFault.STRIDES, "column stride 1 too small", column(), u32(STRIDES, 2, 7)),
            fault(HeaderFault.STRIDES, "negative stride of an empty array", dims(0, 8), u32(STRIDES, -16, 2)),
            fault(HeaderFault.STRIDES, "negative stride of an empty payload", u32(LENGTH, 0), u32(STRIDES, -16, 2)),
            fault(HeaderFault.STRIDES, "product of inner dims beyond 32 bits", contiguous(1, 1 << 16, 1 << 15),
                u32(STRIDES, 16, 0, 0)),
            fault(HeaderFault.STRIDES, "product of inner dims beyond 64 bits", contiguous(1, MAX, MAX, MAX),
                u32(STRIDES, MAX, 0, 0, 0)));
    }

    static Stream<Arguments> extents() {
        return Stream.of(
            fault(HeaderFault.EXTENT, "payload one byte short", u32(LENGTH, 63)),
            sound("payload one byte longer", u32(LENGTH, 65)),
            fault(HeaderFault.EXTENT, "one row more", dims(5, 8)),
            fault(HeaderFault.EXTENT, "one column more", contiguous(4, 9)),
            fault(HeaderFault.EXTENT, "rows with a gap, one byte short", u32(STRIDES, 17, 2), u32(LENGTH, 66)),
            fault(HeaderFault.EXTENT, "wider elements", u16(DTYPE, 5), contiguous(4, 8)),
            sound("no payload lifts the check (W-18)", u32(LENGTH, 0)),
            sound("no payload, largest dims", u32(LENGTH, 0), contiguous(MAX, MAX, MAX, MAX, MAX, MAX, MAX, MAX)),
            fault(HeaderFault.EXTENT, "largest dim", dims(MAX, 8)),
            fault(HeaderFault.EXTENT, "largest dims", contiguous(MAX, MAX, MAX, MAX, MAX, MAX, MAX, MAX)),
            fault(HeaderFault.EXTENT, "largest dims of largest elements", u16(DTYPE, 10),
                contiguous(MAX, MAX, MAX, MAX, MAX, MAX, MAX, MAX)),
            fault(HeaderFault.EXTENT, "largest stride", dims(2, 8), u32(STRIDES, MAX, 2)),
            fault(HeaderFault.EXTENT, "largest dim and stride", dims(MAX, 8), u32(STRIDES, MAX, 2)),
            fault(HeaderFault.EXTENT, "largest dims and strides", dims(MAX, 1, 1), u32(STRIDES, MAX, MAX, MAX)),
            fault(HeaderFault.EXTENT, "product of 2^32 bytes", contiguous(1 << 16, 1 << 15)),
            fault(HeaderFault.EXTENT, "product of 2^64 elements", contiguous(1 << 16, 1 << 16, 1 << 16, 1 << 16)),
            fault(HeaderFault.EXTENT, "product of 2^63 bytes", contiguous(1 << 30, 1 << 30, 4)),
            fault(HeaderFault.EXTENT, "largest dims in column order", column(), contiguous(MAX, MAX, MAX, MAX)),
            sound("no element between largest dims", contiguous(MAX, 0, MAX)),
            sound("largest stride of a single row", dims(1, 8), u32(STRIDES, MAX, 2)));
    }

    static Stream<Arguments> progresses() {
        return Stream.of(
            sound("progress stride without a unit", progress(0, 5)),
            sound("rows", progress(1, 16)),
            fault(HeaderFault.PROGRESS, "rows without a stride", progress(1, 0)),
            fault(HeaderFault.PROGRESS, "row stride 1 too small", progress(1, 15)),
            fault(HeaderFault.PROGRESS, "row stride 1 too large", progress(1, 17)),
            fault(HeaderFault.PROGRESS, "row stride of all ones", progress(1, -1)),
            sound("columns", progress(2, 2)),
            fault(HeaderFault.PROGRESS, "columns without a stride", progress(2, 0)),
            fault(HeaderFault.PROGRESS, "columns with the row stride", progress(2, 16)),
            fault(HeaderFault.PROGRESS, "columns of a single dim", contiguous(32), progress(2, 2)),
            fault(HeaderFault.PROGRESS, "unit 3", progress(3, 16)),
            fault(HeaderFault.PROGRESS, "unit 255", progress(255, 16)),
            sound("rows of an inferred stride", u32(STRIDES, 0, 0), progress(1, 16)),
            sound("rows with a gap", u32(STRIDES, 17, 2), u32(LENGTH, 67), progress(1, 17)),
            sound("columns in column order", column(), contiguous(4, 8), progress(2, 8)),
            sound("rows in column order", column(), contiguous(4, 8), progress(1, 2)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @DisplayName("W-11 W-16 W-17 W-18 W-19 a header is dropped for each fault, and kept just inside the limit")
    @MethodSource("headers")
    void shouldFindFault(final String what, final Change change, final HeaderFault fault) {
        change.accept(slot);
        assertEquals(fault, check());
        assertEquals(fault, check(), "seen again");
        writeSoundFrame();
        assertNull(check(), "after a faulty one");
        change.accept(slot);
        assertEquals(fault, check(), "after a sound one");
    }

    @Test
    @DisplayName("W-17 every fault is reached")
    void shouldReachEveryFault() {
        final Set<HeaderFault> reached = EnumSet.noneOf(HeaderFault.class);
        headers().map(row -> (HeaderFault)row.get()[2]).filter(fault -> fault != null).forEach(reached::add);
        assertEquals(EnumSet.allOf(HeaderFault.class), reached);
    }

    @Test
    @DisplayName("W-14 what was copied out of a slot stays as it was checked, whatever the writer does then")
    void shouldKeepWhatItChecked() {
        assertNull(check());
        slot.setMemory(0, 256, (byte)0xFF);
        assertEquals(64, header.valuesLengthBytes());
        assertEquals(1, header.poolId());
        assertEquals(12345, header.timestampNs());
        assertEquals(7, header.metaVersion());
        assertEquals(Dtype.UINT16.value(), header.dtype());
        assertEquals(2, header.ndims());
        assertEquals(8, header.dim(1));
        assertEquals(16, header.strideBytes(0));
    }

    @Test
    @DisplayName("W-17 a header that was read but never checked does not pass for the one before it")
    void shouldNotMistakeUncheckedShape() {
        assertNull(check());
        dims(5, 8).accept(slot);
        header.read(stream.consumer().ring(), SLOT);
        assertEquals(HeaderFault.EXTENT, check());
        dims(4, 8).accept(slot);
        header.read(stream.consumer().ring(), SLOT);
        assertNull(check());
        assertEquals(4, header.dim(0));
    }

    @Test
    @DisplayName("W-17 a sound shape is checked again when the payload has another length")
    void shouldCheckShapeAgainstEachLength() {
        assertNull(check());
        u32(LENGTH, 60).accept(slot);
        assertEquals(HeaderFault.EXTENT, check());
        u32(LENGTH, 0).accept(slot);
        assertNull(check());
        u32(LENGTH, 63).accept(slot);
        assertEquals(HeaderFault.EXTENT, check());
    }

    @Test
    @DisplayName("W-17 strides that were left 0 are inferred")
    void shouldInferStrides() {
        both(u16(DTYPE, 9), contiguous(2, 4, 2)).accept(slot);
        assertNull(check());
        assertEquals(32, header.strideBytes(0));
        assertEquals(8, header.strideBytes(1));
        assertEquals(4, header.strideBytes(2));
        column().accept(slot);
        assertNull(check());
        assertEquals(4, header.strideBytes(0));
        assertEquals(8, header.strideBytes(1));
        assertEquals(32, header.strideBytes(2));
    }
}
