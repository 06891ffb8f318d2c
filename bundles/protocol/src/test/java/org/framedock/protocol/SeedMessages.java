package org.framedock.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.ShmDriverShutdownRequestEncoder;
import org.framedock.protocol.lease.ShutdownReason;

/** Sound messages of every template, from which tests make unsound ones. Also for the tests of other modules. */
public final class SeedMessages {

    /** As another implementation sent them; they lie beside this class, in {@code /golden}. */
    static final List<String> GOLDEN = List.of(
        "attach_request_consumer",
        "attach_request_layout_mismatch",
        "attach_request_not_provisioned",
        "attach_request_producer",
        "attach_request_producer_publishmode_null",
        "attach_response_consumer_ok",
        "attach_response_producer_ok",
        "attach_response_rejected_client_id",
        "attach_response_rejected_layout",
        "attach_response_rejected_node_id",
        "attach_response_rejected_not_provisioned",
        "attach_response_rejected_producer_exists",
        "consumer_config_default",
        "consumer_config_per_consumer",
        "consumer_hello_default",
        "consumer_hello_per_consumer",
        "control_response",
        "data_source_announce",
        "data_source_meta",
        "detach_request_producer",
        "detach_response_ok",
        "detach_response_rejected",
        "driver_shutdown",
        "frame_descriptor_on_per_consumer_stream",
        "frame_descriptor_seq0",
        "frame_descriptor_seq1",
        "frame_descriptor_seq2_trace_ts",
        "frame_descriptor_seq3",
        "frame_progress_complete",
        "frame_progress_on_per_consumer_stream",
        "frame_progress_progress",
        "frame_progress_started",
        "lease_keepalive_consumer",
        "lease_keepalive_producer",
        "lease_revoked_detached_consumer",
        "lease_revoked_detached_producer",
        "lease_revoked_expired_producer",
        "qos_consumer",
        "qos_producer",
        "shm_pool_announce_after_expiry",
        "shm_pool_announce_driver_on_producer_attach",
        "shm_pool_announce_driver_periodic",
        "shm_pool_announce_producer_on_control");

    private SeedMessages() {
    }

    /**
     * One message of another implementation.
     *
     * @param name without a suffix.
     * @return its bytes, header and all; the caller's own.
     */
    public static byte[] golden(final String name) {
        try (InputStream in = SeedMessages.class.getResourceAsStream("/golden/" + name + ".bin")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Messages of all templates of both schemas, in an order that is always the same.
     *
     * @return their bytes, header and all.
     */
    public static List<byte[]> all() {
        final List<byte[]> messages = new ArrayList<>();
        GOLDEN.forEach(name -> messages.add(golden(name)));
        messages.add(shutdownRequest());
        return messages;
    }

    /** Of this one there is no recording. */
    private static byte[] shutdownRequest() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + new ShmDriverShutdownRequestEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).correlationId(4711).reason(ShutdownReason.ADMIN)
            .token("no such token").errorMessage("because a test says so").encodedLength();
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
