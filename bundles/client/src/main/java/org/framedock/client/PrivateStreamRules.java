package org.framedock.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which streams a consumer may ask a producer to publish on (W-25): a message on the control stream must not make it
 * write to another host, nor into the streams that everybody shares.
 */
final class PrivateStreamRules {

    private static final String IPC = "aeron:ipc";
    private static final int MAX_CHANNEL_CHARS = 256;

    private final Set<Integer> sharedIds;

    PrivateStreamRules(final ClientContext context) {
        sharedIds = new HashSet<>(List.of(
            context.controlStreamId(), context.announceStreamId(), context.descriptorStreamId(),
            context.qosStreamId(), context.metadataStreamId()));
    }

    /** What may be opened: both a channel and an id, or nothing. */
    PrivateStream accept(final String channel, final long streamId) {
        final int id = (int)streamId;
        final boolean isIpc = channel.equals(IPC) || channel.startsWith(IPC + "?");
        if (id == 0 || !isIpc || channel.length() > MAX_CHANNEL_CHARS || sharedIds.contains(id)) {
            return PrivateStream.NONE;
        }
        return new PrivateStream(channel, id);
    }
}
