package org.framedock.page.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.framedock.operator.DriverView;
import org.framedock.operator.Health;
import org.framedock.operator.LeaseView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamView;
import org.framedock.page.picture.Latency;

/**
 * A snapshot as metrics. Labels are names of streams, causes and states, of which there is a bounded number: clients,
 * devices and texts, which come and go, are in none of them.
 */
public final class Metrics {

    /** Media type of the text. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MAX_STREAMS = 256;
    private static final String COUNTER = "counter";
    private static final String GAUGE = "gauge";
    private static final String STREAM = "stream";
    private static final String SINCE = "since";
    private static final String QUANTILE = "quantile";
    private static final double MEBIBYTE = 1 << 20;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> STATES = List.of("UNCONFIGURED", "STARTING", "STREAMING", "STOPPING", "IDLE",
        "RECONNECTING", "FAULTED", StreamView.EXTERNAL, StreamView.UNFED);

    private final Exposition out = new Exposition();
    private final Snapshot snapshot;
    private final List<StreamView> streams;

    private Metrics(final Snapshot snapshot) {
        this.snapshot = snapshot;
        this.streams = snapshot.streams().subList(0, Math.min(MAX_STREAMS, snapshot.streams().size()));
    }

    /**
     * Writes a scrape.
     *
     * @param snapshot  to write.
     * @param latencies of the streams that somebody looks at, by stream id.
     * @return lines, the last one ended.
     */
    public static String of(final Snapshot snapshot, final Map<Long, List<Latency>> latencies) {
        final Metrics metrics = new Metrics(snapshot);
        metrics.process();
        metrics.streams();
        metrics.leases();
        metrics.latencies(latencies);
        metrics.driver();
        return metrics.out.toString();
    }

    private void process() {
        out.family("framedock_info", GAUGE, "Always 1; the labels say what runs.").sample(1,
            "version", snapshot.process().version(), "java", snapshot.process().java(),
            "kind", snapshot.process().kind().name());
        out.family("framedock_uptime_seconds", GAUGE, "Seconds since the process began.")
            .sample(snapshot.process().uptimeNs() / NANOS);
        out.family("framedock_health", GAUGE, "1 for the level that holds.");
        for (final Health.Level level : Health.Level.values()) {
            out.sample(level == snapshot.health().level() ? 1 : 0, "level", level.name());
        }
        out.family("framedock_health_reasons", GAUGE, "Things that are not fine.")
            .sample(snapshot.health().reasons().stream().filter(Health.Reason::isDegrading).count(),
                "degrading", "true")
            .sample(snapshot.health().reasons().stream().filter(reason -> !reason.isDegrading()).count(),
                "degrading", "false");
        out.family("framedock_streams_left_out", GAUGE, "Streams beyond the first " + MAX_STREAMS
            + ", which are in no metric.").sample(snapshot.streams().size() - streams.size());
    }

    private void each(final String name, final String type, final String help,
        final ToDoubleFunction<StreamView> value) {
        out.family(name, type, help);
        for (final StreamView stream : streams) {
            out.sample(value.applyAsDouble(stream), "stream", stream.name());
        }
    }

    private static double scaled(final double value, final double by) {
        return value == -1 ? -1 : value * by;
    }

    private void streams() {
        out.family("framedock_stream_state", GAUGE, "1 for the state that the stream is in.");
        for (final StreamView stream : streams) {
            for (final String state : STATES) {
                out.sample(state.equals(stream.state()) ? 1 : 0, "stream", stream.name(), "state", state);
            }
        }
        each("framedock_stream_frames_total", COUNTER, "Frames that went out.", StreamView::frames);
        out.family("framedock_stream_frames_lost_total", COUNTER, "Frames lost, by cause.");
        for (final StreamView stream : streams) {
            new TreeMap<>(stream.lost()).forEach((cause, frames) ->
                out.sample(frames, "stream", stream.name(), "cause", cause));
        }
        each("framedock_stream_frames_per_second", GAUGE, "Rate over the last two seconds or so.",
            StreamView::framesPerSecond);
        each("framedock_stream_bytes_per_second", GAUGE, "That rate times the size of the last frame.",
            stream -> scaled(stream.mebibytesPerSecond(), MEBIBYTE));
        each("framedock_stream_payload_bytes", GAUGE, "Bytes of the last frame.", StreamView::payloadBytes);
        each("framedock_stream_interruptions_total", COUNTER, "How often a source that delivered was lost.",
            StreamView::interruptions);
        each("framedock_stream_interrupted_seconds_total", COUNTER, "Seconds without frames that those took.",
            stream -> scaled(stream.interruptedNs(), 1 / NANOS));
        each("framedock_stream_slow_polls_total", COUNTER, "Polls of the source of more than 100 ms.",
            StreamView::slowPolls);
        each("framedock_stream_epoch", GAUGE, "Epoch of the memory, 0 if there is none.", StreamView::epoch);
        each("framedock_stream_sequence", GAUGE, "Sequence of the last frame.", StreamView::sequence);
        each("framedock_stream_slots", GAUGE, "Slots of the ring.", StreamView::slotCount);
        each("framedock_stream_open_slots", GAUGE, "Slots that the source has reserved and not published yet.",
            StreamView::openSlots);
        each("framedock_stream_consumers", GAUGE, "Consumers that hold a lease.", StreamView::consumers);
    }

    private void leases() {
        final Map<String, long[]> byStream = new TreeMap<>();
        for (final StreamView stream : streams) {
            byStream.put(stream.name(), new long[] {0, 0, -1});
        }
        for (final LeaseView lease : snapshot.leases()) {
            final long[] sums = byStream.get(lease.stream());
            if (sums != null) {
                sums[0] += Math.max(0, lease.dropsGap());
                sums[1] += Math.max(0, lease.dropsLate());
                sums[2] = Math.max(sums[2], lease.lagFrames());
            }
        }
        out.family("framedock_leases", GAUGE, "Live leases.").sample(snapshot.leases().size());
        out.family("framedock_consumer_drops", GAUGE,
            "Frames that consumers with a live lease have missed (gap) or found written over (late).");
        byStream.forEach((stream, sums) -> out.sample(sums[0], "stream", stream, "kind", "gap")
            .sample(sums[1], "stream", stream, "kind", "late"));
        out.family("framedock_consumer_lag_frames", GAUGE, "How far the slowest consumer was behind its stream.");
        byStream.forEach((stream, sums) -> out.sample(sums[2], "stream", stream));
    }

    private void latencies(final Map<Long, List<Latency>> latencies) {
        out.family("framedock_stream_latency_seconds", "summary", "Age of frames when the page's reader got them, since"
            + " publication or capture, only while somebody looks; quantiles are of the last minute or two.");
        for (final StreamView stream : streams) {
            for (final Latency latency : latencies.getOrDefault(stream.streamId(), List.of())) {
                final String since = latency.since().name().toLowerCase(Locale.ROOT);
                out.sample(latency.p50Ns() / NANOS, STREAM, stream.name(), SINCE, since, QUANTILE, "0.5")
                    .sample(latency.p99Ns() / NANOS, STREAM, stream.name(), SINCE, since, QUANTILE, "0.99")
                    .sample(latency.maxNs() / NANOS, STREAM, stream.name(), SINCE, since, QUANTILE, "1")
                    .part("_sum", latency.sumNs() / NANOS, STREAM, stream.name(), SINCE, since)
                    .part("_count", latency.frames(), STREAM, stream.name(), SINCE, since);
            }
        }
    }

    private void driver() {
        final DriverView driver = snapshot.driver();
        out.family("framedock_driver_running", GAUGE, "Whether the driver runs.")
            .sample(driver.state().equals("RUNNING") ? 1 : 0);
        out.family("framedock_driver_uptime_seconds", GAUGE, "Seconds since the driver started.")
            .sample(driver.uptimeNs() / NANOS);
        out.family("framedock_shared_memory_used_bytes", GAUGE, "Sum of the driver's region files.")
            .sample(driver.usedBytes());
        out.family("framedock_shared_memory_free_bytes", GAUGE, "What the file system below them has left.")
            .sample(driver.freeBytes());
        out.family("framedock_shared_memory_total_bytes", GAUGE, "Size of that file system.")
            .sample(driver.totalBytes());
        out.family("framedock_driver_events_total", COUNTER, "What the driver has counted since its start.");
        driver.counters().forEach((event, count) -> out.sample(count, "event", event));
        out.family("framedock_driver_limit", GAUGE, "What the driver takes on at most.");
        driver.limits().forEach(limit -> out.sample(limit.value(), "limit", limit.name()));
        out.family("framedock_driver_refused_total", COUNTER, "Requests refused for a limit.");
        driver.limits().forEach(limit -> out.sample(limit.refused(), "limit", limit.name()));
    }
}
