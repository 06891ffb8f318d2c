package org.framedock.bench.limits;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What Aeron does over IPC without anything of ours: messages as small as a descriptor, and frames copied through its
 * log. The calling thread is on the first core, the other side on the last. One object for one use of each method.
 */
public final class MessageLimit {

    private static final int MESSAGE_BYTES = 48;
    private static final int BURST = 16;
    private static final int FRAGMENT_LIMIT = 64;
    private static final int PING_STREAM = 1;
    private static final int PONG_STREAM = 2;
    private static final int LARGE_STREAM = 3;
    private static final String SMALL_CHANNEL = "aeron:ipc?term-length=4m";
    private static final String LARGE_CHANNEL = "aeron:ipc?term-length=16m";
    private static final double SECOND_NS = 1e9;
    private static final long LONGEST_NS = 1_000_000_000L;
    private static final int ONE_WAY_HZ = 10_000;

    private final Aeron aeron;
    private final int repeats;
    private final int warmUpMs;
    private final int measureMs;
    private final BufferClaim claim = new BufferClaim();
    private volatile boolean over;

    /**
     * On a media driver.
     *
     * @param aeron     its client.
     * @param repeats   of each figure.
     * @param warmUpMs  before them.
     * @param measureMs of each.
     */
    public MessageLimit(final Aeron aeron, final int repeats, final int warmUpMs, final int measureMs) {
        this.aeron = aeron;
        this.repeats = repeats;
        this.warmUpMs = warmUpMs;
        this.measureMs = measureMs;
    }

    private int forMs(final int repeat) {
        return repeat == 0 ? warmUpMs : measureMs;
    }

    /** Messages a second that one thread publishes in bursts and polls. */
    public double[] oneThread() {
        try (Subscription subscription = aeron.addSubscription(SMALL_CHANNEL, PING_STREAM);
            ExclusivePublication publication = connected(SMALL_CHANNEL, PING_STREAM)) {
            final long[] received = new long[1];
            final FragmentHandler handler = (buffer, offset, length, header) -> received[0]++;
            final double[] rates = new double[repeats + 1];
            for (int i = 0; i <= repeats; i++) {
                final long beginNs = System.nanoTime();
                final long before = received[0];
                long nowNs = beginNs;
                while (nowNs - beginNs < forMs(i) * 1_000_000L) {
                    for (int m = 0; m < BURST; m++) {
                        send(publication, nowNs);
                    }
                    for (int taken = 0; taken < BURST;) {
                        taken += subscription.poll(handler, FRAGMENT_LIMIT);
                    }
                    nowNs = System.nanoTime();
                }
                rates[i] = (received[0] - before) * SECOND_NS / (nowNs - beginNs);
            }
            return withoutFirst(rates);
        }
    }

    /** Messages a second from thread to thread. */
    public double[] twoThreads() {
        final UnsafeBuffer received = new UnsafeBuffer(BufferUtil.allocateDirectAligned(256, 128));
        try (Subscription subscription = aeron.addSubscription(SMALL_CHANNEL, PING_STREAM);
            ExclusivePublication publication = connected(SMALL_CHANNEL, PING_STREAM)) {
            final FragmentHandler handler =
                (buffer, offset, length, header) -> received.putLongRelease(0, received.getLong(0) + 1);
            final Thread taker = taker(() -> subscription.poll(handler, FRAGMENT_LIMIT));
            final double[] rates = new double[repeats + 1];
            for (int i = 0; i <= repeats; i++) {
                final long beginNs = System.nanoTime();
                final long before = received.getLongVolatile(0);
                long nowNs = beginNs;
                while (nowNs - beginNs < forMs(i) * 1_000_000L) {
                    send(publication, nowNs);
                    nowNs = System.nanoTime();
                }
                rates[i] = (received.getLongVolatile(0) - before) * SECOND_NS / (System.nanoTime() - beginNs);
            }
            end(taker);
            return withoutFirst(rates);
        }
    }

    /** Nanoseconds from an intended time to the other thread, at a rate of messages: the median of each repeat. */
    public double[] oneWayNs() {
        final Histogram histogram = new Histogram(LONGEST_NS, 3);
        final UnsafeBuffer received = new UnsafeBuffer(BufferUtil.allocateDirectAligned(256, 128));
        try (Subscription subscription = aeron.addSubscription(SMALL_CHANNEL, PING_STREAM);
            ExclusivePublication publication = connected(SMALL_CHANNEL, PING_STREAM)) {
            final FragmentHandler handler = (buffer, offset, length, header) -> {
                histogram.recordValue(Math.max(0, Math.min(LONGEST_NS, System.nanoTime() - buffer.getLong(offset))));
                received.putLongRelease(0, received.getLong(0) + 1);
            };
            final Thread taker = taker(() -> subscription.poll(handler, FRAGMENT_LIMIT));
            final double[] medians = new double[repeats + 1];
            long sent = 0;
            for (int i = 0; i <= repeats; i++) {
                final long intervalNs = (long)SECOND_NS / ONE_WAY_HZ;
                final int messages = (int)(forMs(i) * 1_000_000L / intervalNs);
                long intendedNs = System.nanoTime();
                for (int m = 0; m < messages; m++) {
                    intendedNs += intervalNs;
                    while (System.nanoTime() - intendedNs < 0) {
                        // A pause would be measured too.
                    }
                    send(publication, intendedNs);
                    sent++;
                }
                while (received.getLongVolatile(0) < sent) {
                    Thread.onSpinWait();
                }
                // All have been received, so the other thread leaves the histogram alone.
                medians[i] = histogram.getValueAtPercentile(50);
                histogram.reset();
            }
            end(taker);
            return withoutFirst(medians);
        }
    }

    /** Nanoseconds of a message to the other thread and its answer: the mean of each repeat. */
    public double[] roundTripNs() {
        try (Subscription pings = aeron.addSubscription(SMALL_CHANNEL, PING_STREAM);
            Subscription pongs = aeron.addSubscription(SMALL_CHANNEL, PONG_STREAM);
            ExclusivePublication ping = connected(SMALL_CHANNEL, PING_STREAM);
            ExclusivePublication pong = connected(SMALL_CHANNEL, PONG_STREAM)) {
            final BufferClaim answer = new BufferClaim();
            final FragmentHandler answering = (buffer, offset, length, header) -> send(pong, answer, 0);
            final FragmentHandler ignoring = (buffer, offset, length, header) -> { };
            final Thread taker = taker(() -> pings.poll(answering, 1));
            final double[] means = new double[repeats + 1];
            for (int i = 0; i <= repeats; i++) {
                final long beginNs = System.nanoTime();
                long nowNs = beginNs;
                long trips = 0;
                while (nowNs - beginNs < forMs(i) * 1_000_000L) {
                    for (int t = 0; t < FRAGMENT_LIMIT; t++) {
                        send(ping, nowNs);
                        while (pongs.poll(ignoring, 1) == 0) {
                            // A pause would be measured too.
                        }
                    }
                    trips += FRAGMENT_LIMIT;
                    nowNs = System.nanoTime();
                }
                means[i] = (nowNs - beginNs) / (double)trips;
            }
            end(taker);
            return withoutFirst(means);
        }
    }

    /** Frames a second that are copied into Aeron's log and put together again. */
    public double[] largeMessages(final int payloadBytes) {
        final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadBytes, 64));
        final UnsafeBuffer received = new UnsafeBuffer(BufferUtil.allocateDirectAligned(256, 128));
        try (Subscription subscription = aeron.addSubscription(LARGE_CHANNEL, LARGE_STREAM);
            ExclusivePublication publication = connected(LARGE_CHANNEL, LARGE_STREAM)) {
            final FragmentAssembler assembler = new FragmentAssembler(
                (buffer, offset, length, header) -> received.putLongRelease(0, received.getLong(0) + 1));
            final Thread taker = taker(() -> subscription.poll(assembler, FRAGMENT_LIMIT));
            final double[] rates = new double[repeats + 1];
            for (int i = 0; i <= repeats; i++) {
                final long beginNs = System.nanoTime();
                final long before = received.getLongVolatile(0);
                while (System.nanoTime() - beginNs < forMs(i) * 1_000_000L) {
                    if (publication.offer(frame, 0, payloadBytes) < 0) {
                        Thread.onSpinWait();
                    }
                }
                rates[i] = (received.getLongVolatile(0) - before) * SECOND_NS / (System.nanoTime() - beginNs);
            }
            end(taker);
            return withoutFirst(rates);
        }
    }

    private void send(final ExclusivePublication publication, final long value) {
        send(publication, claim, value);
    }

    private static void send(final ExclusivePublication publication, final BufferClaim claim, final long value) {
        while (publication.tryClaim(MESSAGE_BYTES, claim) < 0) {
            Thread.onSpinWait();
        }
        claim.buffer().putLong(claim.offset(), value);
        claim.commit();
    }

    private ExclusivePublication connected(final String channel, final int streamId) {
        final ExclusivePublication publication = aeron.addExclusivePublication(channel, streamId);
        while (!publication.isConnected()) {
            LockSupport.parkNanos(100_000);
        }
        return publication;
    }

    private Thread taker(final Runnable poll) {
        over = false;
        final Thread thread = new Thread(() -> {
            Cores.pinToLast();
            while (!over) {
                poll.run();
            }
        }, "bench-taker");
        thread.start();
        Cores.pinToFirst();
        return thread;
    }

    private void end(final Thread taker) {
        over = true;
        Cores.unpin();
        try {
            taker.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first repeat warms up. */
    private static double[] withoutFirst(final double[] samples) {
        return Arrays.copyOfRange(samples, 1, samples.length);
    }
}
