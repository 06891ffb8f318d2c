package org.framedock.dock;

/** Why a stream is in its state. */
public enum StreamDetail {
    /** Nothing beyond the state. */
    NONE,
    /** No bundle offers a source of the configured kind. */
    SOURCE_MISSING,
    /** No lease has been granted yet. */
    WAITING_FOR_LEASE,
    /** The lease ended: revoked, or the driver or the media driver went away. */
    LEASE_LOST,
    /** The device is not there, not free, or was lost. */
    DEVICE_UNAVAILABLE,
    /** The source refuses a setting. */
    WRONG_SETTINGS,
    /** A key of the container, or one of its settings files, is wrong. */
    WRONG_CONFIGURATION,
    /** The source threw what it may not throw. */
    SOURCE_FAILED,
    /** A source did not stop in time; its memory was left to it and the stream goes on with other memory. */
    QUARANTINED,
    /** A source has ended and left threads running, which keep its classes in memory. */
    THREADS_LEFT,
    /** The configuration says so. */
    DISABLED,
    /** An operator stopped it. */
    STOPPED_BY_OPERATOR
}
