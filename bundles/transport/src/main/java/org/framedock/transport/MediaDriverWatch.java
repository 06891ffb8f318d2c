package org.framedock.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;

/**
 * Looks seven times a second whether a media driver is still the one that was found in a directory. On a thread of its
 * own, because a look takes microseconds, which no thread that carries frames has to spare.
 */
final class MediaDriverWatch implements AutoCloseable {

    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(150);

    private final String aeronDirectory;
    private final MediaDriverProbe.Identity mediaDriver;
    private final Thread thread;
    private volatile boolean gone;
    private volatile boolean closed;

    /** Begins at once. */
    MediaDriverWatch(final String aeronDirectory, final MediaDriverProbe.Identity mediaDriver) {
        this.aeronDirectory = aeronDirectory;
        this.mediaDriver = mediaDriver;
        thread = new Thread(this::run, "framedock-media-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(MediaDriverWatch.class.getClassLoader());
        thread.start();
    }

    /** The file stays mapped meanwhile: to map it for each look would be most of the work of a container at rest. */
    private void run() {
        CncFile cnc = null;
        try {
            cnc = CncFile.open(aeronDirectory);
            while (!closed && !gone) {
                gone = cnc == null || !mediaDriver.equals(cnc.findAlive()) || !cnc.isInPlace();
                if (!gone) {
                    LockSupport.parkNanos(INTERVAL_NS);
                }
            }
        } catch (final RuntimeException | InternalError damaged) {
            // Whoever connects again finds out what is wrong with the file.
            gone = true;
        } finally {
            CloseHelper.quietClose(cnc);
        }
    }

    /** Whether it has ended, or another one has taken its place. Any thread. */
    boolean isGone() {
        return gone;
    }

    /** Ends the thread, without waiting for it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
