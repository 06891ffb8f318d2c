package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.BufferClaim;
import org.agrona.CloseHelper;
import org.framedock.protocol.pool.FrameDescriptorEncoder;

/**
 * Tells consumers of a committed frame: on the descriptor stream that all share, and on those that single consumers
 * have asked for (W-25). Nobody listening is nothing lost; back-pressure is (W-28a). No allocation; the producer's
 * thread.
 */
final class DescriptorSender {

    private static final int CLAIM_ATTEMPTS = 3;

    private final ClientContext context;
    private final long streamId;
    private final boolean stamped;
    private final ConsumerRoster roster;
    private final ProducerCounters counters;
    private final BufferClaim claim = new BufferClaim();
    private ExclusivePublication shared;
    private String trouble;

    DescriptorSender(
        final ClientContext context, final long streamId, final boolean stamped, final ConsumerRoster roster,
        final ProducerCounters counters) {
        this.context = context;
        this.streamId = streamId;
        this.stamped = stamped;
        this.roster = roster;
        this.counters = counters;
    }

    /** Why there is no descriptor stream, null if there is one. */
    String trouble() {
        return trouble;
    }

    boolean open(final Aeron aeron) {
        if (shared != null) {
            return true;
        }
        if (aeron == null) {
            return false;
        }
        try {
            shared = aeron.addExclusivePublication(context.descriptorChannel(), context.descriptorStreamId());
            trouble = null;
            return true;
        } catch (final AeronException | IllegalArgumentException e) {
            trouble = "Aeron refuses descriptor stream " + context.descriptorStreamId() + " on "
                + context.descriptorChannel() + ": " + e.getMessage();
            return false;
        }
    }

    /** Returns false if a descriptor met back-pressure on the shared stream. */
    boolean send(final long epoch, final long seq, final int metaVersion) {
        final KnownConsumer[] readers = roster.privateReaders();
        final long stampNs = stamped ? System.nanoTime() : FrameDescriptorEncoder.timestampNsNullValue();
        final boolean taken = send(shared, epoch, seq, stampNs, metaVersion);
        if (readers.length > 0) {
            sendPrivately(readers, epoch, seq, stampNs, metaVersion);
        }
        return taken;
    }

    private void sendPrivately(
        final KnownConsumer[] readers, final long epoch, final long seq, final long stampNs, final int metaVersion) {
        final long nowNs = stamped ? stampNs : System.nanoTime();
        for (final KnownConsumer reader : readers) {
            final ExclusivePublication publication = reader.descriptors().publication();
            if (publication != null && reader.gate().pass(nowNs)
                && !send(publication, epoch, seq, stampNs, metaVersion)) {
                counters.privateBackPressured++;
            }
        }
    }

    private boolean send(
        final ExclusivePublication publication, final long epoch, final long seq, final long stampNs,
        final int metaVersion) {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; i < CLAIM_ATTEMPTS && result == Publication.ADMIN_ACTION; i++) {
            result = publication.tryClaim(DescriptorCodec.LENGTH, claim);
        }
        if (result > 0) {
            DescriptorCodec.write(claim.buffer(), claim.offset(), streamId, epoch, seq, stampNs, metaVersion, 0);
            claim.commit();
            return true;
        }
        return result == Publication.NOT_CONNECTED;
    }

    void close() {
        CloseHelper.quietClose(shared);
        shared = null;
    }
}
