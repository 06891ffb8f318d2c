package org.framedock.dock.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.FrameLoss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what streams have lost: at most one line a second and stream, with the count of each cause, however many frames
 * it were. Reads counters only; the thread that looks after the settings.
 */
final class LossLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.framedock.dock");
    private static final FrameLoss[] CAUSES = FrameLoss.values();
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    /** By name of the stream. */
    private final Map<String, Told> told = new HashMap<>();

    private static final class Told {
        private final long[] lost = new long[CAUSES.length];
        private StreamCounters counters;
        private long nextNs;
    }

    /** Looks at all streams. */
    void look(final List<Map.Entry<String, StreamController>> streams, final long nowNs) {
        if (told.size() > streams.size()) {
            told.keySet().removeIf(name -> streams.stream().noneMatch(stream -> stream.getKey().equals(name)));
        }
        for (final Map.Entry<String, StreamController> stream : streams) {
            final String line = look(stream.getKey(), stream.getValue().counters(), nowNs);
            if (line != null) {
                LOG.warn("{}", line);
            }
        }
    }

    /** What is to be logged of a stream, null if nothing. */
    String look(final String name, final StreamCounters counters, final long nowNs) {
        final Told last = told.computeIfAbsent(name, key -> new Told());
        if (last.counters != counters) {
            // Another stream of the same name: its configuration was removed and came back.
            last.counters = counters;
            last.nextNs = nowNs;
            Arrays.fill(last.lost, 0);
        }
        if (nowNs - last.nextNs < 0) {
            return null;
        }
        long more = 0;
        long all = 0;
        final StringJoiner causes = new StringJoiner(", ");
        for (int i = 0; i < CAUSES.length; i++) {
            final long lost = counters.lost(CAUSES[i]);
            if (lost > last.lost[i]) {
                causes.add(CAUSES[i].name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + (lost - last.lost[i]));
                more += lost - last.lost[i];
            }
            last.lost[i] = lost;
            all += lost;
        }
        if (more == 0) {
            return null;
        }
        last.nextNs = nowNs + INTERVAL_NS;
        return "stream " + name + " lost " + more + (more == 1 ? " frame: " : " frames: ") + causes + "; " + all
            + " in all";
    }
}
