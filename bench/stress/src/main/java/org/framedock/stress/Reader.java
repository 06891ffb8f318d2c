package org.framedock.stress;

import org.framedock.memory.HeaderRing;
import org.framedock.memory.SlotHeader;

/** What a consumer does with a slot (W-14), and what it got. One object per reading thread. */
final class Reader {

    static final String ACCEPTED = "accepted";
    static final String DROPPED = "dropped";
    static final String TORN = "TORN";
    static final String STALE = "STALE";

    private final SlotHeader header = new SlotHeader();

    /** Follows a descriptor. */
    String read(final long seq) {
        final HeaderRing ring = SharedRing.CONSUMER.ring();
        final int slot = ring.slotOf(seq);
        final long word = ring.commitWord(slot);
        return word == HeaderRing.committedWord(seq) ? readCommitted(ring, slot, word) : DROPPED;
    }

    /** Takes whatever frame a slot holds now. */
    String readNewest(final int slot) {
        final HeaderRing ring = SharedRing.CONSUMER.ring();
        final long word = ring.commitWord(slot);
        return (word & 1) == 1 ? readCommitted(ring, slot, word) : DROPPED;
    }

    private String readCommitted(final HeaderRing ring, final int slot, final long word) {
        header.read(ring, slot);
        if (ring.commitWordAfterReads(slot) != word) {
            return DROPPED;
        }
        // From here on the consumer takes the header for sound, and its handler reads the payload in place.
        final boolean whole = Frame.isHeaderOf(word >>> 1, header);
        final boolean filled = Frame.isPayloadOf(word >>> 1, slot);
        if (!whole) {
            return TORN;
        }
        if (ring.commitWordAfterReads(slot) != word) {
            return DROPPED;
        }
        return filled ? ACCEPTED : TORN;
    }

    /** Wrong: looks at the commit word before it reads, and not again. */
    String readWithoutSecondLook(final long seq) {
        final HeaderRing ring = SharedRing.CONSUMER.ring();
        final int slot = ring.slotOf(seq);
        if (ring.commitWord(slot) != HeaderRing.committedWord(seq)) {
            return DROPPED;
        }
        header.read(ring, slot);
        final boolean filled = Frame.isPayloadOf(seq, slot);
        return filled && Frame.isHeaderOf(seq, header) ? ACCEPTED : TORN;
    }
}
