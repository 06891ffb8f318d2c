package org.framedock.dock.internal;

import static org.framedock.dock.StreamState.RECONNECTING;

import org.framedock.dock.StreamDetail;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream learns from the ends of its plugins' calls: which plan is in force, which is refused, when to try
 * again, and what to say. Stream's thread only.
 */
final class SourceOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(SourceOutcomes.class);

    private final String name;
    private final StreamReport report;
    private final PlanMemory plans;
    private final Backoff backoff;
    private final long steadyNs;

    /**
     * Of one stream.
     *
     * @param steadyNs after which a polled source is no longer one that may fail at once.
     */
    SourceOutcomes(
        final String name, final StreamReport report, final PlanMemory plans, final Backoff backoff,
        final long steadyNs) {
        this.name = name;
        this.report = report;
        this.plans = plans;
        this.backoff = backoff;
        this.steadyNs = steadyNs;
    }

    /** A plan is in force once its source is made, or while another one runs, once it is polled. */
    void made(final LiveSource source, final boolean nothingElseRuns) {
        if (nothingElseRuns && !source.isUnwanted()) {
            plans.accepted(source.plan);
        }
    }

    void notMade(final LiveSource source, final Throwable failureOrNull) {
        if (failureOrNull instanceof SettingsException wrong) {
            plans.refused(source, StreamDetail.WRONG_SETTINGS, OneLine.of(wrong.getMessage()));
        } else {
            failed(source, failureOrNull == null
                ? "create() returned null" : "create() threw " + OneLine.of(failureOrNull));
        }
    }

    void promoted(final LiveSource source) {
        plans.accepted(source.plan);
        report.recovering(null);
        report.swapping(null);
    }

    void notStarted(
        final LiveSource source, final Throwable failure, final Ending troubleOrNull, final boolean otherRuns,
        final long nowNs) {
        if (failure instanceof SettingsException) {
            plans.refused(source, StreamDetail.WRONG_SETTINGS, OneLine.of(failure.getMessage()));
        } else if (failure instanceof DeviceUnavailableException || troubleOrNull != null) {
            unavailable(source, troubleOrNull != null ? troubleOrNull : new Ending(
                RECONNECTING, StreamDetail.DEVICE_UNAVAILABLE, OneLine.of(failure.getMessage())), otherRuns, nowNs);
        } else {
            LOG.debug("stream {}: start", name, failure);
            failed(source, "start() threw " + OneLine.of(failure));
        }
    }

    private void unavailable(
        final LiveSource source, final Ending why, final boolean otherRuns, final long nowNs) {
        final String text = "a source of kind " + source.plan.kind() + " does not start: " + why.text();
        if (source.isReplacing()) {
            plans.refused(source, why.detail(), text + "; what it was to replace was put back, start " + name
                + " tries again");
        } else if (otherRuns) {
            report.swapping(new Objection(why.detail(), text + "; it is tried again"));
            backoff.fail(nowNs);
        } else {
            report.recovering(why);
            backoff.fail(nowNs);
        }
    }

    /** Not to be tried again until something changes. */
    void failed(final LiveSource source, final String text) {
        plans.refused(source, StreamDetail.SOURCE_FAILED, text + "; it is tried again when its settings or its jar"
            + " change, or by start " + name);
    }

    /** A polled source is about to be stopped. */
    void ends(final LiveSource source, final long nowNs) {
        if (source.wasSteady(nowNs, steadyNs)) {
            backoff.forget();
        }
    }

    /** A source that was started has ended. */
    void ended(final LiveSource source, final Ending why, final boolean otherRuns, final long nowNs) {
        if (!otherRuns) {
            report.recovering(why.state() == RECONNECTING ? why : null);
        }
        if (why.detail() == StreamDetail.DEVICE_UNAVAILABLE) {
            backoff.fail(nowNs);
        } else if (why.detail() == StreamDetail.SOURCE_FAILED) {
            failed(source, why.text());
        }
    }
}
