package org.framedock.dock.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream's port and the lease it has now. Each lease has a slot table of its own, so that comparing tables tells
 * whether a lease is still the same. Stream's thread only, but for {@link #epoch} and {@link #streamId}.
 */
final class StreamLease {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLease.class);

    private final String streamName;
    private final PortFactory ports;
    private StreamWiring wiring;
    private StreamPort port;
    private SlotTable table;
    private long leaseId;
    private volatile long epoch;
    private volatile long streamId;

    StreamLease(final String streamName, final PortFactory ports) {
        this.streamName = streamName;
        this.ports = ports;
    }

    /** Opens the port of that wiring, instead of the one that may be open. Nothing may be lent. */
    void open(final StreamWiring wanted) {
        if (port != null && wanted.equals(wiring)) {
            return;
        }
        close();
        port = ports.open(wanted);
        wiring = wanted;
        streamId = wanted.streamId();
    }

    int doWork(final long nowNs) {
        if (port == null) {
            return 0;
        }
        final int work = port.doWork(nowNs);
        final boolean attached = port.isAttached();
        if (attached != (table != null) || attached && port.leaseId() != leaseId) {
            changed(attached);
        }
        return work;
    }

    private void changed(final boolean attached) {
        if (attached) {
            leaseId = port.leaseId();
            epoch = port.epoch();
            table = SlotTable.of(streamName, port);
            LOG.debug("stream {}: lease {} of epoch {}, {} slots of up to {} bytes", streamName,
                Long.toUnsignedString(leaseId), epoch, table.slotCount(), table.maxPayloadBytes());
        } else {
            table = null;
            epoch = 0;
        }
    }

    /** Null while there is no lease. */
    SlotTable table() {
        return table;
    }

    StreamPort port() {
        return port;
    }

    /** Why there is no lease, for people. */
    String detail() {
        return port == null ? "not open" : OneLine.of(port.detail());
    }

    /** Makes open reservations undone; nothing may write into them any more. */
    void withdraw() {
        if (port != null) {
            port.withdraw();
        }
    }

    /** Leaves the memory to a source that would not let go, and attaches anew. */
    void quarantine() {
        port.detachAndLeaveMapped();
        table = null;
        epoch = 0;
    }

    void close() {
        if (port != null) {
            final StreamPort closing = port;
            port = null;
            wiring = null;
            table = null;
            epoch = 0;
            closing.close();
        }
    }

    /** Any thread; 0 while there is no lease. */
    long epoch() {
        return epoch;
    }

    /** Any thread; 0 until a port was opened. */
    long streamId() {
        return streamId;
    }
}
