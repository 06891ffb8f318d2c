package org.framedock.client;

/**
 * Whether payloads have to be had by another way than shared memory (W-34): because mapping was refused, or because
 * the producer says so. The consumer's thread.
 */
final class FallbackState {

    private final long holdNs;
    private String uri;
    private boolean refused;
    private boolean ordered;
    private long orderedUntilNs;

    /**
     * Not in force.
     *
     * @param uri    where payloads are, empty if that is not known.
     * @param holdNs how long an order not to use shared memory is followed before it is tried again.
     */
    FallbackState(final String uri, final long holdNs) {
        this.uri = uri;
        this.holdNs = holdNs;
    }

    String uri() {
        return uri;
    }

    void onMapped() {
        refused = false;
        ordered = false;
    }

    void onRefused() {
        refused = true;
    }

    /** An order without another way would leave the consumer with nothing: it is not followed. */
    void onConfig(final boolean useShm, final String newUri, final long nowNs) {
        if (!newUri.isEmpty()) {
            uri = newUri;
        }
        ordered = !useShm && !uri.isEmpty();
        orderedUntilNs = nowNs + holdNs;
    }

    /** Whether shared memory must not be tried now. */
    boolean isOrdered(final long nowNs) {
        return ordered && nowNs - orderedUntilNs < 0;
    }

    boolean isInForce() {
        return (refused || ordered) && !uri.isEmpty();
    }
}
