package org.framedock.transport;

import io.aeron.Aeron;
import io.aeron.Counter;
import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.RegistrationException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of one owner as Aeron counters, which AeronStat and the like show. They are copied four times a second from
 * where their owner keeps them, by a release store each; the owner's own counting is not touched. They are asked for
 * without waiting, come again with the media driver, and end with {@link #close}. A media driver that refuses them is
 * told of once in the log and stops nothing. Belongs to one thread, the owner's; {@link #update} allocates only when
 * counters are made.
 */
public final class CounterGroup implements AutoCloseable {

    /** The most bytes of an instance's name in a key; what is longer is cut. */
    public static final int MAX_INSTANCE_BYTES = 96;
    /** Where the stream id lies in a key. */
    public static final int STREAM_ID_OFFSET = 0;
    /** Where the client id lies in a key. */
    public static final int CLIENT_ID_OFFSET = 4;
    /** Where the instance's length lies in a key; its bytes follow, and then the process. */
    public static final int INSTANCE_OFFSET = 8;

    private static final Logger LOG = LoggerFactory.getLogger(CounterGroup.class);
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The media driver's queue of commands is shared by all of its clients. */
    private static final int MAX_ASKED_AT_ONCE = 32;
    private static final long NOT_ASKED = Aeron.NULL_VALUE;
    private static final int MAX_LABEL_BYTES = 380;
    /** On Linux it has 22 bits at most. */
    private static final int PID = (int)ProcessHandle.current().pid();

    private final String instance;
    private final List<Entry> entries = new ArrayList<>();
    private Aeron aeron;
    private int askedNow;
    private boolean refusalSaid;
    private long dueNs = System.nanoTime();

    /** A number, and the counter that it is shown by. */
    private static final class Entry {

        private final int typeId;
        private final UnsafeBuffer key;
        private final UnsafeBuffer label;
        private final LongSupplier value;
        private long registrationId = NOT_ASKED;
        private Counter counter;
        private boolean refused;

        Entry(final int typeId, final UnsafeBuffer key, final UnsafeBuffer label, final LongSupplier value) {
            this.typeId = typeId;
            this.key = key;
            this.label = label;
            this.value = value;
        }
    }

    /**
     * A group without counters.
     *
     * @param instance name of the driver's instance; empty if it is not known.
     */
    public CounterGroup(final String instance) {
        this.instance = instance;
    }

    /**
     * Adds a number.
     *
     * @param type       what it is.
     * @param streamId   the stream, u32; 0 for none.
     * @param streamName its name; empty if it is not known.
     * @param clientId   the client, u32; 0 for none.
     * @param value      read on this thread; must not allocate or block.
     * @return this.
     */
    public CounterGroup add(final CounterType type, final long streamId, final String streamName, final long clientId,
        final LongSupplier value) {
        final StringBuilder label = new StringBuilder("framedock: ").append(type.what());
        if (streamId != 0) {
            label.append(" stream=").append(streamName.isEmpty() ? streamId : streamName + " (" + streamId + ")");
        }
        if (clientId != 0) {
            label.append(" client=").append(clientId);
        }
        if (!instance.isEmpty()) {
            label.append(" instance=").append(instance);
        }
        final byte[] name = ascii(instance, MAX_INSTANCE_BYTES);
        final UnsafeBuffer key = new UnsafeBuffer(new byte[INSTANCE_OFFSET + 2 * Integer.BYTES + name.length]);
        key.putInt(STREAM_ID_OFFSET, (int)streamId, ByteOrder.LITTLE_ENDIAN);
        key.putInt(CLIENT_ID_OFFSET, (int)clientId, ByteOrder.LITTLE_ENDIAN);
        key.putInt(INSTANCE_OFFSET, name.length, ByteOrder.LITTLE_ENDIAN);
        key.putBytes(INSTANCE_OFFSET + Integer.BYTES, name);
        key.putInt(INSTANCE_OFFSET + Integer.BYTES + name.length, PID, ByteOrder.LITTLE_ENDIAN);
        entries.add(new Entry(
            type.typeId(), key, new UnsafeBuffer(ascii(label.toString(), MAX_LABEL_BYTES)), value));
        return this;
    }

    /**
     * The process that a counter's key names.
     *
     * @param key of a counter with one of our type ids, as the media driver keeps it: padded with zeros.
     * @return its id, 0 if the key does not tell.
     */
    public static int pidOf(final DirectBuffer key) {
        final int length = key.getInt(INSTANCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int offset = INSTANCE_OFFSET + Integer.BYTES + length;
        return length < 0 || length > MAX_INSTANCE_BYTES || key.capacity() < offset + Integer.BYTES
            ? 0 : Math.max(0, key.getInt(offset, ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * The driver's instance that a counter's key names.
     *
     * @param key of a counter with one of our type ids.
     * @return as {@link #inKey} makes it; empty if the key does not tell.
     */
    public static String instanceOf(final DirectBuffer key) {
        final int length = key.getInt(INSTANCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int offset = INSTANCE_OFFSET + Integer.BYTES;
        return length < 0 || length > MAX_INSTANCE_BYTES || key.capacity() < offset + length
            ? "" : key.getStringWithoutLengthAscii(offset, length);
    }

    /**
     * An instance's name as keys have it.
     *
     * @param instance its name.
     * @return printable ASCII, at most {@link #MAX_INSTANCE_BYTES} of it.
     */
    public static String inKey(final String instance) {
        return new String(ascii(instance, MAX_INSTANCE_BYTES), StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(final String text, final int maxBytes) {
        final String shown = text.replaceAll("[^ -~]", "?");
        return shown.substring(0, Math.min(shown.length(), maxBytes)).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Shows the numbers as they are now, if that is due.
     *
     * @param current the Aeron client of the moment; null while there is none.
     * @param nowNs   System.nanoTime.
     */
    public void update(final Aeron current, final long nowNs) {
        if (nowNs - dueNs < 0) {
            return;
        }
        dueNs = nowNs + PERIOD_NS;
        askedNow = 0;
        if (current != aeron) {
            forget();
            aeron = current;
        }
        if (aeron != null && !aeron.isClosed()) {
            for (int i = 0; i < entries.size(); i++) {
                update(entries.get(i));
            }
        }
    }

    private void update(final Entry entry) {
        if (entry.counter != null) {
            if (!entry.counter.isClosed()) {
                entry.counter.setRelease(entry.value.getAsLong());
            }
        } else if (!entry.refused) {
            make(entry);
        }
    }

    private void make(final Entry entry) {
        try {
            if (entry.registrationId == NOT_ASKED) {
                if (askedNow >= MAX_ASKED_AT_ONCE) {
                    return;
                }
                askedNow++;
                entry.registrationId = aeron.asyncAddCounter(entry.typeId, entry.key, 0, entry.key.capacity(),
                    entry.label, 0, entry.label.capacity());
                return;
            }
            entry.counter = aeron.getCounter(entry.registrationId);
            if (entry.counter != null) {
                entry.counter.setRelease(entry.value.getAsLong());
            }
        } catch (final RegistrationException e) {
            entry.refused = true;
            if (!refusalSaid) {
                refusalSaid = true;
                LOG.warn("the media driver refuses counters, the first being '{}': {}",
                    entry.label.getStringWithoutLengthAscii(0, entry.label.capacity()), e.getMessage());
            }
        } catch (final AeronException | IllegalArgumentException | IllegalStateException busyOrGone) {
            // It has not been asked: again at the next update.
            entry.registrationId = NOT_ASKED;
        }
    }

    /** The counters of a client that is gone are gone with it. */
    private void forget() {
        for (final Entry entry : entries) {
            entry.counter = null;
            entry.registrationId = NOT_ASKED;
            entry.refused = false;
        }
    }

    /** Ends the counters; the numbers may be shown again by a later {@link #update}. */
    @Override
    public void close() {
        if (aeron != null && !aeron.isClosed()) {
            for (final Entry entry : entries) {
                if (entry.counter != null) {
                    CloseHelper.quietClose(entry.counter);
                } else if (entry.registrationId != NOT_ASKED && !entry.refused) {
                    CloseHelper.quietClose(() -> aeron.asyncRemoveCounter(entry.registrationId));
                }
            }
        }
        forget();
        aeron = null;
    }
}
