package org.framedock.operator.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.operator.EventView;
import org.framedock.operator.Snapshot;

/** The last events, found by comparing what there is with what there was. One thread. */
final class EventRing {

    private final ArrayDeque<EventView> events = new ArrayDeque<>();
    private final Map<EventView.Kind, Map<String, String>> known = new HashMap<>();
    private List<EventView> copy = List.of();

    void add(final long nowMs, final EventView.Kind kind, final String subject, final String text) {
        if (events.size() == Snapshot.MOST_EVENTS) {
            events.removeFirst();
        }
        events.addLast(new EventView(nowMs, kind, subject, text));
        copy = null;
    }

    /**
     * What there is now of a kind, in words by subject: what is new, has changed or is gone makes an event.
     *
     * @param gone what is said of a subject that is not there any more.
     */
    void observe(final long nowMs, final EventView.Kind kind, final Map<String, String> now, final String gone) {
        final Map<String, String> before = known.getOrDefault(kind, Map.of());
        if (now.equals(before)) {
            return;
        }
        now.forEach((subject, text) -> {
            if (!text.equals(before.get(subject))) {
                add(nowMs, kind, subject, text);
            }
        });
        for (final String subject : before.keySet()) {
            if (!now.containsKey(subject)) {
                add(nowMs, kind, subject, gone);
            }
        }
        known.put(kind, Map.copyOf(now));
    }

    List<EventView> list() {
        if (copy == null) {
            copy = List.copyOf(new ArrayList<>(events));
        }
        return copy;
    }
}
