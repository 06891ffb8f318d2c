package org.framedock.page.picture;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.framedock.client.Consumer;
import org.framedock.client.ConsumerContext;
import org.framedock.client.FrameView;
import org.framedock.client.Metadata;
import org.framedock.client.MetadataAttribute;
import org.framedock.client.TensorPoolClient;

/**
 * Looks at one stream while somebody wants to see it. Its consumer takes at most {@link #MAX_RATE_HZ} frames a second,
 * and reads of those only what was asked for. The picture thread alone, except for {@link #ask} and {@link #latencies}.
 */
final class Viewer implements AutoCloseable {

    /** The most frames a second that are looked at. */
    static final int MAX_RATE_HZ = 10;

    private static final int FRAGMENTS = 256;

    private final long streamId;
    private final Consumer consumer;
    private final Asked asked = new Asked();
    private final LatencyMeter meter;
    private volatile long lastAskedNs;

    Viewer(final TensorPoolClient client, final String stream, final long streamId, final long nowNs) {
        this.streamId = streamId;
        this.lastAskedNs = nowNs;
        this.meter = new LatencyMeter(nowNs);
        this.consumer = client.addConsumer(
            new ConsumerContext().streamId(streamId).streamName(stream).rateLimited(true).maxRateHz(MAX_RATE_HZ)
                .metadata(true),
            this::onFrame);
    }

    /** Waits for the next frame; null if too many do. Any thread. */
    CompletableFuture<Sample> ask(final Wish wish, final long nowNs) {
        final CompletableFuture<Sample> next = asked.ask(wish);
        if (next != null) {
            lastAskedNs = nowNs;
        }
        return next;
    }

    boolean isForgotten(final long nowNs, final long afterNs) {
        return nowNs - lastAskedNs >= afterNs;
    }

    void poll(final long nowNs) {
        consumer.poll(nowNs, FRAGMENTS);
    }

    long streamId() {
        return streamId;
    }

    /** Why no frames come, in one line. */
    String detail() {
        return consumer.detail();
    }

    /** How old the frames are that are looked at. Any thread. */
    List<Latency> latencies(final long nowNs) {
        return meter.latencies(nowNs);
    }

    private void onFrame(final FrameView frame) {
        meter.record(frame.publishTimestampNs(), frame.timestampNs(), System.nanoTime());
        // If it was written over meanwhile (W-14), the next frame will do.
        asked.answer(new FrameAnswers(frame), frame::isValid);
    }

    /** Reads the frame's shape with the first answer, and only if there is one. */
    private final class FrameAnswers implements Asked.Answers {

        private final FrameView frame;
        private FrameShape shape;
        private Sampler sampler;

        FrameAnswers(final FrameView frame) {
            this.frame = frame;
        }

        @Override
        public Sample answer(final Wish wish) throws NoPictureException {
            if (shape == null) {
                shape = shapeOf(frame);
                sampler = new Sampler(frame.buffer(), shape);
            }
            return Sample.take(sampler, shape, wish, frame.sequence(), frame.epoch());
        }
    }

    private FrameShape shapeOf(final FrameView frame) throws NoPictureException {
        final int[] dims = new int[frame.ndims()];
        final long[] strides = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = frame.dim(i);
            strides[i] = frame.strideBytes(i);
        }
        final Metadata metadata = consumer.metadata(frame.metaVersion());
        return new ShapeReader(frame.dtype(), frame.majorOrder(), dims, strides, frame.length(), new ShapeReader.Said(
            said(metadata, "PixelFormat"), size(metadata, "Width"), size(metadata, "Height"))).read();
    }

    private static String said(final Metadata metadata, final String key) {
        final MetadataAttribute attribute = metadata == null ? null : metadata.attribute(key);
        return attribute == null ? null : attribute.text();
    }

    private static int size(final Metadata metadata, final String key) {
        final String text = said(metadata, key);
        return text != null && text.strip().matches("\\d{1,8}") ? Integer.parseInt(text.strip()) : 0;
    }

    @Override
    public void close() {
        asked.cancel();
        consumer.close();
    }
}
