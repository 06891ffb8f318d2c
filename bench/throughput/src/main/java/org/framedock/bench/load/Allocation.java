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

    /** What was allocated in each repeat. One thread. */
    public static final class Tally {

        private final double[] ofFrames;
        private final double[] inAll;
        private final double[] frames;
        private final double idleBytesPerSecond;

        /**
         * Nothing yet.
         *
         * @param repeats            how many there will be.
         * @param idleBytesPerSecond what both sides allocate without frames, for keeping their leases.
         */
        public Tally(final int repeats, final double idleBytesPerSecond) {
            this.idleBytesPerSecond = idleBytesPerSecond;
            ofFrames = new double[repeats];
            inAll = new double[repeats];
            frames = new double[repeats];
        }

        /**
         * One repeat.
         *
         * @param repeat    which.
         * @param bytes     allocated by the threads of both sides.
         * @param delivered frames.
         * @param elapsedNs for how long.
         */
        public void add(final int repeat, final long bytes, final double delivered, final long elapsedNs) {
            frames[repeat] = delivered;
            inAll[repeat] = bytes / delivered;
            ofFrames[repeat] = Math.max(0, bytes - idleBytesPerSecond * elapsedNs / SECOND_NS) / delivered;
        }

        /**
         * Tells what a frame costs in each repeat. What each frame allocates shows in all of them; what the virtual
         * machine allocates once, as code runs for the first time or is compiled, shows in one.
         *
         * @param figures where to.
         */
        public void tell(final Figures figures) {
            figures.tell("allocated", "B/frame", ofFrames);
            figures.tell("allocated in all", "B/frame", inAll);
            figures.tell("allocated while idle", "B/s", new double[] {idleBytesPerSecond});
            figures.tell("frames", "frames", frames);
        }
    }
}
