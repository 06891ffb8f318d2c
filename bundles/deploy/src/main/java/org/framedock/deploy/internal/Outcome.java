package org.framedock.deploy.internal;

/**
 * How an attempt to run a jar ended.
 *
 * @param verdict the verdict.
 * @param reason  why it does not run, for the operator; empty if it does.
 */
record Outcome(Verdict verdict, String reason) {

    /** What is known of a jar. */
    enum Verdict {
        /** Not tried, or to be tried again. */
        UNTRIED,
        /** Its bundle was started. */
        LIVE,
        /** Tried again when bundles change. */
        PARKED,
        /** Tried again soon: the framework does not let bundles start yet. */
        TOO_EARLY,
        /** Not tried again: only another content of the file helps. */
        FAILED
    }

    static final Outcome LIVE = new Outcome(Verdict.LIVE, "");

    static Outcome parked(final String reason) {
        return new Outcome(Verdict.PARKED, reason);
    }

    static Outcome failed(final String reason) {
        return new Outcome(Verdict.FAILED, reason);
    }
}
