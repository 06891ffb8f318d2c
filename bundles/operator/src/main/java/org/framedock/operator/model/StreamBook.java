package org.framedock.operator.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.framedock.client.QosSnapshot;
import org.framedock.dock.Dock;
import org.framedock.dock.FrameLoss;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamStatus;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.StreamView;

/** Puts together what dock, driver and reports say of each stream, with rates. One thread. */
final class StreamBook {

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(2);
    /** Reports come once a second, so fewer of them would make a jumpy rate. */
    private static final long REPORT_WINDOW_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long STALE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final double MEBIBYTE = 1024 * 1024;
    private static final NewestFrames.Frame NO_FRAME = new NewestFrames.Frame("", List.of(), -1);

    private final Map<String, Trend> trends = new HashMap<>();
    private final NewestFrames newestFrames = new NewestFrames();

    /** What is remembered of a stream from one look to the next. */
    private static final class Trend {

        private final RateWindow frames = new RateWindow(WINDOW_NS);
        private final RateWindow reported = new RateWindow(REPORT_WINDOW_NS);
        private final RateWindow lost = new RateWindow(WINDOW_NS);
        /** Sequences as they were, for the lag of consumers. */
        private final RateWindow sequences = new RateWindow(WINDOW_NS);
        private long epoch;
        private long heardNs;
    }

    List<StreamView> look(final Dock dockOrNull, final DriverStatus.Snapshot driver, final String sharedMemory,
        final QosListener qos, final long nowNs) {
        final List<StreamView> views = new ArrayList<>();
        final Set<Long> configured = new HashSet<>();
        if (dockOrNull != null) {
            final Map<String, StreamFeed> feeds = dockOrNull.feeds().stream()
                .collect(Collectors.toMap(StreamFeed::name, feed -> feed, (one, other) -> one));
            for (final StreamStatus status : dockOrNull.streams()) {
                final DriverStatus.Stream stream = find(driver, status.streamId());
                configured.add(status.streamId());
                views.add(fed(status, feeds.get(status.name()), stream, nowNs));
            }
        }
        for (final DriverStatus.Stream stream : driver.streams()) {
            if (!configured.contains(stream.streamId())) {
                views.add(unfed(stream, sharedMemory, qos.of(stream.producerClientId()), nowNs));
            }
        }
        newestFrames.retain(views.stream().filter(view -> view.state().equals(StreamView.EXTERNAL))
            .map(StreamView::streamId).collect(Collectors.toSet()));
        trends.keySet().retainAll(views.stream().map(StreamBook::key).collect(Collectors.toSet()));
        views.sort(Comparator.comparing(StreamView::name));
        return views;
    }

    private static String key(final StreamView view) {
        return view.streamId() + " " + view.name();
    }

    private static DriverStatus.Stream find(final DriverStatus.Snapshot driver, final long streamId) {
        for (final DriverStatus.Stream stream : driver.streams()) {
            if (stream.streamId() == streamId) {
                return stream;
            }
        }
        return null;
    }

    private Trend trend(final long streamId, final String name, final long epoch) {
        final Trend trend = trends.computeIfAbsent(streamId + " " + name, key -> new Trend());
        if (trend.epoch != epoch) {
            trend.epoch = epoch;
            trend.sequences.clear();
            trend.reported.clear();
        }
        return trend;
    }

    private StreamView fed(final StreamStatus status, final StreamFeed feedOrNull,
        final DriverStatus.Stream streamOrNull, final long nowNs) {
        final Trend trend = trend(status.streamId(), status.name(), status.epoch());
        final Map<String, Long> lost = new LinkedHashMap<>();
        long lostTotal = 0;
        for (final FrameLoss cause : FrameLoss.values()) {
            final long frames = status.framesLost().getOrDefault(cause, 0L);
            lost.put(cause.name().toLowerCase(Locale.ROOT), frames);
            lostTotal += frames;
        }
        trend.frames.add(nowNs, status.framesPublished());
        trend.lost.add(nowNs, lostTotal);
        trend.sequences.add(nowNs, status.sequence());
        final double rate = trend.frames.perSecond(nowNs);
        final StreamFeed feed = feedOrNull == null ? noFeed(status) : feedOrNull;
        final long payloadBytes = feed.elementType().isEmpty() ? -1 : feed.payloadBytes();
        final String pixelFormat = feed.metadata().getOrDefault("PixelFormat", "");
        return new StreamView(status.name(), status.stream(), status.streamId(), status.state().name(),
            status.detail().name(), status.text(), feed.kind(), feed.wantedKind(), feed.wantedSettings(),
            feed.isSwapped(), feed.bundle(), feed.device(),
            words(feed.elementType(), feed.dimensions(), pixelFormat), feed.elementType(), feed.dimensions(),
            pixelFormat, payloadBytes, rate, mebibytes(rate, payloadBytes),
            status.framesPublished(), lost, lostTotal, Math.max(0, trend.lost.perSecond(nowNs)),
            status.interruptions(), status.interruptedNs(), status.slowPolls(), status.epoch(), status.sequence(),
            feed.slotCount() > 0 || streamOrNull == null ? feed.slotCount() : streamOrNull.slotCount(),
            feed.openSlots(), feed.mostOpenSlots(), pools(streamOrNull, payloadBytes), feed.metadataVersion(),
            feed.metadata(), streamOrNull == null ? 0 : streamOrNull.producerClientId(),
            streamOrNull == null ? 0 : streamOrNull.consumerCount());
    }

    private static StreamFeed noFeed(final StreamStatus status) {
        return new StreamFeed(status.name(), status.kind(), Map.of(), false, "", "", "", "", List.of(), 0, 0, 0, 0, -1,
            Map.of(), false, false, "");
    }

    private StreamView unfed(final DriverStatus.Stream stream, final String sharedMemory,
        final QosSnapshot reportOrNull, final long nowNs) {
        final boolean external = stream.producerClientId() != 0;
        final Trend trend = trend(stream.streamId(), stream.name(), stream.epoch());
        final boolean current = reportOrNull != null && reportOrNull.epoch() == stream.epoch();
        if (current && reportOrNull.heardNs() != trend.heardNs) {
            trend.heardNs = reportOrNull.heardNs();
            trend.reported.add(reportOrNull.heardNs(), reportOrNull.seq());
            trend.sequences.add(reportOrNull.heardNs(), reportOrNull.seq());
        }
        final boolean silent = !current || nowNs - reportOrNull.heardNs() > STALE_NS;
        final double rate = !external ? 0 : silent ? -1 : trend.reported.perSecond(nowNs);
        final String detail = stream.detail().isEmpty() ? "NONE" : "NO_REGIONS";
        final NewestFrames.Frame newest = external ? newestFrames.of(stream, sharedMemory, nowNs) : null;
        final NewestFrames.Frame frame = newest == null ? NO_FRAME : newest;
        return new StreamView(stream.name(), stream.name(), stream.streamId(),
            external ? StreamView.EXTERNAL : StreamView.UNFED, detail, stream.detail(), "", "", Map.of(), false, "", "",
            words(frame.elementType(), frame.dimensions(), ""), frame.elementType(), frame.dimensions(), "",
            frame.payloadBytes(), rate, mebibytes(rate, frame.payloadBytes()), -1, Map.of(), 0, 0, 0, 0, 0,
            stream.epoch(), current ? reportOrNull.seq() : -1, stream.slotCount(), -1, -1,
            pools(stream, frame.payloadBytes()), -1, Map.of(), stream.producerClientId(), stream.consumerCount());
    }

    private static double mebibytes(final double rate, final long payloadBytes) {
        return rate < 0 || payloadBytes < 0 ? -1 : rate * payloadBytes / MEBIBYTE;
    }

    private static String words(
        final String elementType, final List<Integer> dimensions, final String pixelFormat) {
        if (elementType.isEmpty()) {
            return "";
        }
        final String sizes = dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
        return elementType + " " + sizes + (pixelFormat.isEmpty() ? "" : " " + pixelFormat);
    }

    /** The frame lies in the smallest slot that holds it (W-11). */
    private static List<StreamView.PoolView> pools(final DriverStatus.Stream streamOrNull, final long payloadBytes) {
        if (streamOrNull == null) {
            return List.of();
        }
        final int used = streamOrNull.pools().stream().mapToInt(DriverStatus.Pool::strideBytes)
            .filter(stride -> payloadBytes >= 0 && stride >= payloadBytes).min().orElse(-1);
        return streamOrNull.pools().stream()
            .map(pool -> new StreamView.PoolView(pool.poolId(), pool.slotCount(), pool.strideBytes(),
                pool.strideBytes() == used ? payloadBytes / (double)used : -1))
            .toList();
    }

    /**
     * By how much a stream was ahead of a consumer when that reported, at least; -1 if it is not known. What is heard
     * in one look was sent after the look before: against the sequence of now each consumer would seem to be behind.
     */
    long lagOf(final QosSnapshot consumer, final List<StreamView> views) {
        for (final StreamView view : views) {
            if (view.streamId() == consumer.streamId() && view.epoch() == consumer.epoch()) {
                final Trend trend = trends.get(key(view));
                final long then = trend == null ? -1 : trend.sequences.before(consumer.heardNs());
                return then < 0 ? -1 : Math.max(0, then - consumer.seq());
            }
        }
        return -1;
    }

    /** Frames that a stream has lost in the time up to now that is remembered, ten seconds or so. */
    long lostLately(final StreamView view, final long nowNs) {
        final Trend trend = trends.get(key(view));
        return trend == null ? 0 : trend.lost.grownWithin(TimeUnit.SECONDS.toNanos(10), nowNs);
    }
}
