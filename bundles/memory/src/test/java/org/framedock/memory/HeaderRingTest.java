package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRingTest {

    private static final TensorLayout WIDE = TensorLayout.rowMajor(Dtype.UINT16, 4, 8);
    private static final TensorLayout FLAT = TensorLayout.rowMajor(Dtype.UINT8, 64);

    private final SlotHeader header = new SlotHeader();
    private TestStream stream;
    private HeaderRing producer;
    private HeaderRing consumer;

    @BeforeEach
    void open(@TempDir(factory = SharedMemory.class) final Path directory) throws Exception {
        stream = TestStream.open(directory, 4, 64);
        producer = stream.producer().ring();
        consumer = stream.consumer().ring();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private void write(final long seq, final TensorLayout layout) {
        producer.beginWrite(seq);
        producer.writeHeader(seq, 1, 64, 1000 + seq, (int)seq, layout);
        producer.commit(seq);
    }

    private byte[] slotBytes(final int slot) {
        final byte[] bytes = new byte[256];
        new UnsafeBuffer(consumer.slotAddress(slot), 256).getBytes(0, bytes);
        return bytes;
    }

    @ParameterizedTest
    @DisplayName("W-11 W-12 a frame lies in the slot of its low bits, and its word tells its sequence")
    @ValueSource(longs = {0, 1, 3, 4, 7, Integer.MAX_VALUE, 1L << 31, (1L << 31) + 1, (1L << 32) + 2, Long.MAX_VALUE})
    void shouldFindSlot(final long seq) {
        assertEquals(4, producer.slotCount());
        assertEquals((int)(seq & 3), producer.slotOf(seq));
        write(seq, WIDE);
        final long word = consumer.commitWord((int)(seq & 3));
        assertEquals(seq, word >>> 1);
        assertEquals(1, word & 1);
        header.read(consumer, (int)(seq & 3));
        assertNull(header.check((int)(seq & 3), stream.consumer()));
        assertEquals(1000 + seq, header.timestampNs());
    }

    @Test
    @DisplayName("W-13 W-14 a word is even while its frame is written, and odd when it is committed")
    void shouldFollowCommitProtocol() {
        assertEquals(0, consumer.commitWord(1));
        producer.beginWrite(5);
        assertEquals(10, consumer.commitWord(1));
        producer.writeHeader(5, 1, 64, 1, 1, WIDE);
        assertEquals(10, consumer.commitWord(1));
        producer.commit(5);
        assertEquals(11, consumer.commitWord(1));
        assertEquals(11, consumer.commitWordAfterReads(1));
        producer.beginWrite(9);
        assertEquals(18, consumer.commitWordAfterReads(1), "the frame before it is gone at once");
    }

    @Test
    @DisplayName("W-15 the words of a slot only rise, so that a lower one is stale")
    void shouldOnlyRaiseWords() {
        long last = consumer.commitWord(2);
        for (long seq = 2; seq < 100; seq += 4) {
            producer.beginWrite(seq);
            final long writing = consumer.commitWord(2);
            producer.commit(seq);
            final long committed = consumer.commitWord(2);
            assertTrue(last < writing && writing < committed, "sequence " + seq);
            last = committed;
        }
    }

    @Test
    @DisplayName("a frame touches no other slot")
    void shouldStayInItsSlot() {
        for (long seq = 0; seq < 4; seq++) {
            write(seq, WIDE);
        }
        final byte[] before = slotBytes(1);
        final byte[] after = slotBytes(3);
        write(6, FLAT);
        assertArrayEquals(before, slotBytes(1));
        assertArrayEquals(after, slotBytes(3));
    }

    @Test
    @DisplayName("W-16 a slot shows the layout of its own frame, in whatever order layouts come and go")
    void shouldWriteLayoutOfEachFrame() {
        for (long seq = 0; seq < 64; seq++) {
            final boolean wide = (seq * 7 / 3 & 1) == 0;
            write(seq, wide ? WIDE : FLAT);
            header.read(consumer, (int)(seq & 3));
            assertNull(header.check((int)(seq & 3), stream.consumer()));
            assertEquals(wide ? 2 : 1, header.ndims(), "sequence " + seq);
            assertEquals(wide ? 4 : 64, header.dim(0));
            assertEquals((int)seq, header.metaVersion());
        }
        final byte[] flat = slotBytes(producer.slotOf(63));
        write(67, WIDE);
        assertNotEquals(0, flat.length);
        write(71, FLAT);
        final byte[] flatAgain = slotBytes(producer.slotOf(71));
        for (int i = 60; i < 256; i++) {
            assertEquals(flat[i], flatAgain[i], "byte " + i);
        }
    }
}
