package org.framedock.driver.start;

import io.aeron.CncFileDescriptor;
import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.framedock.driver.DriverStartException;
import org.framedock.transport.EmbeddedMediaDriver;
import org.framedock.transport.MediaDriverProbe;

/** The media driver that serves a driver: the one that is alive in its directory, or else one in this process. */
public final class MediaDriverChoice implements AutoCloseable {

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /**
     * A media driver whose process is not to be seen and which still beats after so long lives in another process
     * namespace; one that was killed is judged dead by then.
     */
    private static final long DOUBT_NS = TimeUnit.SECONDS.toNanos(4);
    /** A media driver that makes its directory anew is to be seen by then. */
    private static final long BIRTH_MS = 1_000;

    private final String description;
    private final EmbeddedMediaDriver embedded;

    private MediaDriverChoice(final String description, final EmbeddedMediaDriver embedded) {
        this.description = description;
        this.embedded = embedded;
    }

    /**
     * Finds or starts a media driver. Takes some seconds if the directory is that of one that was just killed.
     *
     * @param aeronDirectory its directory.
     * @param stopping       asked while waiting.
     * @return the choice, to be closed by the caller after the driver; null if it was stopped before.
     * @throws DriverStartException if none can be started.
     */
    public static MediaDriverChoice make(final String aeronDirectory, final BooleanSupplier stopping)
        throws DriverStartException {
        final long deadlineNs = System.nanoTime() + DOUBT_NS;
        final Traces traces = new Traces(new File(aeronDirectory));
        while (!stopping.getAsBoolean()) {
            final boolean isDoubtful = System.nanoTime() - deadlineNs < 0;
            final boolean isBirth = traces.tellOfBirth();
            final MediaDriverProbe.Identity alive = MediaDriverProbe.findAlive(aeronDirectory);
            if (alive == null && !(isDoubtful && isBirth)) {
                final EmbeddedMediaDriver embedded = launch(aeronDirectory);
                if (embedded != null) {
                    return new MediaDriverChoice("embedded in " + aeronDirectory, embedded);
                }
            } else if (alive != null && (isRunning(alive.pid()) || !isDoubtful)) {
                return new MediaDriverChoice(
                    "already running in " + aeronDirectory + " (pid " + alive.pid() + ")", null);
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return null;
    }

    /**
     * What another media driver leaves in the directory while it is started and cannot yet be seen to be alive. One of
     * ours that came in between would share the directory with it, and one of the two would fail.
     */
    private static final class Traces {

        private final File directory;
        private final File cncFile;
        private long lastCncMs;

        Traces(final File directory) {
            this.directory = directory;
            cncFile = new File(directory, CncFileDescriptor.CNC_FILE);
        }

        /** Whether what there was has just been deleted, or files are quite new. */
        boolean tellOfBirth() {
            final long nowMs = System.currentTimeMillis();
            if (cncFile.exists()) {
                lastCncMs = nowMs;
            } else if (nowMs - lastCncMs < BIRTH_MS) {
                return true;
            }
            final String[] entries = directory.list();
            return entries != null && entries.length > 0 && nowMs - directory.lastModified() < BIRTH_MS;
        }
    }

    private static EmbeddedMediaDriver launch(final String aeronDirectory) throws DriverStartException {
        try {
            return EmbeddedMediaDriver.launchUnlessAlive(aeronDirectory);
        } catch (final RuntimeException e) {
            throw new DriverStartException("cannot start a media driver in " + aeronDirectory + ": " + e.getMessage()
                + "; driver.aeron_dir has to be a directory that this user can make and write to");
        }
    }

    private static boolean isRunning(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * Which it is, for the operator.
     *
     * @return {@code embedded in DIR} or {@code already running in DIR (pid N)}.
     */
    public String description() {
        return description;
    }

    /** Ends the media driver if it was started here. */
    @Override
    public void close() {
        CloseHelper.quietClose(embedded);
    }
}
