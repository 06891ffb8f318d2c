package org.framedock.settings;

/** How a consumer takes frames ({@code consumer.mode}; W-26). */
public enum ConsumerMode {
    /** Every frame that is published. */
    STREAM,
    /** At most {@link ConsumerSettings#maxRateHz()} frames a second. */
    RATE_LIMITED
}
