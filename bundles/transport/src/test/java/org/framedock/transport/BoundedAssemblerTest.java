package org.framedock.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoundedAssemblerTest {

    private static final int MAX_BYTES = 10_000;
    private static final String CHANNEL = "aeron:ipc?term-length=1m";

    private final List<Integer> lengths = new ArrayList<>();
    private EmbeddedMediaDriver mediaDriver;
    private Aeron aeron;
    private Publication publication;
    private Subscription subscription;

    @BeforeEach
    void open() {
        final String directory = "/dev/shm/framedock-assembler-" + ProcessHandle.current().pid();
        mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory));
        subscription = aeron.addSubscription(CHANNEL, 1);
        publication = aeron.addPublication(CHANNEL, 1);
        await(publication::isConnected);
    }

    @AfterEach
    void close() {
        aeron.close();
        mediaDriver.close();
    }

    @Test
    @DisplayName("a message of several fragments arrives whole; one longer than allowed is only counted")
    void shouldAssembleWithinBounds() {
        final BoundedAssembler assembler = new BoundedAssembler((buffer, offset, length, header) -> {
            for (int i = 0; i < length; i++) {
                assertEquals((byte)(i * 7), buffer.getByte(offset + i));
            }
            lengths.add(length);
        }, MAX_BYTES);
        offer(100);
        offer(MAX_BYTES);
        offer(MAX_BYTES + 1);
        offer(5_000);
        await(() -> subscription.poll(assembler, 16) >= 0 && lengths.size() == 3);
        assertEquals(List.of(100, MAX_BYTES, 5_000), lengths);
        assertEquals(1, assembler.tooLong());
    }

    @Test
    @DisplayName("whoever joins in the middle of a message hears the next one whole")
    void shouldSkipHalfMessage() {
        offer(5_000);
        await(() -> subscription.poll((buffer, offset, length, header) -> { }, 1) == 1);
        final BoundedAssembler assembler = new BoundedAssembler(
            (buffer, offset, length, header) -> lengths.add(length), MAX_BYTES);
        offer(6_000);
        await(() -> subscription.poll(assembler, 16) >= 0 && lengths.size() == 1);
        assertEquals(List.of(6_000), lengths);
    }

    private void offer(final int length) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        for (int i = 0; i < length; i++) {
            message.putByte(i, (byte)(i * 7));
        }
        await(() -> publication.offer(message, 0, length) > 0);
    }

    private static void await(final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("condition not met in time");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
