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
        return withTether(channel, false);
    }

    /**
     * The channel for a subscription that must not miss a message: publishers wait for it, whatever the media driver's
     * default is. For the driver's requests alone.
     *
     * @param channel as configured.
     * @return the same with {@code tether=true}, unless it says something on tethering itself.
     */
    public static String tethered(final String channel) {
        return withTether(channel, true);
    }

    private static String withTether(final String channel, final boolean tether) {
        if (channel.contains("tether=")) {
            return channel;
        }
        return channel + (channel.contains("?") ? "|" : "?") + "tether=" + tether;
    }
}
