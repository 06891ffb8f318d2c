package org.framedock.pattern.content;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Content of a frame as a function of its sequence number (the protocol's configuration page). Stateless: any thread,
 * no allocation.
 */
public enum Pattern {

    /** Every byte is {@code seq % 256}. */
    COUNTER {
        @Override
        public void fill(final MutableDirectBuffer buffer, final int length, final long seq) {
            buffer.setMemory(0, length, (byte)seq);
        }

        @Override
        public boolean check(final DirectBuffer buffer, final int length, final long seq) {
            return ByteRuns.isFilledWith(buffer, 0, length, (byte)seq);
        }
    },

    /**
     * Bytes 0 to 7 hold seq little-endian, bytes 8 to 15 its complement, byte i from 16 on is {@code (seq + i) & 255}.
     * A shorter frame holds as much of that as fits.
     */
    INTEROP {
        @Override
        public void fill(final MutableDirectBuffer buffer, final int length, final long seq) {
            if (length < HEAD_BYTES) {
                for (int i = 0; i < length; i++) {
                    buffer.putByte(i, headByte(seq, i));
                }
                return;
            }
            buffer.putLong(0, seq, ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(Long.BYTES, ~seq, ByteOrder.LITTLE_ENDIAN);
            final int phase = phase(seq);
            int i = HEAD_BYTES;
            while (i < length) {
                final int runBytes = Math.min(RUN_BYTES, length - i);
                buffer.putBytes(i, RAMP_BUFFER, phase, runBytes);
                i += runBytes;
            }
        }

        @Override
        public boolean check(final DirectBuffer buffer, final int length, final long seq) {
            final int headLength = Math.min(length, HEAD_BYTES);
            for (int i = 0; i < headLength; i++) {
                if (buffer.getByte(i) != headByte(seq, i)) {
                    return false;
                }
            }
            final int phase = phase(seq);
            int i = HEAD_BYTES;
            while (i < length) {
                final int runBytes = Math.min(RUN_BYTES, length - i);
                if (!ByteRuns.isEqual(buffer, i, RAMP, phase, runBytes)) {
                    return false;
                }
                i += runBytes;
            }
            return true;
        }

        private byte headByte(final long seq, final int index) {
            return (byte)((index < Long.BYTES ? seq : ~seq) >>> (index % Long.BYTES * Byte.SIZE));
        }

        /** Where the ramp starts that byte 16 begins. */
        private int phase(final long seq) {
            return (int)(seq + HEAD_BYTES) & (RAMP_PERIOD - 1);
        }
    };

    private static final int HEAD_BYTES = 16;
    private static final int RAMP_PERIOD = 256;
    /** Long enough that the copying counts and not the calls, short enough to stay in the first-level cache. */
    private static final int RUN_BYTES = 16 * 1024;
    private static final byte[] RAMP = ramp();
    private static final UnsafeBuffer RAMP_BUFFER = new UnsafeBuffer(RAMP);

    private static byte[] ramp() {
        final byte[] bytes = new byte[RUN_BYTES + RAMP_PERIOD];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)i;
        }
        return bytes;
    }

    /**
     * Writes the content of a frame.
     *
     * @param buffer where to, from index 0 on.
     * @param length size of the frame in bytes, at most the buffer's capacity.
     * @param seq    sequence number of the frame, an unsigned 64-bit number.
     */
    public abstract void fill(MutableDirectBuffer buffer, int length, long seq);

    /**
     * Looks at every byte of a frame, unless one before it is wrong already.
     *
     * @param buffer where the frame lies, from index 0 on.
     * @param length size of the frame in bytes, at most the buffer's capacity.
     * @param seq    sequence number of the frame, an unsigned 64-bit number.
     * @return true if every byte is right.
     */
    public abstract boolean check(DirectBuffer buffer, int length, long seq);
}
