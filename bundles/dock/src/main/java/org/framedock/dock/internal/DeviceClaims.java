package org.framedock.dock.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which running source has which device, over all streams, by the keys of {@link
 * org.framedock.source.FrameSource#device}. Any thread.
 */
final class DeviceClaims {

    private static final String SOME = "*";

    private final Map<String, Claim> claims = new HashMap<>();
    private final Runnable whenReleased;

    private record Claim(String streamName, Object owner) {
    }

    /**
     * Nothing is claimed.
     *
     * @param whenReleased called when a device has become free.
     */
    DeviceClaims(final Runnable whenReleased) {
        this.whenReleased = whenReleased;
    }

    /**
     * Claims a device, unless a source of another stream has it. A source of the same stream gives it up to its
     * successor.
     *
     * @param keyOrNull null, or a key that means one of several devices, needs no claim.
     * @return null if it is the owner's now, else the name of the stream that has it.
     */
    synchronized String take(final String keyOrNull, final String streamName, final Object owner) {
        if (keyOrNull == null || keyOrNull.endsWith(SOME)) {
            return null;
        }
        final Claim held = claims.get(keyOrNull);
        if (held != null && !held.streamName.equals(streamName)) {
            return held.streamName;
        }
        claims.put(keyOrNull, new Claim(streamName, owner));
        return null;
    }

    /** Gives up what that owner has claimed. */
    void release(final Object owner) {
        final boolean released;
        synchronized (this) {
            released = claims.values().removeIf(claim -> claim.owner == owner);
        }
        if (released) {
            whenReleased.run();
        }
    }

    /** Name of the stream by the key of its device; a copy. */
    synchronized Map<String, String> inUse() {
        final Map<String, String> streams = new TreeMap<>();
        claims.forEach((key, claim) -> streams.put(key, claim.streamName));
        return streams;
    }

    /** Whether two keys may mean the same device. */
    static boolean mayBeSame(final String oneOrNull, final String otherOrNull) {
        return oneOrNull != null && otherOrNull != null
            && (oneOrNull.equals(otherOrNull) || covers(oneOrNull, otherOrNull) || covers(otherOrNull, oneOrNull));
    }

    private static boolean covers(final String some, final String key) {
        return some.endsWith(SOME) && key.startsWith(some.substring(0, some.length() - SOME.length()));
    }
}
