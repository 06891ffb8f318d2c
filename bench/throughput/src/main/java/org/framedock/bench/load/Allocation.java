package org.framedock.bench.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that the calling thread has allocated so far. Asking allocates nothing. */
public final class Allocation {

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
}
