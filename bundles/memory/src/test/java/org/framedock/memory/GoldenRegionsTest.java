package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.ProgressUnit;
import org.framedock.protocol.pool.RegionType;
import org.framedock.protocol.pool.SlotHeaderDecoder;
import org.framedock.protocol.pool.TensorHeaderDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions as another implementation wrote them, read and written. */
class GoldenRegionsTest {

    private static final int SLOT_BYTES_AT = 32;
    private static final long PID = 6010;
    private static final int NO_META = 0xFFFF_FFFF;

    private final SlotHeader header = new SlotHeader();
    private TestStream stream;

    @BeforeEach
    void open(@TempDir(factory = SharedMemory.class) final Path directory) throws Exception {
        stream = TestStream.open(directory, 8, 4096, 655_360);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    /** The committed frames, in the order of their sequence. */
    enum Frame {
        SEQ0(64, 1, 0x1234_5678_9abcL, 7, TensorLayout.rowMajor(Dtype.UINT16, 4, 8),
            Dtype.UINT16, MajorOrder.ROW, new int[] {4, 8}, new int[] {16, 2}, ProgressUnit.NONE, 0),
        SEQ1(96, 1, 0x12b_3c4a_e232L, NO_META, TensorLayout.columnMajor(Dtype.FLOAT32, 2, 3, 4),
            Dtype.FLOAT32, MajorOrder.COLUMN, new int[] {2, 3, 4}, new int[] {4, 8, 24}, ProgressUnit.NONE, 0),
        SEQ2(256, 1, 1_000_000_000L, 7, TensorLayout.of(
            Dtype.INT32, MajorOrder.ROW, new int[] {4, 16}, new int[] {64, 4}, ProgressUnit.ROWS, 64),
            Dtype.INT32, MajorOrder.ROW, new int[] {4, 16}, new int[] {64, 4}, ProgressUnit.ROWS, 64),
        SEQ3(655_360, 2, 2_000_000_000L, 7, TensorLayout.rowMajor(Dtype.UINT8, 640, 1024),
            Dtype.UINT8, MajorOrder.ROW, new int[] {640, 1024}, new int[] {1024, 1}, ProgressUnit.NONE, 0),
        SEQ4(0, 1, 3_000_000_000L, 7, TensorLayout.rowMajor(Dtype.UINT8, 0),
            Dtype.UINT8, MajorOrder.ROW, new int[] {0}, new int[] {1}, ProgressUnit.NONE, 0);

        private final int valuesBytes;
        private final int poolId;
        private final long timestampNs;
        private final int metaVersion;
        private final TensorLayout layout;
        private final Dtype dtype;
        private final MajorOrder majorOrder;
        private final int[] dims;
        private final int[] strides;
        private final ProgressUnit progressUnit;
        private final int progressStrideBytes;

        Frame(
            final int valuesBytes, final int poolId, final long timestampNs, final int metaVersion,
            final TensorLayout layout, final Dtype dtype, final MajorOrder majorOrder, final int[] dims,
            final int[] strides, final ProgressUnit progressUnit, final int progressStrideBytes) {
            this.valuesBytes = valuesBytes;
            this.poolId = poolId;
            this.timestampNs = timestampNs;
            this.metaVersion = metaVersion;
            this.layout = layout;
            this.dtype = dtype;
            this.majorOrder = majorOrder;
            this.dims = dims;
            this.strides = strides;
            this.progressUnit = progressUnit;
            this.progressStrideBytes = progressStrideBytes;
        }

        int seq() {
            return ordinal();
        }

        byte[] golden() throws IOException {
            return GoldenRegionsTest.golden("slot_" + seq());
        }
    }

    private static byte[] golden(final String name) throws IOException {
        try (InputStream in = GoldenRegionsTest.class.getResourceAsStream("/golden/" + name + ".bin")) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-2 W-8 a superblock is read as it was written, and written as it was written")
    @CsvSource({
        "header_ring, HEADER_RING,  0, 256,        0,      256,    1285082955683",
        "pool1,       PAYLOAD_POOL, 1, 4294967295, 4096,   4096,   1285083011807",
        "pool2,       PAYLOAD_POOL, 2, 4294967295, 655360, 655360, 1285086359337",
    })
    void shouldReadAndWriteSuperblock(
        final String region, final RegionType type, final int poolId, final long slotBytes, final long strideBytes,
        final int slotStride, final long startNs) throws IOException {
        final long refreshedNs = 1285093812828L;
        final RegionSpec spec = new RegionSpec(TestStream.EPOCH, TestStream.STREAM, type, poolId, 8, slotStride);
        final ByteBuffer memory = BufferUtil.allocateDirectAligned(64, 64);
        final UnsafeBuffer bytes = new UnsafeBuffer(memory);
        final Superblock superblock = new Superblock(bytes.addressOffset());
        for (final boolean refreshed : new boolean[] {false, true}) {
            final byte[] golden = golden("superblock_" + region + (refreshed ? "_active" : "_initial"));
            assertEquals(64, golden.length);
            bytes.putBytes(0, golden);
            assertEquals(0x544F504C53484D31L, superblock.magic());
            assertEquals(1, superblock.layoutVersion());
            assertEquals(1285082836936L, superblock.epoch());
            assertEquals(10_000, superblock.streamId());
            assertEquals(type.value(), superblock.regionType());
            assertEquals(poolId, superblock.poolId());
            assertEquals(8, superblock.slotCount());
            assertEquals(slotBytes, superblock.slotBytes());
            assertEquals(strideBytes, superblock.strideBytes());
            assertEquals(PID, superblock.pid());
            assertEquals(startNs, superblock.startTimestampNs());
            assertEquals(refreshed ? refreshedNs : startNs, superblock.activityTimestampNs());
            assertNull(superblock.differenceFrom(spec));

            bytes.setMemory(0, 64, (byte)0x5A);
            superblock.write(spec, PID, startNs);
            if (refreshed) {
                superblock.activityTimestampNs(refreshedNs);
            }
            // We write the stride of a pool where the other implementation leaves the slot's size unset.
            final byte[] expected = golden.clone();
            new UnsafeBuffer(expected).putInt(SLOT_BYTES_AT, slotStride);
            final byte[] written = new byte[64];
            bytes.getBytes(0, written);
            assertArrayEquals(expected, written);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-12 W-13 a committed slot is read as it was written")
    @EnumSource(Frame.class)
    void shouldReadCommittedSlot(final Frame frame) throws IOException {
        final int slot = frame.seq();
        place(slot, frame.golden());
        final HeaderRing ring = stream.consumer().ring();
        assertEquals(HeaderRing.committedWord(frame.seq()), ring.commitWord(slot));
        assertEquals(frame.seq(), ring.commitWordAfterReads(slot) >>> 1);
        header.read(ring, slot);
        assertNull(header.check(slot, stream.consumer()));
        assertEquals(frame.valuesBytes, header.valuesLengthBytes());
        assertEquals(frame.poolId, header.poolId());
        assertEquals(frame.timestampNs, header.timestampNs());
        assertEquals(frame.metaVersion, header.metaVersion());
        assertEquals(frame.dtype.value(), header.dtype());
        assertEquals(frame.majorOrder.value(), header.majorOrder());
        assertEquals(frame.dims.length, header.ndims());
        for (int i = 0; i < frame.dims.length; i++) {
            assertEquals(frame.dims[i], header.dim(i));
            assertEquals(frame.strides[i], header.strideBytes(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-16 W-19 the generated decoders read every field of a slot, unused ones and pads as zero")
    @EnumSource(Frame.class)
    void shouldDecodeEveryFieldOfSlot(final Frame frame) throws IOException {
        final UnsafeBuffer golden = new UnsafeBuffer(frame.golden());
        final var slot = new SlotHeaderDecoder().wrap(golden, 0, SlotHeaderDecoder.BLOCK_LENGTH, 1);
        assertEquals((long)frame.seq() << 1 | 1, slot.seqCommit());
        assertEquals(frame.valuesBytes, slot.valuesLenBytes());
        assertEquals(frame.seq(), slot.payloadSlot());
        assertEquals(frame.poolId, slot.poolId());
        assertEquals(0, slot.payloadOffset());
        assertEquals(frame.timestampNs, slot.timestampNs());
        assertEquals(frame.metaVersion & 0xFFFF_FFFFL, slot.metaVersion());
        assertEquals(192, slot.headerBytesLength());
        final var tensor = new TensorHeaderDecoder().wrapAndApplyHeader(
            golden, 64, new org.framedock.protocol.pool.MessageHeaderDecoder());
        assertEquals(frame.dtype, tensor.dtype());
        assertEquals(frame.majorOrder, tensor.majorOrder());
        assertEquals(frame.dims.length, tensor.ndims());
        assertEquals(0, tensor.padAlign());
        assertEquals(frame.progressUnit, tensor.progressUnit());
        assertEquals(frame.progressStrideBytes, tensor.progressStrideBytes());
        for (int i = 0; i < TensorLayout.MAX_DIMS; i++) {
            assertEquals(i < frame.dims.length ? frame.dims[i] : 0, tensor.dims(i));
            assertEquals(i < frame.dims.length ? frame.strides[i] : 0, tensor.strides(i));
        }
        assertEquals(256, tensor.limit());
        assertZero(golden, 34, 60);
        assertZero(golden, 147, 256);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-11 W-13 W-16 a frame is written byte for byte as the other implementation wrote it")
    @EnumSource(Frame.class)
    void shouldWriteSlot(final Frame frame) throws IOException {
        final HeaderRing ring = stream.producer().ring();
        assertEquals(frame.poolId, stream.producer().smallestFitting(frame.valuesBytes).spec().poolId());
        assertEquals(frame.valuesBytes, frame.layout.payloadBytes());
        ring.beginWrite(frame.seq());
        ring.writeHeader(
            frame.seq(), frame.poolId, frame.valuesBytes, frame.timestampNs, frame.metaVersion, frame.layout);
        ring.commit(frame.seq());
        assertArrayEquals(frame.golden(), slotBytes(frame.seq()));
    }

    @Test
    @DisplayName("W-13 a claimed slot holds the writing word and nothing else")
    void shouldWriteAndReadClaimedSlot() throws IOException {
        stream.producer().ring().beginWrite(5);
        assertArrayEquals(golden("slot_5"), slotBytes(5));
        final long word = stream.consumer().ring().commitWord(5);
        assertEquals(10, word);
        assertEquals(HeaderRing.writingWord(5), word);
    }

    @ParameterizedTest
    @DisplayName("W-14 a slot that was never written is not committed")
    @ValueSource(ints = {6, 7})
    void shouldReadUnusedSlot(final int slot) throws IOException {
        assertArrayEquals(golden("slot_" + slot), slotBytes(slot));
        assertEquals(0, stream.consumer().ring().commitWord(slot) & 1);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-2 a payload lies in the slot of its sequence")
    @CsvSource({"payload_seq0, 0, 1, 64", "payload_seq1, 1, 1, 96", "payload_seq2, 2, 1, 256",
        "payload_seq3_first256, 3, 2, 256"})
    void shouldCarryPayload(final String name, final int seq, final int poolId, final int length) throws IOException {
        final byte[] golden = golden(name);
        assertEquals(length, golden.length);
        final MappedRegion pool = stream.producer().pool(poolId);
        for (int i = 0; i < length; i++) {
            UnsafeApi.putByte(pool.slotAddress(seq) + i, (byte)(seq + i));
        }
        final long stride = pool.spec().strideBytes();
        assertArrayEquals(golden, SharedMemory.read(Path.of(pool.path()), 64 + seq * stride, length));
        final byte[] seen = new byte[length];
        new UnsafeBuffer(stream.consumer().pool(poolId).slotAddress(seq), length).getBytes(0, seen);
        assertArrayEquals(golden, seen);
    }

    private void place(final int slot, final byte[] bytes) {
        new UnsafeBuffer(stream.producer().ring().slotAddress(slot), bytes.length).putBytes(0, bytes);
    }

    private byte[] slotBytes(final int slot) {
        final byte[] bytes = new byte[RegionSpec.HEADER_SLOT_BYTES];
        new UnsafeBuffer(stream.producer().ring().slotAddress(slot), bytes.length).getBytes(0, bytes);
        return bytes;
    }

    private static void assertZero(final UnsafeBuffer buffer, final int from, final int to) {
        for (int i = from; i < to; i++) {
            assertEquals(0, buffer.getByte(i), "byte " + i);
        }
    }
}
