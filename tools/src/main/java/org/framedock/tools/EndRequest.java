package org.framedock.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into a request, so that the last lines are printed and the exit code is the verb's own. */
final class EndRequest {

    private static final long LONGEST_END_MS = 2_700;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitTool, "framedock-end");
    private volatile boolean requested;
    private volatile int exitCode = Tool.FAILURE;

    private EndRequest() {
    }

    static EndRequest install() {
        final EndRequest request = new EndRequest();
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    boolean isRequested() {
        return requested;
    }

    void finish(final int code) {
        exitCode = code;
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException alreadyShuttingDown) {
            // Then the hook is waiting for this very moment and ends the process.
        }
    }

    private void awaitTool() {
        requested = true;
        try {
            finished.await(LONGEST_END_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
