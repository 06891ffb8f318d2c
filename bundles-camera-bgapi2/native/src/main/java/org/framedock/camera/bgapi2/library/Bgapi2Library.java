package org.framedock.camera.bgapi2.library;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * One loaded library. Its samples warn that it is not thread-safe, so everything but the fetching and queueing of
 * frames is done while it is held. Any thread.
 */
public final class Bgapi2Library {

    private static final long PATIENCE_S = 10;
    private static final int LONGEST_TEXT_BYTES = 1 << 16;
    private static final int TEXT_BYTES = 512;

    private final String name;
    private final Bgapi2 functions;
    private final String simulatorDescription;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Transport transport = new Transport(this);
    private volatile String holder = "nobody";

    /** Ends a hold. */
    public interface Hold extends AutoCloseable {

        /** Lets the next one in. The thread that took it. */
        @Override
        void close();
    }

    /** A call that gives a text in two steps: null for its length, then room for it. */
    @FunctionalInterface
    public interface TextCall {

        /** Address of the room or 0, and address of the length. */
        int call(long text, long length);
    }

    /**
     * A library that has been loaded.
     *
     * @param name                 what the dynamic linker was asked for.
     * @param functions            its functions.
     * @param simulatorDescription what the simulator says of itself, null if it is none.
     */
    Bgapi2Library(final String name, final Bgapi2 functions, final String simulatorDescription) {
        this.name = name;
        this.functions = functions;
        this.simulatorDescription = simulatorDescription;
    }

    /**
     * Name or path.
     *
     * @return what the dynamic linker was asked for.
     */
    public String name() {
        return name;
    }

    /**
     * The functions.
     *
     * @return the same object for the life of the process.
     */
    public Bgapi2 functions() {
        return functions;
    }

    /**
     * Whether this is the simulator, behind which there is no camera.
     *
     * @return true if so.
     */
    public boolean isSimulator() {
        return simulatorDescription != null;
    }

    /** What the simulator says of itself, null for a library that is none. */
    String simulatorDescription() {
        return simulatorDescription;
    }

    /**
     * The systems and interfaces that all cameras share.
     *
     * @return the same object for the life of the process.
     */
    public Transport transport() {
        return transport;
    }

    /**
     * Holds the library for control calls. Waits for whoever holds it, for 10 s at most.
     *
     * @param what what it is held for, for the operator in whose way it is.
     * @return to be closed by the same thread.
     * @throws Bgapi2Exception if it was not let go in time; names what holds it.
     */
    public Hold hold(final String what) throws Bgapi2Exception {
        try {
            if (!lock.tryLock(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new Bgapi2Exception(name + " is busy for more than " + PATIENCE_S + " s with " + holder, 0);
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Bgapi2Exception("interrupted while waiting for " + name, 0);
        }
        return held(what);
    }

    /**
     * Holds the library for control calls that must be made, as those that give something back. Waits for as long as
     * it takes.
     *
     * @param what what it is held for.
     * @return to be closed by the same thread.
     */
    public Hold holdHoweverLong(final String what) {
        lock.lock();
        return held(what);
    }

    private Hold held(final String what) {
        final String outer = holder;
        final boolean nested = lock.getHoldCount() > 1;
        holder = what;
        return () -> {
            holder = nested ? outer : "nobody";
            lock.unlock();
        };
    }

    /**
     * Throws if a call failed.
     *
     * @param result what it returned; the call was the last one of this thread.
     * @param doing  what was asked.
     * @throws Bgapi2Exception if the result is not 0.
     */
    public void check(final int result, final String doing) throws Bgapi2Exception {
        if (result != Results.SUCCESS) {
            throw new Bgapi2Exception(doing + ": " + explain(result), result);
        }
    }

    /**
     * What is known of a call that failed.
     *
     * @param result what it returned; the call was the last one of this thread.
     * @return its number, its meaning and the library's own words, in one line.
     */
    public String explain(final int result) {
        final String words = lastError();
        return Results.describe(result) + (words.isEmpty() ? "" : " (" + words + ")");
    }

    /** The library's words about the last call that failed on this thread, in one line; empty if it has none. */
    String lastError() {
        final Cells number = new Cells(1);
        try {
            return text((room, length) -> functions.getLastError(number.address(0), room, length))
                .replaceAll("\\s+", " ").strip();
        } catch (final Bgapi2Exception nothingToSay) {
            return "";
        }
    }

    /**
     * Gets a text.
     *
     * @param call one that gives a text in two steps.
     * @return the text.
     * @throws Bgapi2Exception if the call fails.
     */
    public String text(final TextCall call) throws Bgapi2Exception {
        final Cells length = new Cells(1);
        int result = call.call(0, length.address(0));
        long bytes = Math.max(TEXT_BYTES, Math.min(LONGEST_TEXT_BYTES, length.number(0)));
        if (result == Results.SUCCESS) {
            final Pointer room = Memory.allocateDirect(Runtime.getSystemRuntime(), (int)bytes, true);
            length.set(0, bytes);
            result = call.call(room.address(), length.address(0));
            if (result == Results.SUCCESS) {
                return room.getString(0, (int)bytes, StandardCharsets.UTF_8);
            }
        }
        throw new Bgapi2Exception("a text cannot be read: " + Results.describe(result), result);
    }
}
