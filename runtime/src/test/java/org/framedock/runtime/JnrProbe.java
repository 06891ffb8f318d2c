package org.framedock.runtime;

import java.util.concurrent.Callable;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;

/** Runs inside a bundle: calls C with no argument and with six of them. */
public final class JnrProbe implements Callable<String> {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final long LENGTH_BYTES = 8192;

    /** The three C functions the probe calls. */
    public interface LibC {

        /**
         * Tells the process id.
         *
         * @return the process id.
         */
        int getpid();

        /**
         * Maps memory.
         *
         * @param address wished address, null for any.
         * @param lengthBytes how much.
         * @param protection PROT bits.
         * @param flags MAP bits.
         * @param fd file, -1 for none.
         * @param offset offset in the file.
         * @return the address, or -1.
         */
        Pointer mmap(Pointer address, @size_t long lengthBytes, int protection, int flags, int fd,
                @off_t long offset);

        /**
         * Unmaps memory.
         *
         * @param address where.
         * @param lengthBytes how much.
         * @return 0 or -1.
         */
        int munmap(Pointer address, @size_t long lengthBytes);
    }

    @Override
    public String call() {
        final LibC libc = LibraryLoader.create(LibC.class).load("c");
        if (libc.getpid() != ProcessHandle.current().pid()) {
            return "getpid gave " + libc.getpid();
        }
        final Pointer memory =
                libc.mmap(null, LENGTH_BYTES, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
        if (memory == null || memory.address() == -1) {
            return "mmap failed";
        }
        memory.putLong(LENGTH_BYTES - Long.BYTES, 42);
        final long read = memory.getLong(LENGTH_BYTES - Long.BYTES);
        final int unmapped = libc.munmap(memory, LENGTH_BYTES);
        return read == 42 && unmapped == 0 ? "mapped, written, read, unmapped" : "read " + read;
    }
}
