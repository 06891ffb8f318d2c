package org.framedock.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MediaDriverTest {

    private final Path directory =
        Path.of("/dev/shm/framedock-transport-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());

    @Test
    @DisplayName("an embedded media driver starts only where none is alive and leaves nothing behind")
    void shouldStartOnlyWhereNoneIsAlive() {
        assertNull(MediaDriverProbe.findAlive(directory.toString()));
        try (EmbeddedMediaDriver first = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
            assertNotNull(first);
            assertEquals(
                ProcessHandle.current().pid(), MediaDriverProbe.findAlive(directory.toString()).pid());
            assertNull(EmbeddedMediaDriver.launchUnlessAlive(directory.toString()));
        }
        assertTrue(Files.notExists(directory));
    }

    @Test
    @DisplayName("D-19a a connection makes a new client when the media driver has gone and come back")
    void shouldConnectAgainWhenMediaDriverComesBack() {
        try (AeronConnection connection = new AeronConnection(directory.toString())) {
            assertNull(connection.poll(System.nanoTime()));
            final Aeron before;
            try (EmbeddedMediaDriver first = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
                before = await(() -> connection.poll(System.nanoTime()));
                assertNotNull(first);
            }
            await(() -> connection.poll(System.nanoTime()) == null ? Boolean.TRUE : null);
            assertTrue(before.isClosed());
            try (EmbeddedMediaDriver second = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
                assertNotNull(second);
                assertNotSame(before, await(() -> connection.poll(System.nanoTime())));
            }
        }
    }

    @Test
    @DisplayName("a media driver of another user is told from one that is not there, and is not waited for")
    void shouldTellForbiddenFromAbsent() throws IOException {
        final String absent = "no media driver is alive in " + directory;
        assertEquals(absent, MediaDriverProbe.absence(directory.toString()));
        assumeFalse("root".equals(System.getProperty("user.name")), "root may do everything");
        try (EmbeddedMediaDriver driver = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
            AeronConnection connection = new AeronConnection(directory.toString())) {
            assertNotNull(driver);
            Files.setPosixFilePermissions(directory.resolve("cnc.dat"), PosixFilePermissions.fromString("r--r--r--"));
            assertNull(connection.poll(System.nanoTime()));
            final String forbidden = MediaDriverProbe.absence(directory.toString());
            assertTrue(forbidden.startsWith("this user has no permission to use the media driver in"), forbidden);
        }
    }

    @Test
    @DisplayName("W-28a a subscription's channel is untethered unless it says otherwise")
    void shouldUntether() {
        assertEquals("aeron:ipc?tether=false", Channels.untethered("aeron:ipc"));
        assertEquals("aeron:ipc?term-length=4m|tether=false", Channels.untethered("aeron:ipc?term-length=4m"));
        assertEquals("aeron:ipc?tether=true", Channels.untethered("aeron:ipc?tether=true"));
    }

    @Test
    @DisplayName("W-28a a subscription that must not miss a message is tethered whatever the media driver's default")
    void shouldTether() {
        assertEquals("aeron:ipc?tether=true", Channels.tethered("aeron:ipc"));
        assertEquals("aeron:ipc?term-length=4m|tether=true", Channels.tethered("aeron:ipc?term-length=4m"));
        assertEquals("aeron:ipc?tether=false", Channels.tethered("aeron:ipc?tether=false"));
    }

    @Test
    @DisplayName("W-28a a subscription of another program that is never polled does not stop the publishers for good")
    void shouldGiveUpSubscriptionThatIsNeverPolled() {
        final String channel = "aeron:ipc?term-length=64k";
        final int streamId = 1100;
        final UnsafeBuffer message = new UnsafeBuffer(new byte[48]);
        final int moreThanTwoTerms = 4096;
        try (EmbeddedMediaDriver mediaDriver = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString()))) {
            assertNotNull(mediaDriver);
            final Subscription neverPolled = aeron.addSubscription(channel, streamId);
            final Subscription polled = aeron.addSubscription(Channels.untethered(channel), streamId);
            final ExclusivePublication publication = aeron.addExclusivePublication(channel, streamId);
            await(() -> neverPolled.isConnected() && polled.isConnected() ? Boolean.TRUE : null);
            final AtomicInteger received = new AtomicInteger();
            final AtomicInteger sent = new AtomicInteger();
            await(() -> {
                for (int i = 0; i < 16 && sent.get() < moreThanTwoTerms && publication.offer(message) > 0; i++) {
                    sent.incrementAndGet();
                }
                polled.poll((buffer, offset, length, header) -> received.incrementAndGet(), 16);
                return received.get() == moreThanTwoTerms ? Boolean.TRUE : null;
            });
        }
    }

    @Test
    @DisplayName("D-19a a process that has ended does not count as running though its parent has not noticed")
    void shouldTakeZombieForDead() throws Exception {
        // The shell's child ends after the shell has become a program that never waits for it: it stays a zombie.
        final Process parent = new ProcessBuilder("sh", "-c", "sleep 0.3 & echo $!; exec tail -f /dev/null").start();
        try {
            final long child = Long.parseLong(parent.inputReader().readLine().trim());
            await(() -> MediaDriverProbe.isRunning(child) ? null : Boolean.TRUE);
            assertTrue(ProcessHandle.of(child).isPresent(), "the child was waited for: nothing is shown");
            assertTrue(MediaDriverProbe.isRunning(parent.pid()));
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static <T> T await(final Supplier<T> condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        T result = condition.get();
        while (result == null && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            result = condition.get();
        }
        assertNotNull(result, "condition not met in time");
        return result;
    }
}
