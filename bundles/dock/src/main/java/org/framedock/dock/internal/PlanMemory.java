package org.framedock.dock.internal;

import org.framedock.dock.StreamDetail;

/**
 * Which plan a stream can follow: the one that is wanted, or while there is an objection to it, the one that was
 * followed before. Stream's thread only.
 */
final class PlanMemory {

    private final SourceRegistry registry;
    /** The plan whose source was made last. */
    private StreamPlan inForce;
    private Refusal refusal;

    PlanMemory(final SourceRegistry registry) {
        this.registry = registry;
    }

    /**
     * What stands against a plan; null if nothing does. That its kind is missing stands against it only if something
     * else can go on.
     */
    Objection objectionTo(final StreamPlan plan, final boolean live) {
        if (!plan.isSound()) {
            return new Objection(StreamDetail.WRONG_CONFIGURATION, plan.problem());
        }
        final FactoryHandle factory = registry.best(plan.kind());
        if (refusal != null && refusal.covers(plan, factory)) {
            return new Objection(refusal.detail(), refusal.text());
        }
        final boolean otherGoesOn = live
            || inForce != null && !inForce.kind().equals(plan.kind()) && registry.best(inForce.kind()) != null;
        return factory == null && otherGoesOn ? missing(plan) : null;
    }

    Objection missing(final StreamPlan plan) {
        return new Objection(StreamDetail.SOURCE_MISSING, "waiting for a source of kind " + plan.kind()
            + ": copy its jar into deploy/ (" + registry.kinds() + ")");
    }

    /** What may be followed instead of a plan that cannot be; null if there is nothing. */
    StreamPlan insteadOf(final StreamPlan plan) {
        return plan.equals(inForce) ? null : inForce;
    }

    void accepted(final StreamPlan plan) {
        inForce = plan;
    }

    /** Not to be tried again by that factory until the plan changes. */
    void refused(final LiveSource source, final StreamDetail detail, final String text) {
        refusal = Refusal.of(source.plan, source.factory, detail, text);
        if (source.plan.equals(inForce)) {
            inForce = null;
        }
    }

    void forgetRefusal() {
        refusal = null;
    }

    void forgetPlan() {
        inForce = null;
    }
}
