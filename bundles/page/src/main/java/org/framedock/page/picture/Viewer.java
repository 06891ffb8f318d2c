package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.Iterator;
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
 * and reads of those only what was asked for. The picture thread alone, except for {@link #ask}.
 */
final class Viewer implements AutoCloseable {

    /** The most frames a second that are looked at. */
    static final int MAX_RATE_HZ = 10;
    /** The most that may wait for one frame. */
    static final int MAX_WAITING = 8;

    private static final int FRAGMENTS = 256;

    private final long streamId;
    private final Consumer consumer;
    private final List<Asked> waiting = new ArrayList<>();
    private long lastAskedNs;

    Viewer(final TensorPoolClient client, final long streamId, final long nowNs) {
        this.streamId = streamId;
        this.lastAskedNs = nowNs;
        this.consumer = client.addConsumer(
            new ConsumerContext().streamId(streamId).rateLimited(true).maxRateHz(MAX_RATE_HZ).metadata(true),
            this::onFrame);
    }

    /** Waits for the next frame; null if too many do. Any thread. */
    CompletableFuture<Sample> ask(final Wish wish, final long nowNs) {
        synchronized (waiting) {
            waiting.removeIf(asked -> asked.future.isDone());
            if (waiting.size() >= MAX_WAITING) {
                return null;
            }
            lastAskedNs = nowNs;
            final Asked asked = new Asked(wish, new CompletableFuture<>());
            waiting.add(asked);
            return asked.future;
        }
    }

    boolean isForgotten(final long nowNs, final long afterNs) {
        synchronized (waiting) {
            return nowNs - lastAskedNs >= afterNs;
        }
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

    private void onFrame(final FrameView frame) {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return;
            }
            final List<Sample> samples = new ArrayList<>();
            NoPictureException none = null;
            try {
                final FrameShape shape = shapeOf(frame);
                final Sampler sampler = new Sampler(frame.buffer(), shape);
                for (final Asked asked : waiting) {
                    samples.add(Sample.take(sampler, shape, asked.wish, frame.sequence(), frame.epoch()));
                }
            } catch (final NoPictureException e) {
                none = e;
            }
            if (!frame.isValid()) {
                // It was written over meanwhile (W-14): the next frame will do.
                return;
            }
            final Iterator<Sample> next = samples.iterator();
            for (final Asked asked : waiting) {
                if (none != null) {
                    asked.future.completeExceptionally(none);
                } else {
                    asked.future.complete(next.next());
                }
            }
            waiting.clear();
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
        synchronized (waiting) {
            waiting.forEach(asked -> asked.future.cancel(false));
            waiting.clear();
        }
        consumer.close();
    }

    private record Asked(Wish wish, CompletableFuture<Sample> future) {
    }
}
