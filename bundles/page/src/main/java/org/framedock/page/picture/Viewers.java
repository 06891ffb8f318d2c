package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.framedock.client.ClientContext;
import org.framedock.client.TensorPoolClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pictures of streams. A stream that nobody has asked for during {@link #KEPT_S} seconds is no longer consumed;
 * with the last one the thread and the client end. Any thread.
 */
public final class Viewers implements AutoCloseable {

    /** The most streams that are looked at at once. */
    public static final int MAX_STREAMS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Viewers.class);
    private static final long KEPT_S = 5;
    private static final long KEPT_NS = TimeUnit.SECONDS.toNanos(KEPT_S);
    private static final long LONGEST_WAIT_MS = 2_500;
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long CLOSE_MS = 2_000;

    private final Map<Long, Viewer> viewers = new HashMap<>();
    private final ContextSupplier contexts;
    private TensorPoolClient client;
    private Thread thread;
    private boolean closed;

    /** Says how a consumer reaches the driver. */
    @FunctionalInterface
    public interface ContextSupplier {

        /**
         * Reads the settings.
         *
         * @return a context.
         * @throws NoPictureException if they cannot be read.
         */
        ClientContext get() throws NoPictureException;
    }

    /**
     * Looks at nothing yet.
     *
     * @param contexts says how the driver is reached, asked whenever the first viewer comes.
     */
    public Viewers(final ContextSupplier contexts) {
        this.contexts = contexts;
    }

    /**
     * A failure for those who have no stream to ask for.
     *
     * @param text why, in one line.
     * @return to be thrown.
     */
    public static NoPictureException notNow(final String text) {
        return new NoPictureException(NoPictureException.Reason.NOT_NOW, text);
    }

    /**
     * The picture of the next frame. Waits for it.
     *
     * @param stream   name, for messages and counters.
     * @param streamId u32.
     * @param wish     what it shall be.
     * @return the picture.
     * @throws NoPictureException if there is none.
     */
    public Picture take(final String stream, final long streamId, final Wish wish) throws NoPictureException {
        final Viewer viewer;
        final CompletableFuture<Sample> next;
        synchronized (this) {
            viewer = viewerOf(stream, streamId);
            next = viewer.ask(wish, System.nanoTime());
        }
        if (next == null) {
            throw notNow("stream " + stream + " is looked at by too many: " + Asked.MAX_WAITING
                + " pictures may be waited for at once");
        }
        try {
            return Picture.of(next.get(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS), wish);
        } catch (final TimeoutException e) {
            next.cancel(false);
            throw notNow("no frame of stream " + stream + " came within " + LONGEST_WAIT_MS + " ms: "
                + viewer.detail());
        } catch (final CancellationException e) {
            throw notNow("the page is being closed");
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof NoPictureException none ? none : notNow("no picture: " + e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notNow("the page is being closed");
        }
    }

    /**
     * How old the frames of the streams are that somebody looks at now.
     *
     * @return by stream id; since publication first. Never more than {@link #MAX_STREAMS}.
     */
    public synchronized Map<Long, List<Latency>> latencies() {
        final long nowNs = System.nanoTime();
        final Map<Long, List<Latency>> known = new HashMap<>();
        viewers.forEach((streamId, viewer) -> known.put(streamId, viewer.latencies(nowNs)));
        return known;
    }

    private Viewer viewerOf(final String stream, final long streamId) throws NoPictureException {
        if (closed) {
            throw notNow("the page is being closed");
        }
        Viewer viewer = viewers.get(streamId);
        if (viewer == null) {
            if (viewers.size() >= MAX_STREAMS) {
                throw notNow("too many streams are looked at: at most " + MAX_STREAMS + " at once");
            }
            if (client == null) {
                client = TensorPoolClient.connect(contexts.get());
            }
            viewer = new Viewer(client, stream, streamId, System.nanoTime());
            viewers.put(streamId, viewer);
            if (thread == null) {
                thread = new Thread(this::look, "framedock-page-pictures");
                thread.setDaemon(true);
                thread.start();
            }
        }
        return viewer;
    }

    private void look() {
        List<Viewer> live = forget();
        while (!live.isEmpty()) {
            final long nowNs = System.nanoTime();
            for (final Viewer viewer : live) {
                poll(viewer, nowNs);
            }
            LockSupport.parkNanos(PERIOD_NS);
            live = forget();
        }
    }

    private static void poll(final Viewer viewer, final long nowNs) {
        try {
            viewer.poll(nowNs);
        } catch (final RuntimeException failure) {
            LOG.warn("stream {} cannot be looked at: {}", viewer.streamId(), failure.toString());
        }
    }

    /** Those that are still wanted. Where there are none the thread ends, and everything with it. */
    private synchronized List<Viewer> forget() {
        final long nowNs = System.nanoTime();
        for (final Iterator<Viewer> each = viewers.values().iterator(); each.hasNext();) {
            final Viewer viewer = each.next();
            if (closed || viewer.isForgotten(nowNs, KEPT_NS)) {
                each.remove();
                viewer.close();
            }
        }
        if (viewers.isEmpty()) {
            client.close();
            client = null;
            thread = null;
        }
        return new ArrayList<>(viewers.values());
    }

    /** Ends all viewers. */
    @Override
    public void close() {
        final Thread looking;
        synchronized (this) {
            closed = true;
            looking = thread;
        }
        if (looking != null) {
            LockSupport.unpark(looking);
            try {
                looking.join(CLOSE_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
