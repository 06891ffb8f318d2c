package org.framedock.replay;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads one file at a time into native memory by the C library's positional reads, so that bytes go from the page cache
 * straight into a slot, and neither a read nor a change of the file allocates. One thread at a time.
 */
final class NativeFile implements AutoCloseable {

    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int SEEK_END = 2;
    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int NONE = -1;

    private static final LibC C;
    private static final Runtime RUNTIME;

    static {
        C = LibraryLoader.create(LibC.class).failImmediately().load("c");
        RUNTIME = Runtime.getRuntime(C);
    }

    /** Functions of the C library. Memory is given by its address, so that a call allocates nothing. */
    public interface LibC {

        /** Opens the file whose zero-terminated name lies at an address. */
        int open(long name, int flags);

        /** Reads at a position of the file. */
        long pread(int fd, long address, long bytes, long offset);

        /** With SEEK_END: the file's size. */
        long lseek(int fd, long offset, int whence);

        /** Closes the file. */
        int close(int fd);

        /** What an error number means. */
        String strerror(int errno);
    }

    private ByteBuffer name = ByteBuffer.allocateDirect(256);
    private final UnsafeBuffer nameBytes = new UnsafeBuffer(name);
    private int fd = NONE;
    private int errno;

    /**
     * The name of a file as the system has it, whatever characters the locale knows.
     *
     * @param file absolute.
     * @return its bytes, zero-terminated.
     */
    static byte[] nameOf(final Path file) {
        // A path's URI escapes each byte of the name that is no plain character.
        final String escaped = file.toUri().getRawPath();
        final byte[] bytes = new byte[escaped.length() + 1];
        int length = 0;
        for (int i = 0; i < escaped.length(); i++) {
            final char c = escaped.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte)Integer.parseInt(escaped, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte)c;
            }
        }
        return Arrays.copyOf(bytes, length + 1);
    }

    boolean isOpen() {
        return fd != NONE;
    }

    /**
     * Opens a file instead of the one that is open.
     *
     * @param fileName as {@link #nameOf} tells it.
     * @return false if it cannot be opened; see {@link #error}.
     */
    boolean open(final byte[] fileName) {
        close();
        if (name.capacity() < fileName.length) {
            name = ByteBuffer.allocateDirect(fileName.length);
            nameBytes.wrap(name);
        }
        nameBytes.putBytes(0, fileName);
        fd = C.open(nameBytes.addressOffset(), O_RDONLY | O_CLOEXEC);
        errno = fd == NONE ? RUNTIME.getLastError() : 0;
        return isOpen();
    }

    /**
     * Size of the open file now.
     *
     * @return bytes.
     */
    long sizeBytes() {
        return C.lseek(fd, 0, SEEK_END);
    }

    /**
     * Reads what lies at a position, at most so many bytes.
     *
     * @param address where to, in this process.
     * @param bytes   how many at most.
     * @param offset  position in the file.
     * @return how many were read; 0 at the end of the file, -1 after an error; see {@link #error}.
     */
    long read(final long address, final long bytes, final long offset) {
        long read;
        do {
            read = C.pread(fd, address, bytes, offset);
            errno = read < 0 ? RUNTIME.getLastError() : 0;
        } while (errno == EINTR);
        return read;
    }

    /**
     * Why the last call failed, in words.
     *
     * @return for example {@code permission denied}.
     */
    String error() {
        switch (errno) {
            case ENOENT:
                return "it is gone";
            case EACCES:
                return "permission denied";
            default:
                return C.strerror(errno);
        }
    }

    @Override
    public void close() {
        if (isOpen()) {
            C.close(fd);
            fd = NONE;
        }
    }
}
