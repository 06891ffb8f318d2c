package org.framedock.systemtests;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.agrona.concurrent.status.CountersReader;
import org.framedock.transport.AeronConnection;

/** Reads the counters of a media driver by their labels, as AeronStat does. */
final class CounterView implements AutoCloseable {

    private static final int FIRST_TYPE_ID = 90_000;
    private static final int LAST_TYPE_ID = 90_099;
    private static final long PATIENCE_S = 60;

    private final AeronConnection connection;

    CounterView(final Path aeronDirectory) {
        connection = new AeronConnection(aeronDirectory.toString());
    }

    /** Values by label. */
    Map<String, Long> values() {
        final Map<String, Long> values = new TreeMap<>();
        final Aeron aeron = connection.poll(System.nanoTime());
        if (aeron == null) {
            return values;
        }
        try {
            final CountersReader counters = aeron.countersReader();
            counters.forEach((counterId, typeId, key, label) -> {
                if (typeId >= FIRST_TYPE_ID && typeId <= LAST_TYPE_ID) {
                    values.put(label, counters.getCounterValue(counterId));
                }
            });
        } catch (final AeronException closedJustNow) {
            values.clear();
        }
        return values;
    }

    /** Waits for a counter whose label matches and whose value is as wanted. */
    void await(final String labelPattern, final LongPredicate isWanted) {
        Await.until(() -> "no '" + labelPattern + "' as wanted in " + values(), PATIENCE_S,
            () -> values().entrySet().stream().anyMatch(counter -> counter.getKey().matches(labelPattern)
                && isWanted.test(counter.getValue())));
    }

    /** Waits until no counter's label matches. */
    void awaitNone(final String labelPattern) {
        Await.until(() -> "still a '" + labelPattern + "' in " + values(), PATIENCE_S,
            () -> values().keySet().stream().noneMatch(label -> label.matches(labelPattern)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
