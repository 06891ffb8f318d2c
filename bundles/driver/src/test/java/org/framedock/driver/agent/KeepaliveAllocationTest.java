package org.framedock.driver.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShmLeaseKeepaliveEncoder;
import org.framedock.settings.Pool;
import org.framedock.settings.Profile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Keepalives")
class KeepaliveAllocationTest {

    private static final int ROUNDS = 100_000;

    @Test
    @DisplayName("D-5 a keepalive moves a deadline and allocates nothing")
    void shouldNotAllocate() {
        final DutyClock clock = new DutyClock(SystemNanoClock.INSTANCE);
        final LeaseTable leases = new LeaseTable(1_000_000_000L);
        final Tally tally = new Tally(clock, org.framedock.driver.DriverLimit::defaultValue);
        final LeaseKeeper keeper = new LeaseKeeper(leases, null, null, null, tally, clock);
        final RequestDispatcher dispatcher = new RequestDispatcher(null, keeper, null, null, tally, "");
        final StreamState stream = new StreamState(1, "cam1",
            new Profile("camera", 4, java.util.List.of(new Pool(1, 64))), 0, 1);
        final Lease lease = keeper.give(stream, 202, Role.CONSUMER, 1, 7, 0);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[64]);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + new ShmLeaseKeepaliveEncoder()
            .wrapAndApplyHeader(message, 0, new MessageHeaderEncoder()).leaseId(lease.leaseId).streamId(1)
            .clientId(202).role(Role.CONSUMER).clientTimestampNs(0).encodedLength();
        final Header header = new Header(0, 16);
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[64]);
        frame.putByte(FrameDescriptor.flagsOffset(0), FrameDescriptor.UNFRAGMENTED);
        header.buffer(frame);
        header.offset(0);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long threadId = Thread.currentThread().getId();
        long allocatedBytes = Long.MAX_VALUE;
        // The first round warms up; what it allocates is the virtual machine's own.
        for (int round = 0; round < 3; round++) {
            final long beforeBytes = threads.getThreadAllocatedBytes(threadId);
            for (int i = 0; i < ROUNDS; i++) {
                clock.update();
                dispatcher.onFragment(message, 0, length, header);
            }
            allocatedBytes = threads.getThreadAllocatedBytes(threadId) - beforeBytes;
        }
        assertEquals(clock.nowNs() + 1_000_000_000L, lease.deadlineNs);
        assertTrue(allocatedBytes < ROUNDS, allocatedBytes + " bytes allocated by " + ROUNDS + " keepalives");
    }
}
