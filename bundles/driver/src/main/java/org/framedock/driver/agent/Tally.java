package org.framedock.driver.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.framedock.driver.DriverLimit;
import org.framedock.driver.DriverStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what goes wrong, and says so at most once a second for each kind, with what was left out in between. */
final class Tally {

    /** What can go wrong. */
    enum Kind {
        /** A message contradicts the schema. */
        MALFORMED,
        /** A message could not be sent. */
        LOST,
        /** Something unexpected that the agent survives. */
        ERROR,
        /** Regions could not be made, or a like failure that is answered. */
        REFUSED,
        /** A limit was reached. */
        LIMITED
    }

    private static final Logger LOG = LoggerFactory.getLogger("org.framedock.driver");
    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);

    private final DutyClock clock;
    private final long[] counts = new long[Kind.values().length];
    private final long[] saidCounts = new long[Kind.values().length];
    private final long[] lastSaidNs = new long[Kind.values().length];
    private final ToIntFunction<DriverLimit> limits;
    private final long[] limited = new long[DriverLimit.values().length];
    long expired;
    long epochsMade;
    long attachesRefused;
    /** Epochs that were begun, made or not: each costs the making of files. */
    long raises;

    Tally(final DutyClock clock, final ToIntFunction<DriverLimit> limits) {
        this.clock = clock;
        this.limits = limits;
        for (int i = 0; i < lastSaidNs.length; i++) {
            lastSaidNs[i] = clock.nowNs() - QUIET_NS;
        }
    }

    /** Counts an event of a kind and logs it unless one of its kind was logged within the last second. */
    void count(final Kind kind, final String what) {
        final int index = kind.ordinal();
        counts[index]++;
        if (clock.nowNs() - lastSaidNs[index] < QUIET_NS) {
            return;
        }
        final long more = counts[index] - saidCounts[index] - 1;
        lastSaidNs[index] = clock.nowNs();
        saidCounts[index] = counts[index];
        if (more == 0) {
            LOG.warn("{}", what);
        } else {
            LOG.warn("{} (and {} more like it since the last line)", what, more);
        }
    }

    /** Events of a kind so far. */
    long count(final Kind kind) {
        return counts[kind.ordinal()];
    }

    /** How much of something there may be. */
    int limit(final DriverLimit limit) {
        return limits.applyAsInt(limit);
    }

    /** Counts and logs that a limit was reached; returns the same text. */
    String countLimited(final DriverLimit limit, final String text) {
        limited[limit.ordinal()]++;
        count(Kind.LIMITED, text);
        return text;
    }

    /** All limits, and how often each was reached. */
    List<DriverStatus.Bound> bounds() {
        final List<DriverStatus.Bound> bounds = new ArrayList<>();
        for (final DriverLimit limit : DriverLimit.values()) {
            bounds.add(new DriverStatus.Bound(limit, limit(limit), limited[limit.ordinal()]));
        }
        return bounds;
    }

    /** Counts an unexpected error that somebody else logs. */
    void countError() {
        counts[Kind.ERROR.ordinal()]++;
        saidCounts[Kind.ERROR.ordinal()]++;
    }

    DriverStatus.Counters counters(final long epochsDeleted) {
        return new DriverStatus.Counters(counts[Kind.MALFORMED.ordinal()], counts[Kind.LOST.ordinal()],
            counts[Kind.ERROR.ordinal()], expired, epochsMade, epochsDeleted,
            counts[Kind.LIMITED.ordinal()]);
    }
}
