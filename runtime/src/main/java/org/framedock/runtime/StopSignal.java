package org.framedock.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request to the main thread, and lets the process end with the code that thread chose
 * instead of the virtual machine's 130 or 143. Uses nothing but a shutdown hook.
 */
final class StopSignal {

    /** An end after a signal takes 3 s at most; what is left of that is for the virtual machine itself. */
    private static final long LONGEST_END_MS = 2_800;

    private static final int EXIT_FAILURE = 1;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int exitCode = EXIT_FAILURE;

    private StopSignal() {
    }

    /**
     * Makes the signal and lets the virtual machine's shutdown raise it.
     *
     * @return the signal of this process; one per process.
     */
    static StopSignal install() {
        final StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::endWithMain, "framedock-stop"));
        return signal;
    }

    /** Asks for the end, as Ctrl-C does. Any thread. */
    void request() {
        requested.countDown();
    }

    /**
     * Tells whether the end was asked for. Any thread.
     *
     * @return true from the first request on.
     */
    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits until the end is asked for.
     *
     * @throws InterruptedException if the calling thread is interrupted.
     */
    void await() throws InterruptedException {
        requested.await();
    }

    /**
     * Ends the process with this code and never returns. Main thread.
     *
     * @param code the verb's exit code.
     */
    void exit(final int code) {
        System.out.flush();
        exitCode = code;
        finished.countDown();
        // After a signal this waits for the hook, which then ends the process.
        System.exit(code);
    }

    private void endWithMain() {
        requested.countDown();
        try {
            if (!finished.await(LONGEST_END_MS, TimeUnit.MILLISECONDS)) {
                System.err.println("framedock: did not end within " + LONGEST_END_MS + " ms, giving up");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Also when the main thread called for the end: it may have done so in the moment a signal arrived, and then
        // the virtual machine would answer with the signal's code.
        Runtime.getRuntime().halt(exitCode);
    }
}
