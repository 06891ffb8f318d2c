package org.framedock.client;

import org.framedock.memory.RegionSpec;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.PublishMode;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestEncoder;

/**
 * What a producer or consumer asks a driver for.
 *
 * @param streamId      the stream.
 * @param clientId      id to attach with, 0 = choose one.
 * @param role          producer or consumer.
 * @param layoutVersion the only accepted layout version, 0 for any.
 * @param publishMode   whether the stream may be made (D-4).
 * @param hugepages     whether the regions have to lie on huge pages.
 * @param nodeId        id to ask for, or the null value (D-14).
 */
record LeaseRequest(
    long streamId, long clientId, Role role, long layoutVersion, PublishMode publishMode, HugepagesPolicy hugepages,
    long nodeId) {

    static final long ANY_NODE = -1;

    static LeaseRequest of(final ProducerContext context) {
        return new LeaseRequest(context.streamId(), context.clientId(), Role.PRODUCER, RegionSpec.LAYOUT_VERSION,
            context.mayCreateStream() ? PublishMode.EXISTING_OR_CREATE : PublishMode.REQUIRE_EXISTING,
            policy(context.requireHugepages()), nodeId(context.desiredNodeId()));
    }

    static LeaseRequest of(final ConsumerContext context) {
        return new LeaseRequest(context.streamId(), context.clientId(), Role.CONSUMER,
            context.expectedLayoutVersion(), PublishMode.REQUIRE_EXISTING, policy(context.requireHugepages()),
            nodeId(context.desiredNodeId()));
    }

    private static HugepagesPolicy policy(final boolean required) {
        return required ? HugepagesPolicy.HUGEPAGES : HugepagesPolicy.UNSPECIFIED;
    }

    private static long nodeId(final long desired) {
        return desired == ANY_NODE ? ShmAttachRequestEncoder.desiredNodeIdNullValue() : desired;
    }
}
