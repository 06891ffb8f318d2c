package org.framedock.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.AeronException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CounterGroupTest {

    private static final int ROOM = 8192;
    private static final String LAST = "framedock: leases stream=" + ROOM;

    private final Path directory =
        Path.of("/dev/shm/framedock-counters-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    private long aheadNs;
    private final AtomicLong value = new AtomicLong();
    private AeronConnection connection;
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, DirectBuffer> keys = new HashMap<>();

    @Test
    @DisplayName("every counter has a type id of its own from 90000 to 90099")
    void shouldHaveDistinctTypeIds() {
        final Set<Integer> seen = new HashSet<>();
        for (final CounterType type : CounterType.values()) {
            assertTrue(seen.add(type.typeId()), type + " has the type id of another");
            assertTrue(type.typeId() >= 90_000 && type.typeId() < 90_100, type.toString());
        }
    }

    @Test
    @DisplayName("counters follow their numbers, come again with the media driver, and end with their owner")
    void shouldShowNumbers() {
        try (AeronConnection made = new AeronConnection(directory.toString());
            CounterGroup group = new CounterGroup("driver-1")) {
            connection = made;
            group.add(CounterType.PRODUCER_PUBLISHED, 10_000, "cam1", 4_000_000_000L, value::get)
                .add(CounterType.DRIVER_ERRORS, 0, "", 0, () -> 5);
            final String label = "framedock: frames published stream=cam1 (10000) client=4000000000 instance=driver-1";
            try (EmbeddedMediaDriver first = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
                assertNotNull(first);
                value.set(7);
                await(group, () -> Long.valueOf(7).equals(values.get(label)));
                value.set(8);
                await(group, () -> Long.valueOf(8).equals(values.get(label)));
                assertEquals(5, values.get("framedock: errors instance=driver-1"));
                final DirectBuffer key = keys.get(label);
                assertEquals(10_000, key.getInt(CounterGroup.STREAM_ID_OFFSET));
                assertEquals(4_000_000_000L, key.getInt(CounterGroup.CLIENT_ID_OFFSET) & 0xFFFF_FFFFL);
                assertEquals("driver-1", key.getStringAscii(CounterGroup.INSTANCE_OFFSET));
                assertEquals(ProcessHandle.current().pid(), CounterGroup.pidOf(key));
            }
            await(group, () -> connection.poll(System.nanoTime()) == null);
            try (EmbeddedMediaDriver second = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
                assertNotNull(second);
                value.set(9);
                await(group, () -> Long.valueOf(9).equals(values.get(label)));
                group.close();
                await(null, () -> values.isEmpty());
            }
        }
    }

    @Test
    @DisplayName("an instance of any length leaves room for the process; a key of another make tells none")
    void shouldKeepProcessInKey() {
        try (EmbeddedMediaDriver mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
            AeronConnection made = new AeronConnection(directory.toString());
            CounterGroup group = new CounterGroup("x".repeat(2 * CounterGroup.MAX_INSTANCE_BYTES))) {
            assertNotNull(mediaDriver);
            connection = made;
            group.add(CounterType.CONSUMER_FRAMES, 1, "", 2, value::get);
            await(group, () -> !keys.isEmpty());
            final DirectBuffer key = keys.values().iterator().next();
            assertEquals(CounterGroup.MAX_INSTANCE_BYTES, key.getInt(CounterGroup.INSTANCE_OFFSET));
            assertEquals(ProcessHandle.current().pid(), CounterGroup.pidOf(key));
        }
        final UnsafeBuffer foreign = new UnsafeBuffer(new byte[CountersReader.MAX_KEY_LENGTH]);
        assertEquals(0, CounterGroup.pidOf(foreign));
        foreign.putInt(CounterGroup.INSTANCE_OFFSET, Integer.MAX_VALUE);
        assertEquals(0, CounterGroup.pidOf(foreign));
        assertEquals(0, CounterGroup.pidOf(new UnsafeBuffer(new byte[CounterGroup.INSTANCE_OFFSET + Integer.BYTES])));
    }

    @Test
    @DisplayName("a media driver without room for counters is put up with")
    void shouldPutUpWithRefusal() {
        try (MediaDriver mediaDriver = MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.toString()).dirDeleteOnShutdown(true).threadingMode(ThreadingMode.SHARED)
            .counterValuesBufferLength(ROOM * CountersReader.COUNTER_LENGTH).errorHandler(expected -> { }));
            AeronConnection made = new AeronConnection(directory.toString());
            CounterGroup many = new CounterGroup("");
            CounterGroup one = new CounterGroup("")) {
            assertNotNull(mediaDriver);
            connection = made;
            await(null, () -> connection.poll(System.nanoTime()) != null);
            one.add(CounterType.DRIVER_ERRORS, 0, "", 0, value::get);
            await(one, () -> values.containsKey("framedock: errors"));
            for (int i = 0; i < ROOM; i++) {
                many.add(CounterType.DRIVER_LEASES, i + 1, "", 0, () -> 1);
            }
            await(many, () -> updateAgain(many) && values.size() > ROOM / 2 && !values.containsKey(LAST));
            value.set(3);
            await(one, () -> Long.valueOf(3).equals(values.get("framedock: errors")));
        }
    }

    /** Long before it would be due. */
    private boolean updateAgain(final CounterGroup group) {
        aheadNs += TimeUnit.SECONDS.toNanos(1);
        group.update(connection.poll(System.nanoTime()), System.nanoTime() + aheadNs);
        return aheadNs > TimeUnit.SECONDS.toNanos(300);
    }

    private void await(final CounterGroup group, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, () -> "in vain, with " + values);
            final long nowNs = System.nanoTime();
            final Aeron aeron = connection.poll(nowNs);
            if (group != null) {
                group.update(aeron, nowNs);
            }
            read(aeron);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void read(final Aeron aeron) {
        values.clear();
        if (aeron == null || aeron.isClosed()) {
            return;
        }
        final CountersReader counters;
        try {
            counters = aeron.countersReader();
        } catch (final AeronException closedJustNow) {
            return;
        }
        counters.forEach((counterId, typeId, key, label) -> {
            if (typeId >= 90_000 && typeId < 90_100) {
                values.put(label, counters.getCounterValue(counterId));
                final byte[] copy = new byte[key.capacity()];
                key.getBytes(0, copy);
                keys.put(label, new UnsafeBuffer(copy));
            }
        });
    }
}
