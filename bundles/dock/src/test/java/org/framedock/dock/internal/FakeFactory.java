package org.framedock.dock.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;
import org.framedock.source.SourceSettings;

/** Makes fake sources with the settings {@code text}, {@code number} (0 to 10) and {@code pause_us}. */
final class FakeFactory implements FrameSourceFactory {

    final List<FakeSource> made = new CopyOnWriteArrayList<>();
    final AtomicInteger creates = new AtomicInteger();
    final AtomicInteger starts = new AtomicInteger();
    volatile boolean deviceMissing;
    volatile String refuseInStart;
    volatile RuntimeException throwInStart;
    volatile String device;
    volatile SourceMetadata metadata;
    volatile boolean hangInNextStop;
    volatile boolean hangInStart;
    volatile boolean leaveThread;
    final CountDownLatch startMayReturn = new CountDownLatch(1);

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        creates.incrementAndGet();
        final String text = settings.text("text", "fake");
        final int number = settings.integer("number", 0, 0, 10);
        final long pauseNs = settings.integer("pause_us", 0, 0, 1_000_000) * 1_000L;
        settings.conclude();
        final FakeSource source = new FakeSource(this, text, number, pauseNs);
        source.hangInStop = hangInNextStop;
        hangInNextStop = false;
        made.add(source);
        return source;
    }

    FakeSource newest() {
        return made.isEmpty() ? null : made.get(made.size() - 1);
    }
}
