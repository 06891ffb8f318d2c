package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.UnsafeApi;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer that never waits and one reader on a ring so small that they meet all the time. */
class CommitProtocolTest {

    private static final int SLOTS = 4;
    private static final int WORDS = 64;
    private static final int PAYLOAD_BYTES = WORDS * Long.BYTES;
    private static final long ENOUGH = 200_000;
    private static final long TIME_NS = TimeUnit.SECONDS.toNanos(2);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final SlotHeader header = new SlotHeader();
    private final long[] lastWord = new long[SLOTS];
    private TestStream stream;
    private long accepted;
    private long torn;

    @BeforeEach
    void open(@TempDir(factory = SharedMemory.class) final Path directory) throws Exception {
        stream = TestStream.open(directory, SLOTS, PAYLOAD_BYTES);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    /** Every word of the payload, the timestamp and the metadata version carry the sequence; two layouts alternate. */
    private long write() {
        final HeaderRing ring = stream.producer().ring();
        final TensorLayout wide = TensorLayout.rowMajor(Dtype.UINT64, 1, WORDS);
        final TensorLayout flat = TensorLayout.rowMajor(Dtype.UINT64, WORDS);
        long seq = 0;
        while (!ended.get()) {
            final long payload = stream.producer().pool(1).slotAddress(ring.slotOf(seq));
            ring.beginWrite(seq);
            for (int i = 0; i < WORDS; i++) {
                UnsafeApi.putLong(payload + i * Long.BYTES, seq);
            }
            ring.writeHeader(seq, 1, PAYLOAD_BYTES, seq, (int)seq, isWide(seq) ? wide : flat);
            ring.commit(seq);
            seq++;
        }
        return seq;
    }

    /** Alternates within a slot, too. */
    private static boolean isWide(final long seq) {
        return (seq / SLOTS & 1) == 0;
    }

    private void read(final int slot) {
        final HeaderRing ring = stream.consumer().ring();
        final long word = ring.commitWord(slot);
        if ((word & 1) == 0) {
            return;
        }
        header.read(ring, slot);
        final long payload = stream.consumer().pool(1).slotAddress(slot);
        final long first = UnsafeApi.getLong(payload);
        boolean same = true;
        for (int i = 1; i < WORDS; i++) {
            same &= UnsafeApi.getLong(payload + i * Long.BYTES) == first;
        }
        if (ring.commitWordAfterReads(slot) != word) {
            torn++;
            return;
        }
        accepted++;
        final long seq = word >>> 1;
        assertTrue(same, "a torn payload was accepted");
        assertEquals(seq, first, "payload");
        assertEquals(seq, header.timestampNs(), "timestamp");
        assertEquals((int)seq, header.metaVersion(), "metadata version");
        assertNull(header.check(slot, stream.consumer()));
        assertEquals(isWide(seq) ? 2 : 1, header.ndims(), "layout");
        assertTrue(word >= lastWord[slot], "a stale word");
        lastWord[slot] = word;
    }

    @Test
    @DisplayName("W-13 W-14 W-15 no torn frame is ever accepted")
    void shouldNeverAcceptTornFrame() throws Exception {
        final FutureTask<Long> writer = new FutureTask<>(this::write);
        final Thread thread = new Thread(writer, "writer");
        thread.start();
        try {
            final long deadlineNs = System.nanoTime() + TIME_NS;
            while ((accepted < ENOUGH || torn == 0) && System.nanoTime() - deadlineNs < 0) {
                for (int slot = 0; slot < SLOTS; slot++) {
                    read(slot);
                }
            }
        } finally {
            ended.set(true);
            thread.join();
        }
        assertTrue(writer.get() > SLOTS, "frames written");
        assertTrue(accepted > 0, () -> "nothing accepted, " + torn + " torn");
    }
}
