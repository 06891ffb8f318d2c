package org.framedock.transport;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A media driver in this process, for a directory in which none is alive. Its terms are small and sparse, since only
 * descriptors and control messages pass through them. A subscriber that stops is given up in seconds, whatever program
 * it belongs to: subscriptions are untethered unless their channel says {@code tether=true} (W-28a). {@link
 * MediaDriverThreads} says how it waits.
 */
public final class EmbeddedMediaDriver implements AutoCloseable {

    /** Default length of an IPC term: that of the default channels, so that either spelling can share a stream. */
    public static final int TERM_BYTES = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMediaDriver.class);
    private static final long PARK_MIN_NS = 1_000;
    private static final long PARK_MAX_NS = 8_000_000;
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final int NETWORK_TERM_BYTES = 64 * 1024;

    private final MediaDriver mediaDriver;

    private EmbeddedMediaDriver(final MediaDriver mediaDriver) {
        this.mediaDriver = mediaDriver;
    }

    /**
     * Starts a media driver unless one is alive in the directory.
     *
     * @param aeronDirectory its directory; what a dead one left there is deleted.
     * @return the media driver to be closed by the caller, or null if another one is alive there.
     */
    public static EmbeddedMediaDriver launchUnlessAlive(final String aeronDirectory) {
        if (MediaDriverProbe.findAlive(aeronDirectory) != null) {
            return null;
        }
        final MediaDriverThreads threads = MediaDriverThreads.ofThisProcess();
        return new EmbeddedMediaDriver(MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(aeronDirectory)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .warnIfDirectoryExists(false)
            .threadingMode(threads == MediaDriverThreads.DEDICATED ? ThreadingMode.DEDICATED : ThreadingMode.SHARED)
            .sharedIdleStrategy(idleStrategy(threads))
            .conductorIdleStrategy(idleStrategy(threads))
            .senderIdleStrategy(idleStrategy(threads))
            .receiverIdleStrategy(idleStrategy(threads))
            // Only names of hosts are looked up there, and a thread for it would wake up a thousand times a second.
            .asyncExecutorEnabled(false)
            .termBufferSparseFile(true)
            .ipcTermBufferLength(TERM_BYTES)
            .publicationTermBufferLength(NETWORK_TERM_BYTES)
            .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(200))
            .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(4))
            .publicationUnblockTimeoutNs(TimeUnit.SECONDS.toNanos(6))
            .tetherSubscriptions(false)
            .untetheredWindowLimitTimeoutNs(TimeUnit.SECONDS.toNanos(1))
            .untetheredLingerTimeoutNs(TimeUnit.SECONDS.toNanos(1))
            .untetheredRestingTimeoutNs(TimeUnit.SECONDS.toNanos(1))
            .imageLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(4))
            .errorHandler(error -> LOG.warn("media driver: {}", error.toString()))));
    }

    private static IdleStrategy idleStrategy(final MediaDriverThreads threads) {
        return threads == MediaDriverThreads.QUIET
            ? new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS) : new BusySpinIdleStrategy();
    }

    /**
     * The media driver's directory.
     *
     * @return absolute path.
     */
    public String aeronDirectory() {
        return mediaDriver.aeronDirectoryName();
    }

    /** Stops the media driver and deletes its directory. */
    @Override
    public void close() {
        mediaDriver.close();
    }
}
