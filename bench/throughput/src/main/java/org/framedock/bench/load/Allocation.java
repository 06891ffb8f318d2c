package org.framedock.bench.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that the calling thread has allocated so far. Asking allocates nothing. */
public final class Allocation {

    /** How long a side is watched while it only keeps its leases. */
    public static final long IDLE_NS = 500_000_000L;

    private static final double SECOND_NS = 1e9;
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    private Allocation() {
    }

    /**
     * What the calling thread has allocated since it began.
     *
     * @return bytes.
     */
    public static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /**
     * Tells what a frame costs, once what keeping the leases costs is taken away, and that as well.
     *
     * @param figures            where to.
     * @param bytes              allocated by the threads of both sides in all repeats.
     * @param frames             in all repeats.
     * @param elapsedNs          of all repeats.
     * @param idleBytesPerSecond of both sides without frames.
     */
    public static void tell(
        final Figures figures, final long bytes, final long frames, final long elapsedNs,
        final double idleBytesPerSecond) {
        final double seconds = elapsedNs / SECOND_NS;
        final double ofFrames = Math.max(0, bytes - idleBytesPerSecond * seconds);
        figures.tell("allocated", "B/frame", new double[] {ofFrames / frames});
        figures.tell("allocated in all", "B/frame", new double[] {bytes / (double)frames});
        figures.tell("allocated while idle", "B/s", new double[] {idleBytesPerSecond});
        figures.tell("frames", "frames", new double[] {frames});
    }
}
