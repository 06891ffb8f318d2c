package org.framedock.transport;

import io.aeron.CncFileDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/** The mapped file in which a media driver says who it is and that it lives. One thread. */
final class CncFile implements AutoCloseable {

    private final Path path;
    private final Object key;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer metaData;

    private CncFile(final Path path, final Object key, final MappedByteBuffer mapped) {
        this.path = path;
        this.key = key;
        this.mapped = mapped;
        metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
    }

    /**
     * Maps the file of a directory.
     *
     * @return null if there is none, or it is not whole yet.
     */
    static CncFile open(final String aeronDirectory) {
        final File file = Path.of(aeronDirectory, CncFileDescriptor.CNC_FILE).toFile();
        if (!file.isFile() || file.length() < CncFileDescriptor.META_DATA_LENGTH) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file.toPath(), StandardOpenOption.READ)) {
            final Object key = keyOf(file.toPath());
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            mapped.order(ByteOrder.nativeOrder());
            return new CncFile(file.toPath(), key, mapped);
        } catch (final IOException unreadable) {
            return null;
        }
    }

    private static Object keyOf(final Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Which media driver lives by it.
     *
     * @return null if none does.
     */
    MediaDriverProbe.Identity findAlive() {
        if (metaData.getIntVolatile(CncFileDescriptor.cncVersionOffset(0)) == 0
            || !CncFileDescriptor.isCncFileLengthSufficient(metaData, mapped.capacity())) {
            return null;
        }
        final long heartbeatMs =
            new ManyToOneRingBuffer(CncFileDescriptor.createToDriverBuffer(mapped, metaData)).consumerHeartbeatTime();
        final long ageMs = System.currentTimeMillis() - heartbeatMs;
        final long pid = CncFileDescriptor.pid(metaData);
        if (ageMs > MediaDriverProbe.DRIVER_TIMEOUT_MS
            || ageMs > MediaDriverProbe.MISSED_HEARTBEAT_MS && !MediaDriverProbe.isRunning(pid)) {
            return null;
        }
        return new MediaDriverProbe.Identity(pid, CncFileDescriptor.startTimestampMs(metaData));
    }

    /** Whether the file is still the one that its name leads to: a media driver that starts anew makes another. */
    boolean isInPlace() {
        try {
            return Objects.equals(key, keyOf(path));
        } catch (final IOException gone) {
            return false;
        }
    }

    /** Unmaps it. */
    @Override
    public void close() {
        BufferUtil.free(mapped);
    }
}
