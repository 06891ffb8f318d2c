package org.framedock.runtime;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Runs inside a bundle: writes to direct memory, then sends one value over IPC through a media driver of its own. */
public final class AeronProbe implements Callable<String> {

    private static final long SENT = 0x0123_4567_89AB_CDEFL;

    private long received;

    @Override
    public String call() {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        buffer.putLong(8, SENT);
        final MediaDriver.Context driverContext = new MediaDriver.Context()
                .aeronDirectoryName("/dev/shm/framedock-probe-" + ProcessHandle.current().pid())
                .threadingMode(ThreadingMode.SHARED)
                .ipcTermBufferLength(64 * 1024)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(driverContext);
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
                Subscription subscription = aeron.addSubscription("aeron:ipc", 7);
                Publication publication = aeron.addPublication("aeron:ipc", 7)) {
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            boolean sent = false;
            while (received == 0 && System.nanoTime() < deadlineNs) {
                sent = sent || publication.offer(buffer, 8, Long.BYTES) > 0;
                subscription.poll((message, offset, length, header) -> received = message.getLong(offset), 1);
                Thread.onSpinWait();
            }
        }
        return received == SENT ? "received what was sent" : "received " + received;
    }
}
