package org.framedock.dock.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The thread on which the create, start and stop of one source run, one after the other, so that two sources of a
 * stream can be started and stopped at the same time. A call that hangs keeps the thread. Stream's thread only.
 */
final class LifecycleThread {

    private final String name;
    private final AtomicInteger stuckCount;
    private final Runnable whenDone;
    private final BlockingQueue<LifecycleCall> calls = new LinkedBlockingQueue<>();
    private final ThreadGroup group = SourceThreads.newGroup();
    private final LifecycleCall end = new LifecycleCall(null, 0, null, null);
    private DockThread thread;

    /**
     * Starts with the first call.
     *
     * @param streamName part of the thread's name.
     * @param stuckCount numbers the threads of this stream that were left to a call.
     * @param whenDone   called on the lifecycle thread when a call has returned.
     */
    LifecycleThread(final String streamName, final AtomicInteger stuckCount, final Runnable whenDone) {
        this.name = "framedock-lifecycle-" + streamName;
        this.stuckCount = stuckCount;
        this.whenDone = whenDone;
    }

    /** What the calls start belongs to this group. */
    ThreadGroup group() {
        return group;
    }

    void submit(final LifecycleCall call) {
        if (thread == null) {
            thread = new DockThread(group, name, this::run);
            thread.start();
        }
        calls.add(call);
    }

    /**
     * Gives up the call that is running, and with it the thread.
     *
     * @return the name of the thread that is left to it.
     */
    String abandon() {
        close();
        thread.setName(name + "-stuck-" + stuckCount.incrementAndGet());
        thread.interrupt();
        return thread.getName();
    }

    /** Ends the thread when its calls have returned. */
    void close() {
        calls.add(end);
    }

    private void run() {
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
