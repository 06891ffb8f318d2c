package org.framedock.dock.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread on which a stream's sources are created, started and stopped, one call at a time. A call that does not
 * return can be given up: its thread is left to it and the next call gets a new one. Used by the stream's thread.
 */
final class LifecycleThread {

    private final String name;
    private final Runnable whenDone;
    private Worker worker;
    private int abandonedCalls;

    /**
     * Starts with the first call.
     *
     * @param streamName part of the thread's name.
     * @param whenDone   called on the lifecycle thread when a call has returned.
     */
    LifecycleThread(final String streamName, final Runnable whenDone) {
        this.name = "framedock-lifecycle-" + streamName;
        this.whenDone = whenDone;
    }

    void submit(final LifecycleCall call) {
        if (worker == null) {
            worker = new Worker();
            worker.thread = new DockThread(name, worker);
            worker.thread.start();
        }
        worker.calls.add(call);
    }

    /**
     * Gives up the call that is running.
     *
     * @return the name of the thread that is left to it.
     */
    String abandon() {
        final Thread left = worker.thread;
        worker.end();
        worker = null;
        abandonedCalls++;
        left.setName(name + "-stuck-" + abandonedCalls);
        left.interrupt();
        return left.getName();
    }

    /** Ends the thread when its call has returned. */
    void close() {
        if (worker != null) {
            worker.end();
            worker = null;
        }
    }

    private final class Worker implements Runnable {

        private final BlockingQueue<LifecycleCall> calls = new LinkedBlockingQueue<>();
        private final LifecycleCall end = new LifecycleCall(null, null, null, 0, null, null);
        private DockThread thread;

        void end() {
            calls.add(end);
        }

        @Override
        public void run() {
            while (true) {
                LifecycleCall call;
                try {
                    call = calls.take();
                } catch (final InterruptedException leftOverFromAPlugin) {
                    continue;
                }
                if (call == end) {
                    return;
                }
                call.run();
                // Not to be kept until the next call: it refers to classes of a plugin.
                call = null;
                whenDone.run();
            }
        }
    }
}
