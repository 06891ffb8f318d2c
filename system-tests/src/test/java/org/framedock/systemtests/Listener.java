package org.framedock.systemtests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.framedock.client.ClientContext;
import org.framedock.client.Consumer;
import org.framedock.client.ConsumerContext;
import org.framedock.client.FrameView;
import org.framedock.client.Metadata;
import org.framedock.client.TensorPoolClient;
import org.framedock.pattern.content.Pattern;
import org.framedock.settings.ClientSettings;
import org.framedock.settings.DriverSettings;

/** A consumer in the test's own process, on a thread of its own, that checks the counter pattern or nothing. */
final class Listener implements AutoCloseable {

    private static final long IDLE_NS = 20_000;
    private static final int BATCH = 16;

    private final TensorPoolClient client;
    private final long streamId;
    private final Pattern pattern;
    private final Thread thread = new Thread(this::run, "test-listener");
    private Consumer consumer;
    private int lastVersion;
    private long lastTimestampNs;
    private volatile boolean closed;
    private volatile long frames;
    private volatile long bad;
    private volatile long gaps;
    private volatile long jumped;
    private volatile long late;
    private volatile long remaps;
    private volatile long epoch;
    private volatile long rowBytes;
    private volatile int metadataVersion;
    private volatile long longestPauseNs;
    private volatile Metadata metadata;
    /** Between the last frame under one version of the metadata and the first under the next. */
    private final List<Long> changeoversNs = new CopyOnWriteArrayList<>();

    private Listener(final TensorPoolClient client, final long streamId, final Pattern pattern) {
        this.client = client;
        this.streamId = streamId;
        this.pattern = pattern;
    }

    /** Reads a stream of the container that runs with that driver configuration; null checks no content. */
    static Listener on(
        final Path driverToml, final Map<String, String> environment, final String stream, final Pattern pattern)
        throws Exception {
        final DriverSettings driver = DriverSettings.load(driverToml, environment);
        final var settings = ClientSettings.load(null, driver, environment).consumer();
        final Listener listener = new Listener(TensorPoolClient.connect(new ClientContext()
            .aeronDirectory(driver.aeronDir())
            .controlChannel(settings.controlChannel())
            .controlStreamId(settings.controlStreamId())
            .announceChannel(settings.announceChannel())
            .announceStreamId(settings.announceStreamId())
            .descriptorChannel(settings.aeronUri())
            .descriptorStreamId(settings.descriptorStreamId())
            .metadataChannel(settings.aeronUri())
            .metadataStreamId(settings.metadataStreamId())
            .qosChannel(settings.qosChannel())
            .qosStreamId(settings.qosStreamId())
            .allowedDirectories(driver.allowedBaseDirs())), driver.streams().get(stream).streamId(),
            pattern);
        listener.thread.start();
        return listener;
    }

    private void run() {
        consumer = client.addConsumer(new ConsumerContext().streamId(streamId).metadata(true), this::onFrame);
        while (!closed) {
            if (consumer.poll(System.nanoTime(), BATCH) == 0) {
                LockSupport.parkNanos(IDLE_NS);
            }
            gaps = consumer.counters().gaps();
            jumped = consumer.counters().jumped();
            late = consumer.counters().late();
            remaps = consumer.counters().remaps();
            epoch = consumer.epoch();
        }
        client.close();
    }

    private void onFrame(final FrameView frame) {
        final boolean right = pattern == null || pattern.check(frame.buffer(), frame.length(), frame.sequence());
        final long timestampNs = frame.timestampNs();
        final int version = frame.metaVersion();
        if (!frame.isValid()) {
            return;
        }
        frames++;
        bad += right ? 0 : 1;
        if (lastTimestampNs != 0) {
            longestPauseNs = Math.max(longestPauseNs, timestampNs - lastTimestampNs);
        }
        if (version != lastVersion && lastTimestampNs != 0) {
            changeoversNs.add(timestampNs - lastTimestampNs);
        }
        rowBytes = frame.strideBytes(0);
        metadataVersion = version;
        lastVersion = version;
        lastTimestampNs = timestampNs;
        metadata = consumer.metadata(version);
    }

    long frames() {
        return frames;
    }

    long bad() {
        return bad;
    }

    long gaps() {
        return gaps;
    }

    /** Frames that never came, without those that this consumer itself has passed over when it was far behind. */
    long lost() {
        return gaps - jumped;
    }

    long late() {
        return late;
    }

    long remaps() {
        return remaps;
    }

    long epoch() {
        return epoch;
    }

    /** From the start of a row of the newest frame to that of the next; of a frame of one dimension, of an element. */
    long rowBytes() {
        return rowBytes;
    }

    /** Version of the metadata that the newest frame names. */
    int metadataVersion() {
        return metadataVersion;
    }

    /** The longest time from the publication of one frame to that of the next. */
    long longestPauseNs() {
        return longestPauseNs;
    }

    void forgetPauses() {
        longestPauseNs = 0;
    }

    /** What the newest frame was taken under; null if that is not known yet. */
    Metadata metadata() {
        return metadata;
    }

    List<Long> changeoversNs() {
        return changeoversNs;
    }

    void awaitFrames(final long more, final Program container) {
        final long wanted = frames + more;
        Await.until(() -> frames + " frames, not " + wanted + "\n" + container.output(), 60, () -> frames >= wanted);
    }

    /** Waits until the frames that come are of a source whose metadata says so: its kind, or its bundle and version. */
    void awaitSource(final String name, final String summary, final Program container) {
        Await.until(() -> metadata + ", not " + name + " " + summary + "\n" + container.output(), 60, () -> {
            final Metadata now = metadata;
            return now != null && now.name().equals(name) && now.summary().contains(summary);
        });
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
