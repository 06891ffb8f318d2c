package org.framedock.stress;

import org.agrona.UnsafeApi;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.SlotHeader;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;

/** What a producer writes: each word of the payload, the time and the metadata version are the sequence. */
final class Frame {

    static final int POOL = 1;
    static final int PAYLOAD_BYTES = 64;

    private static final int WORDS = PAYLOAD_BYTES / Long.BYTES;
    private static final TensorLayout FLAT = TensorLayout.rowMajor(Dtype.UINT64, WORDS);
    private static final TensorLayout WIDE = TensorLayout.rowMajor(Dtype.UINT64, 2, WORDS / 2);

    private Frame() {
    }

    /** Writes a frame as a producer does (W-13). */
    static void write(final long seq) {
        SharedRing.PRODUCER.ring().beginWrite(seq);
        fill(seq);
        writeHeader(seq);
        SharedRing.PRODUCER.ring().commit(seq);
    }

    static void fill(final long seq) {
        final HeaderRing ring = SharedRing.PRODUCER.ring();
        final long payload = SharedRing.PRODUCER.pool(POOL).slotAddress(ring.slotOf(seq));
        for (int i = 0; i < WORDS; i++) {
            UnsafeApi.putLong(payload + i * Long.BYTES, seq);
        }
    }

    static void writeHeader(final long seq) {
        SharedRing.PRODUCER.ring().writeHeader(
            seq, POOL, PAYLOAD_BYTES, seq, (int)seq, isWide(seq) ? WIDE : FLAT);
    }

    /** Alternates within a slot, so that the constant part of the header is written each time. */
    private static boolean isWide(final long seq) {
        return (seq / SharedRing.PRODUCER.ring().slotCount() & 1) == 0;
    }

    /** Whether a header is wholly that of a frame. */
    static boolean isHeaderOf(final long seq, final SlotHeader header) {
        return header.check(SharedRing.CONSUMER.ring().slotOf(seq), SharedRing.CONSUMER) == null
            && header.poolId() == POOL && header.valuesLengthBytes() == PAYLOAD_BYTES
            && header.timestampNs() == seq && header.metaVersion() == (int)seq
            && header.ndims() == (isWide(seq) ? 2 : 1);
    }

    /** Reads the whole payload of a slot; looks at no word twice. */
    static boolean isPayloadOf(final long seq, final int slot) {
        final long payload = SharedRing.CONSUMER.pool(POOL).slotAddress(slot);
        long differences = 0;
        for (int i = 0; i < WORDS; i++) {
            differences |= UnsafeApi.getLong(payload + i * Long.BYTES) ^ seq;
        }
        return differences == 0;
    }
}
