package org.framedock.dock.internal;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts polls that take too long, from the one clock reading of each cycle, and logs at most one a second. */
final class SlowPolls {

    private static final Logger LOG = LoggerFactory.getLogger(SlowPolls.class);
    private static final long LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOG_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final String streamName;
    private final StreamCounters counters;
    private long lastCycleNs = System.nanoTime();
    private long loggedNs = lastCycleNs - LOG_INTERVAL_NS;

    SlowPolls(final String streamName, final StreamCounters counters) {
        this.streamName = streamName;
        this.counters = counters;
    }

    /** A cycle begins; says whether the one before it polled. */
    void onCycle(final long nowNs, final boolean polledBefore) {
        final long tookNs = nowNs - lastCycleNs;
        lastCycleNs = nowNs;
        if (!polledBefore || tookNs <= LIMIT_NS) {
            return;
        }
        counters.slowPoll();
        if (nowNs - loggedNs >= LOG_INTERVAL_NS) {
            loggedNs = nowNs;
            LOG.warn("stream {}: a poll took {} ms; {} took more than {} ms so far", streamName,
                TimeUnit.NANOSECONDS.toMillis(tookNs), counters.slowPolls(),
                TimeUnit.NANOSECONDS.toMillis(LIMIT_NS));
        }
    }
}
