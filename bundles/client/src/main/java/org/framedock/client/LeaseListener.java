package org.framedock.client;

import io.aeron.Aeron;
import org.framedock.memory.RegionRefusedException;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/** What a {@link LeaseHolder} tells its producer or consumer, on their thread. */
interface LeaseListener {

    /** The Aeron client is another one: make publications and subscriptions again; null if no media driver is alive. */
    void onTransport(Aeron aeron);

    /** Whether the next attach may be tried: not while memory of the last lease is still lent out. */
    boolean mayAttach();

    /** A lease was granted: map its regions, or refuse and it is given back. */
    void onGranted(Grant grant, long nowNs) throws RegionRefusedException;

    /** The lease is over, whatever the reason. */
    void onLost(String reason);

    /** A fresh announce of the own stream; the decoder is at its start. */
    void onAnnounce(ShmPoolAnnounceDecoder announce, long nowNs);

    /** Another lease of the stream than the own ended at {@code revokedNs} (D-10). */
    void onRevoked(Role role, long clientId, long revokedNs, long nowNs);

    /** An attach was in vain: refused by the driver, or its regions by us. */
    default void onRefused(final String reason) {
    }

    /** A consumer of the stream says hello. */
    default void onHello(final ConsumerHelloDecoder hello, final long nowNs) {
    }

    /** A consumer of the stream is answered. */
    default void onConfig(final ConsumerConfigDecoder config, final long nowNs) {
    }

    /** A frame of the stream is being filled. */
    default void onProgress(final FrameProgressDecoder progress) {
    }
}
