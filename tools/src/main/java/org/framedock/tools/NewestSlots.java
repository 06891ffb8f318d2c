package org.framedock.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the few slots with the highest sequences, however many are offered. */
final class NewestSlots {

    private static final Comparator<Slot> OLDEST_FIRST =
        (left, right) -> Long.compareUnsigned(left.word(), right.word());

    private final int limit;
    private final PriorityQueue<Slot> kept = new PriorityQueue<>(OLDEST_FIRST);

    private record Slot(int index, long word) {
    }

    NewestSlots(final int limit) {
        this.limit = limit;
    }

    void offer(final int index, final long word) {
        if (kept.size() < limit) {
            kept.add(new Slot(index, word));
        } else if (limit > 0 && Long.compareUnsigned(kept.peek().word(), word) < 0) {
            kept.poll();
            kept.add(new Slot(index, word));
        }
    }

    /** Indices, the newest first. */
    List<Integer> slots() {
        final List<Slot> sorted = new ArrayList<>(kept);
        sorted.sort(OLDEST_FIRST.reversed());
        return sorted.stream().map(Slot::index).toList();
    }
}
