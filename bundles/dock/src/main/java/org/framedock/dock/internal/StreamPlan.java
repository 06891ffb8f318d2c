package org.framedock.dock.internal;

import java.util.Map;

/**
 * What is wanted of one stream, worked out from its configuration and the settings files. Immutable.
 *
 * @param stream   name of the stream in driver.toml.
 * @param kind     kind of source, empty if it is not known.
 * @param enabled  whether it shall run.
 * @param slotsLent slots that the source may have at once, as far as half of the ring goes.
 * @param settings the source's own settings.
 * @param wiring   which stream is fed by way of which client, null with a problem.
 * @param problem  why this plan cannot be followed, one line for the operator; null if it can.
 */
record StreamPlan(
    String stream, String kind, boolean enabled, int slotsLent, Map<String, String> settings, StreamWiring wiring,
    String problem) {

    /** Slots lent at once where the configuration does not say. */
    static final int USUAL_SLOTS_LENT = 8;
    /** Slots lent at once, however large the ring is. */
    static final int MOST_SLOTS_LENT = 1024;

    StreamPlan {
        settings = Map.copyOf(settings);
    }

    boolean isSound() {
        return problem == null;
    }
}
