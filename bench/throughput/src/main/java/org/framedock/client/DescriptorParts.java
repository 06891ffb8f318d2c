package org.framedock.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.FragmentHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.agrona.IoUtil;
import org.framedock.bench.load.Stage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A descriptor's way over Aeron IPC, sent and taken by one thread in bursts. */
@State(Scope.Thread)
public class DescriptorParts {

    private static final int BURST = 16;

    private Path directory;
    private MediaDriver mediaDriver;
    private Aeron aeron;
    private DescriptorSender sender;
    private Subscription subscription;
    private long taken;
    private long seq;
    private final FragmentHandler handler = (buffer, offset, length, header) -> taken++;

    /** Starts a media driver and opens the stream. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "framedock-part");
        mediaDriver = Stage.launchMediaDriver(directory);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(mediaDriver.aeronDirectoryName()));
        final ClientContext context = new ClientContext().aeronDirectory(mediaDriver.aeronDirectoryName()).conclude();
        subscription = aeron.addSubscription(context.descriptorChannel(), context.descriptorStreamId());
        sender = new DescriptorSender(context, 1, false,
            new ConsumerRoster(context, 1, "", (buffer, length) -> true), new ProducerCounters());
        sender.open(aeron);
        while (!subscription.isConnected()) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Ends the media driver. */
    @TearDown
    public void close() {
        sender.close();
        aeron.close();
        mediaDriver.close();
        IoUtil.delete(directory.toFile(), true);
    }

    /** Claimed, written and committed, and taken by a poll that does nothing with it. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public long descriptorPublishAndPoll() {
        final long goal = taken + BURST;
        for (int i = 0; i < BURST; i++) {
            while (!sender.send(1, seq, -1)) {
                Thread.onSpinWait();
            }
            seq++;
        }
        while (taken < goal) {
            subscription.poll(handler, BURST);
        }
        return taken;
    }
}
