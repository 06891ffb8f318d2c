package org.framedock.dock.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.framedock.dock.StreamDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the sources of a stream end the threads that they start. What a source starts in create, start or stop
 * belongs to the thread group of its lifecycle thread; a thread that is still there some time after stop has returned
 * is named to the operator, since it keeps the plugin's classes in memory. Stream's thread only.
 */
final class SourceThreads {

    private static final Logger LOG = LoggerFactory.getLogger(SourceThreads.class);
    /** Used again, since not every Java lets go of a group by itself. */
    private static final ConcurrentLinkedQueue<ThreadGroup> FREE_GROUPS = new ConcurrentLinkedQueue<>();

    private final String streamName;
    private final StreamReport report;
    private final long graceNs;
    private final List<Ended> ended = new ArrayList<>();

    private static final class Ended {

        private final ThreadGroup group;
        private final String what;
        private final long dueNs;
        private String told;

        private Ended(final ThreadGroup group, final String what, final long dueNs) {
            this.group = group;
            this.what = what;
            this.dueNs = dueNs;
        }
    }

    SourceThreads(final String streamName, final StreamReport report, final long graceNs) {
        this.streamName = streamName;
        this.report = report;
        this.graceNs = graceNs;
    }

    /** For the lifecycle thread of a source. */
    static ThreadGroup newGroup() {
        final ThreadGroup free = FREE_GROUPS.poll();
        return free == null ? new ThreadGroup(root(), "framedock-sources") : free;
    }

    /** A group takes after its parent, and one below a daemon group would be destroyed with its first last thread. */
    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** A source has ended, and with it should its threads. */
    void ended(final LiveSource source, final long nowNs) {
        ended.add(new Ended(
            source.threads(), "a source of kind " + source.plan.kind() + " of " + source.factory.bundle(),
            nowNs + graceNs));
    }

    /** Looks at the sources that have ended not long ago, and at those that left threads. */
    void look(final long nowNs) {
        if (ended.isEmpty()) {
            return;
        }
        for (final Iterator<Ended> each = ended.iterator(); each.hasNext();) {
            final Ended source = each.next();
            if (source.group.activeCount() == 0) {
                each.remove();
                FREE_GROUPS.add(source.group);
            } else if (nowNs - source.dueNs >= 0) {
                tell(source);
            }
        }
        final String note = ended.stream().filter(source -> source.told != null)
            .map(source -> source.told).collect(Collectors.joining("; "));
        report.note(StreamDetail.THREADS_LEFT, note.isEmpty() ? null : note);
    }

    private void tell(final Ended source) {
        final String names = names(source.group);
        if (names.isEmpty() || source.told != null) {
            return;
        }
        source.told = source.what + " has left the thread " + names + " running after its stop: the plugin has to end"
            + " it there, until then its classes stay in memory";
        LOG.warn("stream {}: {}", streamName, source.told);
    }

    /** Of those that the plugin has started. */
    private static String names(final ThreadGroup group) {
        final Thread[] threads = new Thread[group.activeCount() + 1];
        final int count = group.enumerate(threads);
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!(threads[i] instanceof DockThread)) {
                names.add(threads[i].getName());
            }
        }
        return String.join(", ", names);
    }
}
