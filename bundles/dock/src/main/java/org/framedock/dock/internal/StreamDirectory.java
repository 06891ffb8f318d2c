package org.framedock.dock.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * All configured streams: works out a plan for each from its configuration and the settings files, and hands it to the
 * stream's agent. A stream of the driver is fed by one configuration at a time, the first that claims it; a
 * configuration whose later edit is wrong keeps its claim. Any thread.
 */
final class StreamDirectory {

    private static final long CLOSE_SLACK_NS = TimeUnit.SECONDS.toNanos(1);

    private final HomeSettings settings;
    private final BiFunction<String, StreamPlan, StreamAgent> agents;
    /** By PID, in the order of their arrival. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Empty.
     *
     * @param agents makes the agent of a stream from its name and first plan; it is started here.
     */
    StreamDirectory(final HomeSettings settings, final BiFunction<String, StreamPlan, StreamAgent> agents) {
        this.settings = settings;
        this.agents = agents;
        settings.refresh();
    }

    /** A configuration is there or has changed. */
    synchronized void update(final String pid, final StreamConfiguration configuration) {
        if (closed) {
            return;
        }
        final Entry entry = entries.computeIfAbsent(pid, key -> new Entry());
        if (!configuration.equals(entry.configuration)) {
            entry.configuration = configuration;
            entry.swapped = null;
        }
        planAll();
    }

    /**
     * Another source for a stream, until its configuration changes; the configured kind without settings means the
     * configured source.
     *
     * @return false if there is no stream of that name.
     */
    synchronized boolean swap(final String name, final String kind, final Map<String, String> sourceSettings) {
        final Entry entry = entryOf(name);
        if (entry == null) {
            return false;
        }
        final boolean configured = sourceSettings.isEmpty() && kind.equals(entry.configuration.kind());
        entry.swapped = configured ? null : entry.configuration.withSource(kind, sourceSettings);
        planAll();
        return true;
    }

    /** A configuration is gone: stops its source and gives its lease back, and waits for that. */
    void remove(final String pid, final long stopTimeoutNs) {
        final Entry gone;
        synchronized (this) {
            gone = entries.remove(pid);
        }
        if (gone == null) {
            return;
        }
        gone.agent.controller().notes().close(stopTimeoutNs);
        gone.agent.awaitEnd(System.nanoTime() + stopTimeoutNs + CLOSE_SLACK_NS);
        synchronized (this) {
            planAll();
        }
    }

    /** Looks whether the settings files have changed. */
    synchronized void refresh() {
        if (settings.refresh()) {
            planAll();
        }
    }

    /** Gives up polls that have not returned for so long. */
    void watchPolls(final long limitNs) {
        final List<StreamAgent> agents = new ArrayList<>();
        synchronized (this) {
            entries.values().forEach(entry -> agents.add(entry.agent));
        }
        agents.forEach(agent -> agent.watchPoll(limitNs));
    }

    /** Ends all streams at once, within the time that is given. */
    void close(final long stopTimeoutNs, final long timeoutNs) {
        final List<Entry> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(entries.values());
            entries.clear();
        }
        final long deadlineNs = System.nanoTime() + timeoutNs;
        all.forEach(entry -> entry.agent.controller().notes().close(stopTimeoutNs));
        all.forEach(entry -> entry.agent.awaitEnd(deadlineNs));
    }

    /** Name and agent of each stream. */
    synchronized List<Map.Entry<String, StreamController>> controllers() {
        final List<Map.Entry<String, StreamController>> found = new ArrayList<>();
        entries.values().forEach(
            entry -> found.add(Map.entry(entry.configuration.name(), entry.agent.controller())));
        found.sort(Map.Entry.comparingByKey());
        return found;
    }

    /** Whether a swap stands in the place of its configuration. */
    synchronized boolean isSwapped(final String name) {
        final Entry entry = entryOf(name);
        return entry != null && entry.swapped != null;
    }

    /** Null if there is none. */
    synchronized StreamController controller(final String name) {
        final Entry entry = entryOf(name);
        return entry == null ? null : entry.agent.controller();
    }

    private Entry entryOf(final String name) {
        for (final Entry entry : entries.values()) {
            if (entry.configuration.name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    /** A claim that moves may make way for another configuration, so plans are made until no claim moves. */
    private void planAll() {
        final Collection<Entry> all = entries.values();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (final Entry entry : all) {
                final String before = entry.claim;
                entry.plan = plan(entry);
                moved |= before != null && !before.equals(entry.claim);
            }
        }
        for (final Entry entry : all) {
            if (entry.agent == null) {
                entry.agent = agents.apply(entry.configuration.name(), entry.plan);
                entry.agent.start();
            } else {
                entry.agent.controller().notes().offer(entry.plan);
            }
        }
    }

    private StreamPlan plan(final Entry entry) {
        final StreamConfiguration wanted = entry.swapped == null ? entry.configuration : entry.swapped;
        final StreamWiring wiring = settings.wiringOf(wanted.stream());
        final Entry other = wanted.enabled() ? claimant(wanted.stream(), entry) : null;
        final String problem;
        if (wanted.problem() != null) {
            problem = wanted.problem();
        } else if (settings.problem() != null) {
            problem = settings.problem();
        } else if (wiring == null) {
            problem = wanted.origin() + ": " + settings.unknown(wanted.stream());
        } else if (wanted.problemWithSlots(settings.slotCountOf(wanted.stream())) != null) {
            problem = wanted.problemWithSlots(settings.slotCountOf(wanted.stream()));
        } else if (other != null) {
            problem = wanted.origin() + ": stream " + wanted.stream() + " is fed by " + other.configuration.origin()
                + " already; one of them has to name another stream or say enabled = false";
        } else {
            problem = null;
            entry.claim = wanted.enabled() ? wanted.stream() : null;
        }
        return new StreamPlan(
            wanted.stream(), wanted.kind(), wanted.enabled(),
            wanted.slotsLent() == 0 ? StreamPlan.USUAL_SLOTS_LENT : wanted.slotsLent(), wanted.settings(),
            problem == null ? wiring : null, problem);
    }

    private Entry claimant(final String stream, final Entry exceptThis) {
        for (final Entry entry : entries.values()) {
            if (entry != exceptThis && stream.equals(entry.claim)) {
                return entry;
            }
        }
        return null;
    }

    private static final class Entry {

        private StreamConfiguration configuration;
        /** With the source that an operator has asked for instead; null if none. */
        private StreamConfiguration swapped;
        private StreamPlan plan;
        private StreamAgent agent;
        /** Name of the stream that it feeds or has fed last; null if none. */
        private String claim;
    }
}
