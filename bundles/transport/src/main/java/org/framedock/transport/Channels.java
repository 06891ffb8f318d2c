package org.framedock.transport;

/** Channel strings. They are taken from configuration as they stand, since all publishers of a stream have to agree. */
public final class Channels {

    private Channels() {
    }

    /**
     * The channel for a subscription that never holds up the publisher: one that lags is given up instead (W-28a).
     *
     * @param channel as configured.
     * @return the same with {@code tether=false}, unless it says something on tethering itself.
     */
    public static String untethered(final String channel) {
        if (channel.contains("tether=")) {
            return channel;
        }
        return channel + (channel.contains("?") ? "|" : "?") + "tether=false";
    }
}
