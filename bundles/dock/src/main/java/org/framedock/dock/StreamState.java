package org.framedock.dock;

/** What a stream does now. */
public enum StreamState {
    /** Its configuration has not been looked at yet. */
    UNCONFIGURED,
    /** It waits for its lease, or its source is being made or started. */
    STARTING,
    /** Its source delivers. */
    STREAMING,
    /** Its source is being stopped. */
    STOPPING,
    /** It has no source now and does not miss one; the detail says why. */
    IDLE,
    /** Its device or its lease was lost and is being tried for again. */
    RECONNECTING,
    /** It needs an operator; nothing is tried until something changes. */
    FAULTED
}
