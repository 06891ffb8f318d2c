package org.framedock.driver.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.framedock.driver.region.EpochFiles;
import org.framedock.memory.RegionSpec;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.ShmAttachResponseEncoder;
import org.framedock.protocol.lease.ShmDetachResponseEncoder;
import org.framedock.protocol.lease.ShmDriverShutdownEncoder;
import org.framedock.protocol.lease.ShutdownReason;

/** Answers requests (D-3). An answer that cannot be sent is counted as lost: clients ask again (D-2a). */
final class Responder {

    private static final int MAX_ERROR_BYTES = 1024;
    private static final byte[] NO_TEXT = {};

    private final ControlLink link;
    private final Tally tally;
    private final DutyClock clock;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2048);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShmAttachResponseEncoder attach = new ShmAttachResponseEncoder();
    private final ShmDetachResponseEncoder detach = new ShmDetachResponseEncoder();
    private final ShmDriverShutdownEncoder shutdown = new ShmDriverShutdownEncoder();

    Responder(final ControlLink link, final Tally tally, final DutyClock clock) {
        this.link = link;
        this.tally = tally;
        this.clock = clock;
    }

    /** Grants a lease of a stream that has regions. */
    void grant(final long correlationId, final Lease lease) {
        final EpochFiles files = lease.stream.files;
        attach.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId)
            .code(ResponseCode.OK)
            .leaseId(lease.leaseId)
            .leaseExpiryTimestampNs(lease.deadlineNs)
            .streamId(lease.stream.streamId)
            .epoch(files.epoch())
            .layoutVersion(RegionSpec.LAYOUT_VERSION)
            .headerNslots(files.slotCount())
            .headerSlotBytes(RegionSpec.HEADER_SLOT_BYTES)
            .nodeId(lease.nodeId == Lease.NO_NODE ? ShmAttachResponseEncoder.nodeIdNullValue() : lease.nodeId);
        final ShmAttachResponseEncoder.PayloadPoolsEncoder pools = attach.payloadPoolsCount(files.poolCount());
        for (int i = 0; i < files.poolCount(); i++) {
            final byte[] uri = files.poolUri(i);
            pools.next()
                .poolId(files.pool(i).poolId())
                .poolNslots(files.slotCount())
                .strideBytes(files.pool(i).strideBytes())
                .putRegionUri(uri, 0, uri.length);
        }
        attach.putHeaderRegionUri(files.headerUri(), 0, files.headerUri().length)
            .putErrorMessage(NO_TEXT, 0, 0);
        send(attach.encodedLength(), "attach");
    }

    /** Refuses an attach and says why. */
    void refuseAttach(final long correlationId, final ResponseCode code, final String text) {
        tally.attachesRefused++;
        attach.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId)
            .code(code)
            .leaseId(ShmAttachResponseEncoder.leaseIdNullValue())
            .leaseExpiryTimestampNs(ShmAttachResponseEncoder.leaseExpiryTimestampNsNullValue())
            .streamId(ShmAttachResponseEncoder.streamIdNullValue())
            .epoch(ShmAttachResponseEncoder.epochNullValue())
            .layoutVersion(ShmAttachResponseEncoder.layoutVersionNullValue())
            .headerNslots(ShmAttachResponseEncoder.headerNslotsNullValue())
            .headerSlotBytes(ShmAttachResponseEncoder.headerSlotBytesNullValue())
            .nodeId(ShmAttachResponseEncoder.nodeIdNullValue())
            .payloadPoolsCount(0);
        final byte[] ascii = ascii(text);
        attach.putHeaderRegionUri(NO_TEXT, 0, 0).putErrorMessage(ascii, 0, ascii.length);
        send(attach.encodedLength(), "attach");
    }

    /** Answers a detach (D-8). */
    void answerDetach(final long correlationId, final ResponseCode code, final String text) {
        final byte[] ascii = ascii(text);
        detach.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(correlationId)
            .code(code)
            .putErrorMessage(ascii, 0, ascii.length);
        send(detach.encodedLength(), "detach");
    }

    /** Says that the driver ends (D-13); true if that is out. */
    boolean sayGoodbye(final ShutdownReason reason, final String text) {
        final byte[] ascii = ascii(text);
        shutdown.wrapAndApplyHeader(buffer, 0, header)
            .timestampNs(clock.nowNs())
            .reason(reason)
            .putErrorMessage(ascii, 0, ascii.length);
        return link.sendControl(buffer, MessageHeaderEncoder.ENCODED_LENGTH + shutdown.encodedLength());
    }

    private void send(final int encodedLength, final String request) {
        if (!link.sendControl(buffer, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength)) {
            tally.count(Tally.Kind.LOST,
                "the answer to " + request + " was lost, since the control stream takes nothing");
        }
    }

    static byte[] ascii(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return bytes.length <= MAX_ERROR_BYTES ? bytes : Arrays.copyOf(bytes, MAX_ERROR_BYTES);
    }
}
