package org.framedock.client;

import io.aeron.Aeron;
import org.framedock.memory.RegionRefusedException;
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

    /** The lease of the stream's producer, another than the own lease, ended at {@code revokedNs} (D-10). */
    void onProducerRevoked(long revokedNs, long nowNs);
}
