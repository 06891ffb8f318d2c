package org.framedock.transport;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts messages of several fragments together and hands whole messages on, like Aeron's own assembler, but never holds
 * more than {@code maxBytes} for each of 64 sessions: a longer message is given up and counted. Single fragments are
 * passed on without a copy. Belongs to one thread.
 */
public final class BoundedAssembler implements FragmentHandler {

    private static final int MAX_SESSIONS = 64;

    private final FragmentHandler delegate;
    private final int maxBytes;
    private final Int2ObjectHashMap<Partial> partials = new Int2ObjectHashMap<>();
    private long tooLong;

    /** What has come of one session's message. */
    private static final class Partial {

        private final UnsafeBuffer buffer;
        private int length;
        private int nextTermOffset;
        private boolean open;

        Partial(final int maxBytes) {
            buffer = new UnsafeBuffer(new byte[maxBytes]);
        }
    }

    /**
     * An assembler in front of a handler.
     *
     * @param delegate gets whole messages.
     * @param maxBytes the longest message that is passed on.
     */
    public BoundedAssembler(final FragmentHandler delegate, final int maxBytes) {
        this.delegate = delegate;
        this.maxBytes = maxBytes;
    }

    /**
     * Messages that were given up because they were longer than allowed.
     *
     * @return messages.
     */
    public long tooLong() {
        return tooLong;
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final int flags = header.flags() & FrameDescriptor.UNFRAGMENTED;
        if (flags == FrameDescriptor.UNFRAGMENTED) {
            if (length <= maxBytes) {
                delegate.onFragment(buffer, offset, length, header);
            } else {
                tooLong++;
            }
        } else if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0) {
            begin(buffer, offset, length, header);
        } else {
            goOn(buffer, offset, length, header, (flags & FrameDescriptor.END_FRAG_FLAG) != 0);
        }
    }

    private void begin(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        Partial partial = partials.get(header.sessionId());
        if (partial == null) {
            if (partials.size() >= MAX_SESSIONS) {
                partials.clear();
            }
            partial = new Partial(maxBytes);
            partials.put(header.sessionId(), partial);
        }
        partial.length = 0;
        partial.open = true;
        append(partial, buffer, offset, length, header);
    }

    private void goOn(
        final DirectBuffer buffer, final int offset, final int length, final Header header, final boolean isLast) {
        final Partial partial = partials.get(header.sessionId());
        if (partial == null || !partial.open) {
            return;
        }
        if (header.termOffset() != partial.nextTermOffset) {
            // An untethered subscription may be joined again in the middle of a message.
            partial.open = false;
            return;
        }
        append(partial, buffer, offset, length, header);
        if (isLast && partial.open) {
            partial.open = false;
            delegate.onFragment(partial.buffer, 0, partial.length, header);
        }
    }

    private void append(
        final Partial partial, final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (length > maxBytes - partial.length) {
            partial.open = false;
            tooLong++;
            return;
        }
        partial.buffer.putBytes(partial.length, buffer, offset, length);
        partial.length += length;
        partial.nextTermOffset = BitUtil.align(
            header.termOffset() + DataHeaderFlyweight.HEADER_LENGTH + length, FrameDescriptor.FRAME_ALIGNMENT);
    }
}
