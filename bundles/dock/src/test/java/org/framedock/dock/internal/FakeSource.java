package org.framedock.dock.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameInfo;
import org.framedock.source.FrameSource;
import org.framedock.source.SettingsException;
import org.framedock.source.SlotReservation;
import org.framedock.source.SourceContext;
import org.framedock.source.SourceMetadata;

/** Publishes frames of 16 bytes and misbehaves as a test says; may keep its last reservation open. */
final class FakeSource implements FrameSource {

    static final FrameFormat FORMAT = FrameFormat.of(ElementType.UINT8, 4, 4);

    final FakeFactory factory;
    final String text;
    final int number;
    private final long pauseNs;
    private long dueNs;
    final CountDownLatch stopMayReturn = new CountDownLatch(1);
    volatile SourceContext context;
    volatile boolean stopped;
    volatile boolean stopCalled;
    volatile long polls;
    volatile long pollsAfterStop;
    volatile Throwable throwInPoll;
    volatile boolean hangInStop;
    volatile RuntimeException throwInStop;
    volatile long nextPollTakesNs;
    volatile CountDownLatch hangInPoll;
    final CountDownLatch threadMayEnd = new CountDownLatch(1);
    final AtomicReference<Throwable> refused = new AtomicReference<>();
    volatile int payloadBytes = FORMAT.payloadBytes();
    volatile boolean keepOneOpen;
    volatile long restNs;
    volatile SourceMetadata sayInPoll;
    volatile SlotReservation kept;
    volatile Thread startThread;
    volatile Thread pollThread;
    volatile Thread stopThread;
    private final FrameInfo info = new FrameInfo().format(FORMAT);

    FakeSource(final FakeFactory factory, final String text, final int number, final long pauseNs) {
        this.factory = factory;
        this.number = number;
        this.pauseNs = pauseNs;
        this.text = text;
    }

    @Override
    public String device() {
        return factory.device;
    }

    @Override
    public void start(final SourceContext sourceContext) throws DeviceUnavailableException, SettingsException {
        startThread = Thread.currentThread();
        factory.starts.incrementAndGet();
        if (factory.deviceMissing) {
            throw new DeviceUnavailableException("no camera with the serial number 7");
        }
        if (factory.refuseInStart != null) {
            throw new SettingsException(factory.refuseInStart);
        }
        if (factory.throwInStart != null) {
            throw factory.throwInStart;
        }
        if (factory.hangInStart) {
            awaitStubbornly(factory.startMayReturn);
        }
        context = sourceContext;
        context.describe(text);
        if (factory.leaveThread) {
            leaveThread();
        }
        if (factory.metadata != null) {
            context.metadata(factory.metadata);
        }
    }

    @Override
    public int poll() {
        pollThread = Thread.currentThread();
        polls++;
        if (stopCalled) {
            pollsAfterStop++;
        }
        if (throwInPoll instanceof Error error) {
            throw error;
        }
        if (throwInPoll instanceof RuntimeException exception) {
            throw exception;
        }
        if (hangInPoll != null) {
            final CountDownLatch latch = hangInPoll;
            hangInPoll = null;
            awaitStubbornly(latch);
            tryToReserve();
            return 1;
        }
        final long nowNs = System.nanoTime();
        if (nextPollTakesNs != 0) {
            final long tookNs = nextPollTakesNs;
            nextPollTakesNs = 0;
            while (System.nanoTime() - nowNs < tookNs) {
                Thread.onSpinWait();
            }
        }
        if (restNs != 0) {
            context.restUntil(nowNs + restNs);
            return 0;
        }
        if (kept != null || pauseNs != 0 && nowNs - dueNs < 0) {
            return 0;
        }
        dueNs = nowNs + pauseNs;
        if (sayInPoll != null) {
            context.metadata(sayInPoll);
            sayInPoll = null;
        }
        final SlotReservation slot = context.slots().reserve(payloadBytes);
        if (slot == null) {
            return 0;
        }
        if (keepOneOpen) {
            kept = slot;
            keepOneOpen = false;
            return 1;
        }
        slot.buffer().putLong(0, slot.sequence());
        slot.publish(info);
        return 1;
    }

    @Override
    public void stop() {
        stopThread = Thread.currentThread();
        stopCalled = true;
        if (throwInStop != null) {
            throw throwInStop;
        }
        if (hangInStop) {
            awaitStubbornly(stopMayReturn);
        }
        stopped = true;
    }

    private void tryToReserve() {
        try {
            context.slots().reserve(1);
        } catch (final IllegalStateException expected) {
            refused.set(expected);
        }
    }

    private void leaveThread() {
        final Thread thread = new Thread(() -> awaitStubbornly(threadMayEnd), "fake-acquisition");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitStubbornly(final CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (final InterruptedException stubborn) {
                waiting = true;
            }
        }
    }
}
