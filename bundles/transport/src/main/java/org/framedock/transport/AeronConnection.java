package org.framedock.transport;

import io.aeron.Aeron;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Aeron client that is made again whenever the media driver has gone and come back (D-19a). It never waits for a
 * media driver: while there is none, {@link #poll} returns null.
 *
 * <p>{@link #poll} may be called by several threads. All that was made with a former client is closed with it;
 * whoever holds publications or subscriptions compares the client returned by {@link #poll} with the one they came
 * from.
 */
public final class AeronConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AeronConnection.class);
    private static final long SEARCH_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CHECK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CONDUCTOR_SLEEP_MS = 32;
    private static final long RESOURCE_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Whoever is about to write to a counter has seen by then that it is closed, before its memory is unmapped. */
    private static final long CLOSE_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String aeronDirectory;
    private final long conductorSleepMs;
    private final ErrorHandler errorHandler;
    private volatile Aeron aeron;
    private volatile long nextCheckNs = System.nanoTime();
    private MediaDriverProbe.Identity mediaDriver;
    private MediaDriverWatch watch;
    private boolean closed;

    /**
     * A connection that is not made yet.
     *
     * @param aeronDirectory directory of the media driver.
     */
    public AeronConnection(final String aeronDirectory) {
        this(aeronDirectory, CONDUCTOR_SLEEP_MS);
    }

    /**
     * A connection that is not made yet, for somebody whom slow answers do not disturb.
     *
     * @param aeronDirectory   directory of the media driver.
     * @param conductorSleepMs how long the client's own thread sleeps between two looks, milliseconds.
     */
    public AeronConnection(final String aeronDirectory, final long conductorSleepMs) {
        this(aeronDirectory, conductorSleepMs, error -> { });
    }

    /**
     * A connection that is not made yet, with somebody who hears of its errors; they are logged in any case.
     *
     * @param aeronDirectory directory of the media driver.
     * @param errorHandler   called on the client's own thread.
     */
    public AeronConnection(final String aeronDirectory, final ErrorHandler errorHandler) {
        this(aeronDirectory, CONDUCTOR_SLEEP_MS, errorHandler);
    }

    private AeronConnection(
        final String aeronDirectory, final long conductorSleepMs, final ErrorHandler errorHandler) {
        this.aeronDirectory = aeronDirectory;
        this.conductorSleepMs = conductorSleepMs;
        this.errorHandler = errorHandler;
    }

    /**
     * The client of the media driver that is alive. While there is one it costs two reads: a thread of its own looks
     * after the media driver. Else this call looks for one, five times a second.
     *
     * @param nowNs System.nanoTime.
     * @return the client, or null while no media driver is alive.
     */
    public Aeron poll(final long nowNs) {
        if (nowNs - nextCheckNs >= 0) {
            check(nowNs);
        }
        return aeron;
    }

    private synchronized void check(final long nowNs) {
        if (closed || nowNs - nextCheckNs < 0) {
            return;
        }
        final Aeron current = aeron;
        if (current != null && (current.isClosed() || watch.isGone())) {
            LOG.warn("media driver {} in {} is gone", mediaDriver.pid(), aeronDirectory);
            aeron = null;
            // Here and not on the watch's thread: nobody may be using the client while it is closed.
            watch.close();
            CloseHelper.quietClose(current);
        }
        if (aeron == null) {
            connect();
        }
        nextCheckNs = System.nanoTime() + (aeron == null ? SEARCH_INTERVAL_NS : CHECK_INTERVAL_NS);
    }

    private void connect() {
        mediaDriver = MediaDriverProbe.findAlive(aeronDirectory);
        // Aeron would wait ten seconds for a file that it may not open.
        if (mediaDriver == null || MediaDriverProbe.isForbidden(aeronDirectory)) {
            return;
        }
        try {
            aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(aeronDirectory)
                .driverTimeoutMs(MediaDriverProbe.DRIVER_TIMEOUT_MS)
                .resourceLingerDurationNs(RESOURCE_LINGER_NS)
                .closeLingerDurationNs(CLOSE_LINGER_NS)
                .idleStrategy(new SleepingMillisIdleStrategy(conductorSleepMs))
                .errorHandler(this::onError));
            watch = new MediaDriverWatch(aeronDirectory, mediaDriver);
        } catch (final RuntimeException wentAwayMeanwhile) {
            LOG.warn("cannot connect to the media driver in {}: {}", aeronDirectory, wentAwayMeanwhile.toString());
        }
    }

    private void onError(final Throwable error) {
        LOG.warn("aeron client: {}", error.toString());
        errorHandler.onError(error);
    }

    /**
     * Directory of the media driver.
     *
     * @return as given.
     */
    public String aeronDirectory() {
        return aeronDirectory;
    }

    /** Closes the client and all that was made with it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        final Aeron current = aeron;
        aeron = null;
        CloseHelper.quietClose(current);
    }
}
