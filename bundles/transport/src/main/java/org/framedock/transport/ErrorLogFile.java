package org.framedock.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.BufferUtil;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;
import org.agrona.concurrent.errors.ErrorLogReader;

/**
 * A file of the distinct errors of a process, as Aeron's media driver keeps one: each error once, with how often and
 * when it was seen. It is mapped memory, so it outlives a process that is killed. Never larger than
 * {@link #FILE_BYTES}; when it is full, errors that are new are not kept any more. What a former run left with errors
 * in it is kept beside it under {@link #PREVIOUS_SUFFIX}, one run only.
 *
 * <pre>
 *  0 magic  u64    8 version u32   16 pid u64   24 startTimestampMs u64   rest of 128 bytes: 0
 * 128 the log, as Agrona's DistinctErrorLog writes it
 * </pre>
 *
 * <p>{@link #onError} may be called by any thread; it locks and allocates, so it is for errors and not for frames. One
 * file is written by one process; several owners in it share one object.
 */
public final class ErrorLogFile implements ErrorHandler, AutoCloseable {

    /** Usual name of the file. */
    public static final String FILE_NAME = "errors.dat";
    /** What is added to the name of the file that a former run left. */
    public static final String PREVIOUS_SUFFIX = ".previous";
    /** Bytes of the file, always. */
    public static final int FILE_BYTES = 256 * 1024;

    private static final long MAGIC = 0x474F4C5252454446L;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 128;
    private static final int VERSION_OFFSET = 8;
    private static final int PID_OFFSET = 16;
    private static final int START_OFFSET = 24;
    private static final FileAttribute<?> OWNER_ONLY =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Map<Path, ErrorLogFile> SHARED = new HashMap<>();

    private final Path path;
    private final MappedByteBuffer mapped;
    private final DistinctErrorLog log;
    private int owners = 1;

    /**
     * An error and how often it was seen.
     *
     * @param count   how often.
     * @param firstMs when for the first time, epoch milliseconds.
     * @param lastMs  when for the last time, epoch milliseconds.
     * @param text    the error with its stack, lines.
     */
    public record Entry(int count, long firstMs, long lastMs, String text) {
    }

    /**
     * What a file holds.
     *
     * @param pid       the process that wrote it.
     * @param startMs   when it began, epoch milliseconds.
     * @param entries   its errors, in the order of their first sight.
     * @param isDamaged whether something after these could not be read.
     */
    public record Content(long pid, long startMs, List<Entry> entries, boolean isDamaged) {
    }

    private ErrorLogFile(final Path path, final MappedByteBuffer mapped) {
        this.path = path;
        this.mapped = mapped;
        log = new DistinctErrorLog(
            new UnsafeBuffer(mapped, HEADER_BYTES, FILE_BYTES - HEADER_BYTES), SystemEpochClock.INSTANCE);
    }

    /**
     * Begins a file, or takes part in one that this process has begun.
     *
     * @param file where; its directory has to be there.
     * @return the file, to be closed by each caller.
     * @throws IOException if it cannot be made, as when the file system is full.
     */
    public static ErrorLogFile open(final Path file) throws IOException {
        final Path path = file.toAbsolutePath().normalize();
        synchronized (SHARED) {
            final ErrorLogFile open = SHARED.get(path);
            if (open != null) {
                open.owners++;
                return open;
            }
            final ErrorLogFile made = new ErrorLogFile(path, make(path));
            SHARED.put(path, made);
            return made;
        }
    }

    private static MappedByteBuffer make(final Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (hasErrors(path)) {
                Files.move(path, path.resolveSibling(path.getFileName() + PREVIOUS_SUFFIX),
                    StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.delete(path);
            }
        }
        try (FileChannel channel = FileChannel.open(path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE), OWNER_ONLY)) {
            // Written and not only sized: a mapped page that the file system has no room for would end the process.
            final ByteBuffer zeros = ByteBuffer.allocate(FILE_BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            mapped.putInt(VERSION_OFFSET, VERSION).putLong(PID_OFFSET, ProcessHandle.current().pid())
                .putLong(START_OFFSET, System.currentTimeMillis()).putLong(0, MAGIC);
            return mapped;
        } catch (final IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static boolean hasErrors(final Path path) {
        try {
            return !read(path).entries().isEmpty();
        } catch (final IOException notOne) {
            return false;
        }
    }

    /**
     * Reads a file, of a process that runs or of one that has ended.
     *
     * @param file the file.
     * @return what it holds.
     * @throws IOException if it cannot be read, or is none; the message says why.
     */
    public static Content read(final Path file) throws IOException {
        final byte[] bytes;
        try (FileChannel channel =
            FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (channel.size() != FILE_BYTES) {
                throw new IOException("it has " + channel.size() + " bytes and not " + FILE_BYTES);
            }
            final ByteBuffer copy = ByteBuffer.allocate(FILE_BYTES);
            while (copy.hasRemaining() && channel.read(copy) >= 0) {
                continue;
            }
            bytes = copy.array();
        }
        final ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getLong(0) != MAGIC || header.getInt(VERSION_OFFSET) != VERSION) {
            throw new IOException("it does not begin as a log of errors does");
        }
        final int sound = soundBytes(header);
        final List<Entry> entries = new ArrayList<>();
        final UnsafeBuffer log = new UnsafeBuffer(new byte[sound + Long.BYTES]);
        log.putBytes(0, bytes, HEADER_BYTES, sound);
        ErrorLogReader.read(
            log, (count, firstMs, lastMs, text) -> entries.add(new Entry(count, firstMs, lastMs, text)));
        final int end = HEADER_BYTES + sound;
        final boolean isDamaged = end < FILE_BYTES && header.getInt(end) != 0;
        return new Content(header.getLong(PID_OFFSET), header.getLong(START_OFFSET), entries, isDamaged);
    }

    /** How much of the log consists of records whose lengths make sense; a reader is given no more. */
    private static int soundBytes(final ByteBuffer file) {
        int at = HEADER_BYTES;
        while (at + DistinctErrorLog.ENCODED_ERROR_OFFSET <= FILE_BYTES) {
            final int length = file.getInt(at + DistinctErrorLog.LENGTH_OFFSET);
            if (length < DistinctErrorLog.ENCODED_ERROR_OFFSET || length > FILE_BYTES - at) {
                break;
            }
            at = Math.min(FILE_BYTES, at + (length + DistinctErrorLog.RECORD_ALIGNMENT - 1
                & -DistinctErrorLog.RECORD_ALIGNMENT));
        }
        return at - HEADER_BYTES;
    }

    /**
     * The file.
     *
     * @return absolute path.
     */
    public Path path() {
        return path;
    }

    /**
     * Records an error, unless the file is full or closed.
     *
     * @param error what was thrown.
     */
    @Override
    public synchronized void onError(final Throwable error) {
        if (owners > 0) {
            log.record(error);
        }
    }

    /** Leaves the file, which stays. With its last owner it is unmapped. Each owner calls it once. */
    @Override
    public void close() {
        synchronized (SHARED) {
            synchronized (this) {
                if (--owners == 0) {
                    SHARED.remove(path);
                    BufferUtil.free(mapped);
                }
            }
        }
    }
}
