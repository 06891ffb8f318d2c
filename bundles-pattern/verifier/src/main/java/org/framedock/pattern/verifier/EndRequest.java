package org.framedock.pattern.verifier;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request to the program's own loop, and lets the process end with the code that the
 * program chose instead of the virtual machine's 130 or 143.
 */
final class EndRequest {

    /** An end after a signal takes 3 s at most; what is left of that is for the virtual machine itself. */
    private static final long LONGEST_END_MS = 2_700;
    private static final int EXIT_FAILURE = 1;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitProgram, "framedock-end");
    private volatile boolean requested;
    private volatile int exitCode = EXIT_FAILURE;

    private EndRequest() {
    }

    /**
     * Listens for signals from now on.
     *
     * @return the request of this run of a program.
     */
    static EndRequest install() {
        final EndRequest request = new EndRequest();
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    /**
     * Tells whether the end was asked for. Any thread.
     *
     * @return true from the signal on.
     */
    boolean isRequested() {
        return requested;
    }

    /**
     * Says that the program has printed its last line and closed everything.
     *
     * @param code its exit code, which is the process's if a signal has come; else the caller decides.
     */
    void finish(final int code) {
        exitCode = code;
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException alreadyShuttingDown) {
            // then the hook is waiting for this very moment and ends the process
        }
    }

    private void awaitProgram() {
        requested = true;
        try {
            if (!finished.await(LONGEST_END_MS, TimeUnit.MILLISECONDS)) {
                System.err.println("did not end within " + LONGEST_END_MS + " ms, giving up");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
