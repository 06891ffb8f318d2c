package org.framedock.operator;

import java.util.List;

/**
 * Whether a process is well.
 *
 * @param level   in one word.
 * @param reasons what is not fine, the gravest first; empty if it is READY.
 */
public record Health(Level level, List<Reason> reasons) {

    /** How well a process is. */
    public enum Level {
        /** The process answers, and its driver or a stream is still on its way up. */
        LIVE,
        /** The driver runs and every stream that is meant to be fed is fed, without losses in the last ten seconds. */
        READY,
        /** Something needs an operator. */
        DEGRADED
    }

    /** Copies the list. */
    public Health {
        reasons = List.copyOf(reasons);
    }

    /**
     * One thing that is not fine.
     *
     * @param isDegrading whether it needs an operator; else it is on its way.
     * @param subject     what it is about, as in {@code stream cam1}.
     * @param problem     what is wrong, in one line.
     * @param remedy      what to do about it, in one line.
     */
    public record Reason(boolean isDegrading, String subject, String problem, String remedy) {
    }
}
