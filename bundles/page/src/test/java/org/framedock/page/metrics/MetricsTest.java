package org.framedock.page.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.framedock.page.door.TestOperator;
import org.framedock.page.picture.Latency;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final List<String> lines = Metrics.of(new TestOperator().snapshot(),
        Map.of(0L, List.of(new Latency(Latency.Since.PUBLISHED, 3, 6_000_000, 2_000_000, 3_000_000, 3_500_000))))
        .lines().toList();

    @Test
    @DisplayName("every line is what the text format allows, and of each metric HELP and TYPE come once, before it")
    void shouldKeepToTheFormat() {
        final Set<String> typed = new HashSet<>();
        final Set<String> samples = new HashSet<>();
        String family = "";
        for (final String line : lines) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ")[2];
            } else if (line.startsWith("# TYPE ")) {
                assertTrue(line.matches("# TYPE " + family + " (counter|gauge|summary)"), line);
                assertTrue(typed.add(family), line);
                assertEquals(line.endsWith("counter"), family.endsWith("_total"), line);
            } else {
                assertTrue(line.matches(
                    family + "(_sum|_count)?(\\{([a-z_]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? -?[0-9.e+-]+"), line);
                assertTrue(samples.add(line.substring(0, line.lastIndexOf(' '))), "twice: " + line);
            }
        }
        assertTrue(typed.size() > 25, typed.toString());
    }

    @Test
    @DisplayName("frames, losses by cause, rates, readers and the driver are there, with labels escaped")
    void shouldTellTheFigures() {
        for (final String line : new String[] {
            "framedock_stream_frames_total{stream=\"cam1\"} 1234",
            "framedock_stream_frames_lost_total{stream=\"cam1\",cause=\"no_free_slot\"} 3",
            "framedock_stream_frames_per_second{stream=\"cam1\"} 99.5000",
            "framedock_stream_frames_total{stream=\"odd\\\"\\\\\\nname\"} 1234",
            "framedock_stream_state{stream=\"cam1\",state=\"STREAMING\"} 1",
            "framedock_stream_state{stream=\"cam1\",state=\"FAULTED\"} 0",
            "framedock_stream_interrupted_seconds_total{stream=\"cam1\"} 2.50000",
            "framedock_consumer_drops{stream=\"cam1\",kind=\"late\"} 5",
            "framedock_consumer_lag_frames{stream=\"cam1\"} 33",
            "framedock_stream_latency_seconds{stream=\"cam1\",since=\"published\",quantile=\"0.5\"} 0.00200000",
            "framedock_stream_latency_seconds{stream=\"cam1\",since=\"published\",quantile=\"1\"} 0.00350000",
            "framedock_stream_latency_seconds_sum{stream=\"cam1\",since=\"published\"} 0.00600000",
            "framedock_stream_latency_seconds_count{stream=\"cam1\",since=\"published\"} 3",
            "framedock_shared_memory_used_bytes 100",
            "framedock_driver_events_total{event=\"attaches\"} 3",
            "framedock_driver_refused_total{limit=\"leases\"} 2",
            "framedock_health{level=\"READY\"} 1"}) {
            assertTrue(lines.contains(line), line + "\n" + String.join("\n", lines));
        }
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("framedock_shared_memory_total_bytes ")),
            "what is not known is left out");
    }
}
