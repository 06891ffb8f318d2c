package org.framedock.camera.bgapi2;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import jnr.ffi.LibraryLoader;

/** The simulator in place of the BGAPI2 library: its own functions, which pull cables and make calls fail. */
final class Simulator {

    static final String PATH = System.getProperty("framedock.test.simulator");

    private static Functions functions;

    /** As in bgapi2_simulator.h. */
    public interface Functions {

        int bgapi2simReset();

        int bgapi2simOpenHandles();

        int bgapi2simForgetHandles();

        int bgapi2simOverlappingCalls();

        long bgapi2simLateFrames();

        int bgapi2simUnplug(String serial);

        int bgapi2simReplug(String serial);

        int bgapi2simPlugEvents(int enabled);

        int bgapi2simUnpluggedResults(int nodeResult, int streamResult);

        int bgapi2simOccupy(String serial, int occupied);

        int bgapi2simIncompleteEvery(String serial, int n);

        int bgapi2simDropEvery(String serial, int n);

        int bgapi2simNextFrameId(String serial, long id);

        int bgapi2simImageOffset(String serial, int bytes);

        int bgapi2simStreamDefinesPayload(String serial, int defined);

        int bgapi2simFailCall(String function, int good, int times, int result);

        int bgapi2simFailNth(int n, int result);

        String bgapi2simFailedCall();

        int bgapi2simDelayCall(String function, int ms);

        void bgapi2simTraceBegin();

        String bgapi2simTrace();
    }

    private Simulator() {
    }

    /** Skips the test, by name, where there was no C compiler to build the simulator. */
    static void assumeBuilt() {
        assumeTrue(Files.exists(Path.of(PATH)), "the BGAPI2 simulator was not built: no C compiler (cc)");
    }

    static synchronized Functions functions() {
        if (functions == null) {
            functions = LibraryLoader.create(Functions.class)
                .mapper((method, context) -> method.replaceAll("([A-Z])", "_$1").toLowerCase())
                .failImmediately().load(PATH);
        }
        return functions;
    }

    static void await(final String what, final long seconds, final BooleanSupplier condition) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("not within " + seconds + " s: " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
