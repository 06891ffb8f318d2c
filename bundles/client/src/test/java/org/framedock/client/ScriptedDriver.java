package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.OutOfSpaceException;
import org.framedock.memory.RegionFile;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;
import org.framedock.protocol.MessageCheck;
import org.framedock.protocol.Schemas;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.RevokeReason;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmAttachRequestDecoder;
import org.framedock.protocol.lease.ShmAttachResponseEncoder;
import org.framedock.protocol.lease.ShmDetachRequestDecoder;
import org.framedock.protocol.lease.ShmDriverShutdownEncoder;
import org.framedock.protocol.lease.ShmLeaseKeepaliveDecoder;
import org.framedock.protocol.lease.ShmLeaseRevokedEncoder;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.ShmPoolAnnounceEncoder;
import org.framedock.transport.EmbeddedMediaDriver;

/**
 * The other end of a client under test: a real media driver, real regions, and a driver that says just what a test
 * tells it to say, right or wrong.
 */
final class ScriptedDriver implements AutoCloseable {

    static final long STREAM_ID = 7;
    static final int SLOTS = 8;
    static final int STRIDE = 4096;
    static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(100);

    record Attach(long correlationId, long clientId, Role role) {
    }

    final Queue<Attach> attaches = new ArrayDeque<>();
    final List<Long> keepalives = new ArrayList<>();
    final List<Long> detaches = new ArrayList<>();
    /** Whether a scene answers attaches. */
    boolean grants = true;
    long nodeId = ShmAttachResponseEncoder.nodeIdNullValue();

    private final Path directory = Path.of(
        "/dev/shm/framedock-client-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    private final Path regionDirectory = directory.resolveSibling(directory.getFileName() + "-regions");
    private final List<RegionFile> files = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final org.framedock.protocol.pool.MessageHeaderEncoder poolHeader =
        new org.framedock.protocol.pool.MessageHeaderEncoder();
    private EmbeddedMediaDriver mediaDriver;
    private Aeron aeron;
    private Publication control;
    private Subscription controlSubscription;

    ScriptedDriver() throws IOException {
        Files.createDirectory(regionDirectory);
        start();
    }

    void start() {
        mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()));
        controlSubscription = aeron.addSubscription(
            ClientContext.DEFAULT_CHANNEL, ClientContext.DEFAULT_CONTROL_STREAM_ID);
        control = aeron.addPublication(ClientContext.DEFAULT_CHANNEL, ClientContext.DEFAULT_CONTROL_STREAM_ID);
    }

    void stop() {
        CloseHelper.closeAll(aeron, mediaDriver);
    }

    /** Hears what is said on a stream. */
    Subscription subscribe(final int streamId) {
        return aeron.addSubscription(ClientContext.DEFAULT_CHANNEL, streamId);
    }

    ClientContext clientContext() {
        return new ClientContext()
            .aeronDirectory(directory.toString())
            .allowedDirectories(List.of(regionDirectory))
            .announcePeriodNs(PERIOD_NS)
            .keepaliveIntervalNs(PERIOD_NS)
            .qosIntervalNs(PERIOD_NS);
    }

    StreamRegions provision(final long epoch) throws RegionRefusedException, OutOfSpaceException, IOException {
        final Path epochDirectory = Files.createDirectory(regionDirectory.resolve(Long.toString(epoch)));
        final RegionSpec ring = RegionSpec.headerRing(epoch, STREAM_ID, SLOTS);
        final RegionSpec pool = RegionSpec.payloadPool(epoch, STREAM_ID, 1, SLOTS, STRIDE);
        final RegionFile.Options options = new RegionFile.Options(0660, true, false, false, 4096);
        files.add(RegionFile.create(epochDirectory.resolve("header.ring"), ring, options, System.nanoTime()));
        files.add(RegionFile.create(epochDirectory.resolve("1.pool"), pool, options, System.nanoTime()));
        return new StreamRegions(STREAM_ID, epoch, SLOTS, uri(epochDirectory.resolve("header.ring")),
            List.of(new StreamRegions.Pool(1, SLOTS, STRIDE, uri(epochDirectory.resolve("1.pool")))));
    }

    private static String uri(final Path path) {
        return new RegionUri(path.toString(), false).format();
    }

    /** Keeps all regions alive and takes in what the clients have sent. */
    int poll() {
        final long nowNs = System.nanoTime();
        files.stream().filter(RegionFile::isIntact).forEach(file -> file.superblock().activityTimestampNs(nowNs));
        return controlSubscription.poll(this::onMessage, 16);
    }

    private void onMessage(final DirectBuffer message, final int offset, final int length, final Header ignored) {
        if (Schemas.LEASE.judge(message, offset, length) != MessageCheck.Verdict.SOUND) {
            return;
        }
        final int body = offset + MessageCheck.HEADER_BYTES;
        switch (MessageCheck.templateId(message, offset)) {
            case ShmAttachRequestDecoder.TEMPLATE_ID:
                final ShmAttachRequestDecoder attach = new ShmAttachRequestDecoder().wrap(
                    message, body, ShmAttachRequestDecoder.BLOCK_LENGTH, 1);
                attaches.add(new Attach(attach.correlationId(), attach.clientId(), attach.role()));
                break;
            case ShmLeaseKeepaliveDecoder.TEMPLATE_ID:
                keepalives.add(new ShmLeaseKeepaliveDecoder().wrap(
                    message, body, ShmLeaseKeepaliveDecoder.BLOCK_LENGTH, 1).leaseId());
                break;
            case ShmDetachRequestDecoder.TEMPLATE_ID:
                detaches.add(new ShmDetachRequestDecoder().wrap(
                    message, body, ShmDetachRequestDecoder.BLOCK_LENGTH, 1).leaseId());
                break;
            default:
                break;
        }
    }

    void grant(final Attach attach, final long leaseId, final StreamRegions regions) {
        final ShmAttachResponseEncoder response = new ShmAttachResponseEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(attach.correlationId())
            .code(ResponseCode.OK)
            .leaseId(leaseId)
            .leaseExpiryTimestampNs(ShmAttachResponseEncoder.leaseExpiryTimestampNsNullValue())
            .streamId(regions.streamId())
            .epoch(regions.epoch())
            .layoutVersion(1)
            .headerNslots(regions.slotCount())
            .headerSlotBytes(256)
            .nodeId(nodeId);
        final ShmAttachResponseEncoder.PayloadPoolsEncoder pools = response.payloadPoolsCount(regions.pools().size());
        for (final StreamRegions.Pool pool : regions.pools()) {
            pools.next().poolId(pool.poolId()).poolNslots(pool.slotCount()).strideBytes(pool.strideBytes())
                .regionUri(pool.uri());
        }
        response.headerRegionUri(regions.headerUri()).errorMessage("");
        send(response.encodedLength());
    }

    void refuse(final Attach attach, final ResponseCode code, final String text) {
        final ShmAttachResponseEncoder response = new ShmAttachResponseEncoder().wrapAndApplyHeader(buffer, 0, header)
            .correlationId(attach.correlationId())
            .code(code)
            .leaseId(ShmAttachResponseEncoder.leaseIdNullValue())
            .leaseExpiryTimestampNs(ShmAttachResponseEncoder.leaseExpiryTimestampNsNullValue())
            .streamId(ShmAttachResponseEncoder.streamIdNullValue())
            .epoch(ShmAttachResponseEncoder.epochNullValue())
            .layoutVersion(ShmAttachResponseEncoder.layoutVersionNullValue())
            .headerNslots(ShmAttachResponseEncoder.headerNslotsNullValue())
            .headerSlotBytes(ShmAttachResponseEncoder.headerSlotBytesNullValue())
            .nodeId(ShmAttachResponseEncoder.nodeIdNullValue());
        response.payloadPoolsCount(0);
        response.headerRegionUri("").errorMessage(text);
        send(response.encodedLength());
    }

    void announce(final StreamRegions regions, final long producerId, final long stampNs) {
        final ShmPoolAnnounceEncoder announce = new ShmPoolAnnounceEncoder().wrapAndApplyHeader(buffer, 0, poolHeader)
            .streamId(regions.streamId())
            .producerId(producerId)
            .epoch(regions.epoch())
            .announceTimestampNs(stampNs)
            .announceClockDomain(ClockDomain.MONOTONIC)
            .layoutVersion(1)
            .headerNslots(regions.slotCount())
            .headerSlotBytes(256);
        final ShmPoolAnnounceEncoder.PayloadPoolsEncoder pools = announce.payloadPoolsCount(regions.pools().size());
        for (final StreamRegions.Pool pool : regions.pools()) {
            pools.next().poolId(pool.poolId()).poolNslots(pool.slotCount()).strideBytes(pool.strideBytes())
                .regionUri(pool.uri());
        }
        announce.headerRegionUri(regions.headerUri());
        send(announce.encodedLength());
    }

    void revoke(final long leaseId, final long clientId, final int roleRaw, final int reasonRaw) {
        final ShmLeaseRevokedEncoder revoked = new ShmLeaseRevokedEncoder().wrapAndApplyHeader(buffer, 0, header)
            .timestampNs(System.nanoTime())
            .leaseId(leaseId)
            .streamId(STREAM_ID)
            .clientId(clientId)
            .role(Role.PRODUCER)
            .reason(RevokeReason.REVOKED)
            .errorMessage("because the test says so");
        final int body = MessageHeaderEncoder.ENCODED_LENGTH;
        buffer.putByte(body + ShmLeaseRevokedEncoder.roleEncodingOffset(), (byte)roleRaw);
        buffer.putByte(body + ShmLeaseRevokedEncoder.reasonEncodingOffset(), (byte)reasonRaw);
        send(revoked.encodedLength());
    }

    void shutdown() {
        final ShmDriverShutdownEncoder shutdown = new ShmDriverShutdownEncoder().wrapAndApplyHeader(buffer, 0, header)
            .timestampNs(System.nanoTime())
            .reason(ShutdownReason.NORMAL)
            .errorMessage("");
        send(shutdown.encodedLength());
    }

    private void send(final int bodyLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        await(() -> control.offer(buffer, 0, length) > 0);
    }

    /** Repeats a step until a condition holds. */
    static void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new AssertionError("condition not met in time");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        stop();
        files.forEach(RegionFile::close);
        try (Stream<Path> tree = Files.walk(regionDirectory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
