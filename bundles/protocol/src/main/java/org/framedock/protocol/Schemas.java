package org.framedock.protocol;

import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDetachResponseDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestDecoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedDecoder;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.ControlResponseDecoder;
import org.framedock.protocol.pool.DataSourceAnnounceDecoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.FrameProgressDecoder;
import org.framedock.protocol.pool.QosConsumerDecoder;
import org.framedock.protocol.pool.QosProducerDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;

/** The schemas of the protocol, each with the check of its messages. */
public final class Schemas {

    /** Schema 900: announces, descriptors, quality of service, metadata. */
    public static final MessageCheck POOL = new MessageCheck(
        ShmPoolAnnounceDecoder.SCHEMA_ID, ShmPoolAnnounceDecoder.SCHEMA_VERSION,
        new MessageShape(ShmPoolAnnounceDecoder.TEMPLATE_ID, ShmPoolAnnounceDecoder.BLOCK_LENGTH,
            ShmPoolAnnounceDecoder.PayloadPoolsDecoder.sbeBlockLength(), 1, 1),
        MessageShape.of(ConsumerHelloDecoder.TEMPLATE_ID, ConsumerHelloDecoder.BLOCK_LENGTH, 2),
        MessageShape.of(ConsumerConfigDecoder.TEMPLATE_ID, ConsumerConfigDecoder.BLOCK_LENGTH, 3),
        MessageShape.of(FrameDescriptorDecoder.TEMPLATE_ID, FrameDescriptorDecoder.BLOCK_LENGTH, 0),
        MessageShape.of(QosConsumerDecoder.TEMPLATE_ID, QosConsumerDecoder.BLOCK_LENGTH, 0),
        MessageShape.of(QosProducerDecoder.TEMPLATE_ID, QosProducerDecoder.BLOCK_LENGTH, 0),
        MessageShape.of(DataSourceAnnounceDecoder.TEMPLATE_ID, DataSourceAnnounceDecoder.BLOCK_LENGTH, 2),
        new MessageShape(DataSourceMetaDecoder.TEMPLATE_ID, DataSourceMetaDecoder.BLOCK_LENGTH,
            DataSourceMetaDecoder.AttributesDecoder.sbeBlockLength(), 3, 0),
        MessageShape.of(ControlResponseDecoder.TEMPLATE_ID, ControlResponseDecoder.BLOCK_LENGTH, 1),
        MessageShape.of(FrameProgressDecoder.TEMPLATE_ID, FrameProgressDecoder.BLOCK_LENGTH, 0));

    /** Schema 901: leases. */
    public static final MessageCheck LEASE = new MessageCheck(
        ShmAttachRequestDecoder.SCHEMA_ID, ShmAttachRequestDecoder.SCHEMA_VERSION,
        MessageShape.of(ShmAttachRequestDecoder.TEMPLATE_ID, ShmAttachRequestDecoder.BLOCK_LENGTH, 0),
        new MessageShape(ShmAttachResponseDecoder.TEMPLATE_ID, ShmAttachResponseDecoder.BLOCK_LENGTH,
            ShmAttachResponseDecoder.PayloadPoolsDecoder.sbeBlockLength(), 1, 2),
        MessageShape.of(ShmDetachRequestDecoder.TEMPLATE_ID, ShmDetachRequestDecoder.BLOCK_LENGTH, 0),
        MessageShape.of(ShmDetachResponseDecoder.TEMPLATE_ID, ShmDetachResponseDecoder.BLOCK_LENGTH, 1),
        MessageShape.of(ShmLeaseKeepaliveDecoder.TEMPLATE_ID, ShmLeaseKeepaliveDecoder.BLOCK_LENGTH, 0),
        MessageShape.of(ShmDriverShutdownDecoder.TEMPLATE_ID, ShmDriverShutdownDecoder.BLOCK_LENGTH, 1),
        MessageShape.of(ShmLeaseRevokedDecoder.TEMPLATE_ID, ShmLeaseRevokedDecoder.BLOCK_LENGTH, 1),
        MessageShape.of(ShmDriverShutdownRequestDecoder.TEMPLATE_ID, ShmDriverShutdownRequestDecoder.BLOCK_LENGTH, 2));

    private Schemas() {
    }
}
