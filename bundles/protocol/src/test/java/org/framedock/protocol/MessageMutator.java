package org.framedock.protocol;

import java.util.Random;
import org.agrona.MutableDirectBuffer;

/**
 * Damages messages at random, the same for the same seed: lengths, counts, enums and other fields, header, truncation,
 * surplus, huge var data, the end of another message, plain noise. Some come out sound or not damaged at all, so that
 * sequences of messages mean something. Also for the tests of other modules. One thread.
 */
public final class MessageMutator {

    /** The longest message that is made. */
    public static final int MAX_BYTES = 8192;

    private static final int HEADER = MessageCheck.HEADER_BYTES;
    private static final int MAX_PLACES = 64;
    private static final int MAX_GROWTH_BYTES = 2048;
    private static final long[] NOTABLE = {
        0, 1, 2, 3, 4, 8, 64, 0x7F, 0x80, 0xFE, 0xFF, 0x100, 0x400, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x1_0000,
        0x4000_0000, 0x7FFF_FFFF, 0x8000_0000L, 0xFFFF_FFF0L, 0xFFFF_FFFCL, 0xFFFF_FFFEL, 0xFFFF_FFFFL,
        Long.MAX_VALUE, Long.MIN_VALUE, -2, -1};

    private final Random random;
    private final byte[] work = new byte[MAX_BYTES];
    private final byte[] former = new byte[MAX_BYTES];
    private final int[] lengthPlaces = new int[MAX_PLACES];
    private int formerLength;
    private int length;
    private int placeCount;
    private int groupAt;

    /**
     * A mutator.
     *
     * @param seed the same seed damages the same messages in the same way.
     */
    public MessageMutator(final long seed) {
        random = new Random(seed);
    }

    /**
     * A number that is the same for the same seed and place in the sequence of calls.
     *
     * @param bound the number is below it.
     * @return from 0.
     */
    public int nextInt(final int bound) {
        return random.nextInt(bound);
    }

    /**
     * Makes another message of a sound one.
     *
     * @param seed a sound message; stays as it is.
     * @param out  gets the other message at 0; holds {@link #MAX_BYTES} bytes or expands.
     * @return its length, from 0.
     */
    public int mutate(final byte[] seed, final MutableDirectBuffer out) {
        length = seed.length;
        System.arraycopy(seed, 0, work, 0, length);
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            damage();
        }
        System.arraycopy(seed, 0, former, 0, seed.length);
        formerLength = seed.length;
        out.putBytes(0, work, 0, length);
        return length;
    }

    private void damage() {
        findLengths();
        switch (random.nextInt(12)) {
            case 0:
                length = random.nextInt(length + 1);
                break;
            case 1:
                insert(length, 1 + random.nextInt(random.nextInt(8) == 0 ? MAX_GROWTH_BYTES : 64));
                break;
            case 2:
                overwrite(2 * random.nextInt(4), Short.BYTES);
                break;
            case 3:
            case 4:
                damageLength();
                break;
            case 5:
                growData();
                break;
            case 6:
                damageCount();
                break;
            case 7:
                overwriteSomewhere(Byte.BYTES);
                break;
            case 8:
                overwriteSomewhere(Short.BYTES << random.nextInt(3));
                break;
            case 9:
                flip();
                break;
            case 10:
                splice();
                break;
            default:
                makeNoise();
                break;
        }
    }

    /** Where a sound message has the lengths of its var data; none if it is not sound any more. */
    private void findLengths() {
        placeCount = 0;
        groupAt = -1;
        if (length < HEADER) {
            return;
        }
        final int templateId = u16(2);
        final boolean lease = u16(4) == 901;
        final boolean hasGroup = lease ? templateId == 2 : templateId == 1 || templateId == 8;
        int at = HEADER + u16(0);
        if (hasGroup && at + 4 <= length) {
            groupAt = at;
            final int entryBytes = u16(at);
            final int entries = u16(at + 2);
            final int dataOfEntry = !lease && templateId == 8 ? 3 : 1;
            at += 4;
            for (int i = 0; i < entries && at >= 0; i++) {
                at = addLengths(at + entryBytes, dataOfEntry);
            }
        }
        addLengths(at, Integer.MAX_VALUE);
    }

    /** Returns where the data ends, or -1 if that is beyond the message. */
    private int addLengths(final int from, final int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            if (at < 0 || at > length - Integer.BYTES || placeCount == MAX_PLACES) {
                return -1;
            }
            lengthPlaces[placeCount++] = at;
            final long dataBytes = i32(at) & 0xFFFF_FFFFL;
            if (dataBytes > length - at - Integer.BYTES) {
                return -1;
            }
            at += Integer.BYTES + (int)dataBytes;
        }
        return at;
    }

    private void damageLength() {
        if (placeCount == 0) {
            overwriteSomewhere(Integer.BYTES);
            return;
        }
        final int at = lengthPlaces[random.nextInt(placeCount)];
        if (random.nextBoolean()) {
            put(at, i32(at) + random.nextInt(9) - 4, Integer.BYTES);
        } else {
            put(at, NOTABLE[random.nextInt(NOTABLE.length)], Integer.BYTES);
        }
    }

    /** Var data that is really as long as it says. */
    private void growData() {
        if (placeCount == 0) {
            return;
        }
        final int at = lengthPlaces[random.nextInt(placeCount)];
        final long dataBytes = i32(at) & 0xFFFF_FFFFL;
        if (dataBytes <= length - at - Integer.BYTES) {
            final int grown = insert(at + Integer.BYTES + (int)dataBytes, 1 + random.nextInt(MAX_GROWTH_BYTES));
            put(at, dataBytes + grown, Integer.BYTES);
        }
    }

    /** Another number of entries, with or without the entries. */
    private void damageCount() {
        if (groupAt < 0) {
            overwriteSomewhere(Short.BYTES);
            return;
        }
        if (random.nextInt(3) == 0) {
            overwrite(groupAt, Short.BYTES);
            return;
        }
        final int entries = u16(groupAt + 2);
        final int entryBytes = u16(groupAt);
        final int first = groupAt + 4;
        if (entries == 0 || placeCount == 0 || lengthPlaces[0] != first + entryBytes || random.nextBoolean()) {
            overwrite(groupAt + 2, Short.BYTES);
            return;
        }
        final long entryLength = entryBytes + Integer.BYTES + (i32(first + entryBytes) & 0xFFFF_FFFFL);
        int added = 0;
        for (int copies = 1 + random.nextInt(20); copies > 0 && entryLength <= MAX_BYTES - length; copies--) {
            System.arraycopy(work, first, work, first + (int)entryLength, length - first);
            length += (int)entryLength;
            added++;
        }
        put(groupAt + 2, entries + added, Short.BYTES);
    }

    private void overwriteSomewhere(final int bytes) {
        if (length >= bytes) {
            overwrite(random.nextInt(length - bytes + 1), bytes);
        }
    }

    private void overwrite(final int at, final int bytes) {
        put(at, random.nextInt(4) == 0 ? random.nextLong() : NOTABLE[random.nextInt(NOTABLE.length)], bytes);
    }

    private void flip() {
        if (length > 0) {
            work[random.nextInt(length)] ^= (byte)(1 << random.nextInt(Byte.SIZE));
        }
    }

    /** The start of this message and the end of the one before. */
    private void splice() {
        final int from = random.nextInt(formerLength + 1);
        final int keep = random.nextInt(length + 1);
        final int taken = Math.min(formerLength - from, MAX_BYTES - keep);
        System.arraycopy(former, from, work, keep, taken);
        length = keep + taken;
    }

    /** Random bytes, with or without a sound header in front. */
    private void makeNoise() {
        final int from = random.nextBoolean() ? Math.min(HEADER, length) : 0;
        length = from + random.nextInt(256);
        fill(from, length - from);
    }

    /** Makes room with random bytes in it; returns how much of it fitted. */
    private int insert(final int at, final int bytes) {
        final int fitting = Math.min(bytes, MAX_BYTES - length);
        System.arraycopy(work, at, work, at + fitting, length - at);
        fill(at, fitting);
        length += fitting;
        return fitting;
    }

    private void fill(final int from, final int bytes) {
        for (int i = 0; i < bytes; i++) {
            work[from + i] = (byte)random.nextInt();
        }
    }

    private void put(final int at, final long value, final int bytes) {
        for (int i = 0; i < bytes && at + i < length; i++) {
            work[at + i] = (byte)(value >>> Byte.SIZE * i);
        }
    }

    private int u16(final int at) {
        return at + 1 < length ? work[at] & 0xFF | (work[at + 1] & 0xFF) << Byte.SIZE : 0;
    }

    private int i32(final int at) {
        return u16(at) | u16(at + Short.BYTES) << Short.SIZE;
    }
}
