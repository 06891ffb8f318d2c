package org.framedock.bench.load;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the two sides of a run agree by, in a small mapped file: an order, its acknowledgement, how far each stream has
 * been read, and what the consumer's side found. Each word lies on cache lines of its own. The producer's side gives
 * orders, the consumer's side writes everything else.
 */
public final class Blackboard implements AutoCloseable {

    /** Consumers keep their leases and sleep in between. */
    static final int REST = 1;
    /** Consumers read as fast as they can; nothing is counted. */
    static final int RUN = 2;
    /** Counting begins. */
    static final int BEGIN = 3;
    /** Counting ends, results are written before the acknowledgement. */
    static final int END = 4;
    /** The consumer's side ends. */
    static final int QUIT = 5;

    /** Result: frames that were handled and still valid afterwards, of all consumers and streams. */
    public static final int DELIVERED = 0;
    /** Result: frames that a consumer counted as lost, by whatever cause. */
    public static final int LOST = 1;
    /** Result: bytes that the consumer's thread allocated. */
    public static final int ALLOCATED_BYTES = 2;
    /** Result: samples in the histograms. */
    public static final int SAMPLES = 3;
    /** Results from here on: percentiles of the time since the intended time. */
    public static final int SINCE_INTENDED = 8;
    /** Results from here on: percentiles of the time since the producer began to publish. */
    public static final int SINCE_BEGUN = 16;

    private static final long READY = -1;
    private static final int LINE_BYTES = 256;
    private static final int ORDER = 0;
    private static final int ACKNOWLEDGED = LINE_BYTES;
    private static final int READ_TO = 2 * LINE_BYTES;
    private static final int MAX_STREAMS = 16;
    private static final int RESULTS = READ_TO + MAX_STREAMS * LINE_BYTES;
    private static final int BYTES = RESULTS + 1024;
    private static final long PATIENCE_NS = 30_000_000_000L;
    private static final long LOOK_NS = 20_000;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;
    private long orders;

    private Blackboard(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        this.buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Makes the file.
     *
     * @param file that does not exist.
     * @return the board.
     */
    public static Blackboard create(final Path file) {
        return new Blackboard(IoUtil.mapNewFile(file.toFile(), BYTES));
    }

    /**
     * Maps what another process has made.
     *
     * @param file its file.
     * @return the board.
     */
    public static Blackboard open(final Path file) {
        return new Blackboard(IoUtil.mapExistingFile(file.toFile(), "blackboard"));
    }

    /** Gives an order and waits until it is acknowledged. */
    void order(final int verb, final Runnable meanwhile) {
        final long order = ++orders << 8 | verb;
        buffer.putLongRelease(ORDER, order);
        await(order, meanwhile);
    }

    void awaitReady(final Runnable meanwhile) {
        await(READY, meanwhile);
    }

    private void await(final long value, final Runnable meanwhile) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (buffer.getLongVolatile(ACKNOWLEDGED) != value) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IllegalStateException("the consumer's side does not answer");
            }
            meanwhile.run();
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    long order() {
        return buffer.getLongVolatile(ORDER);
    }

    static int verb(final long order) {
        return (int)order & 0xFF;
    }

    void ready() {
        buffer.putLongRelease(ACKNOWLEDGED, READY);
    }

    void acknowledge(final long order) {
        buffer.putLongRelease(ACKNOWLEDGED, order);
    }

    /** The sequence up to which every consumer has read a stream, exclusive. */
    void readTo(final int stream, final long sequence) {
        buffer.putLongRelease(READ_TO + stream * LINE_BYTES, sequence);
    }

    long readTo(final int stream) {
        return buffer.getLongVolatile(READ_TO + stream * LINE_BYTES);
    }

    /**
     * Writes a result, before an order to end is acknowledged.
     *
     * @param index which of the results.
     * @param value its value.
     */
    public void result(final int index, final long value) {
        buffer.putLong(RESULTS + index * Long.BYTES, value);
    }

    /**
     * What the consumer's side found between the last two orders to begin and to end.
     *
     * @param index which of the results.
     * @return its value.
     */
    public long result(final int index) {
        return buffer.getLong(RESULTS + index * Long.BYTES);
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
