package org.framedock.bench.limits;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.size_t;
import org.framedock.memory.NativeCalls;

/** The few functions of the C library that limits are measured with. Any thread. */
final class LibC {

    /** What is called of it. */
    public interface Functions {
        @intptr_t
        long memcpy(@intptr_t long to, @intptr_t long from, @size_t long bytes);

        /** Address of the first such byte, 0 if there is none. */
        @intptr_t
        long memchr(@intptr_t long at, int value, @size_t long bytes);

        int madvise(@intptr_t long address, @size_t long bytes, int advice);

        int setAffinity(int thread, @size_t long bytes, @In byte[] mask);

        int getAffinity(int thread, @size_t long bytes, @Out byte[] mask);
    }

    static final int MADV_HUGEPAGE = 14;

    private static final Functions C;

    static {
        NativeCalls.prepare();
        C = LibraryLoader.create(Functions.class).map("setAffinity", "sched_setaffinity")
            .map("getAffinity", "sched_getaffinity").load("c");
    }

    private LibC() {
    }

    static Functions c() {
        return C;
    }
}
