package org.framedock.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Runs inside a bundle: uses native memory in a thread group of its own, and looks which threads that leaves there. */
public final class JnrThreadProbe implements Callable<String> {

    private static final int LENGTH_BYTES = 64;
    private static final int MOST_THREADS = 8;

    @Override
    public String call() throws InterruptedException {
        final ThreadGroup group = new ThreadGroup("plugin");
        final Thread plugin = new Thread(group, () -> {
            final Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), LENGTH_BYTES);
            memory.putLong(0, 1);
        });
        plugin.start();
        plugin.join();
        final Thread[] left = new Thread[MOST_THREADS];
        group.enumerate(left);
        final List<String> names = Arrays.stream(left).filter(Objects::nonNull).map(Thread::getName).toList();
        return "threads left: " + names;
    }
}
