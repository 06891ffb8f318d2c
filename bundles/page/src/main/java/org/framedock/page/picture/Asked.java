package org.framedock.page.picture;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Those who wait for the next frame of a stream, of whom there are never more than a few. Any thread. */
final class Asked {

    /** The most that may wait for one frame. */
    static final int MAX_WAITING = 8;

    private final List<Question> waiting = new ArrayList<>(MAX_WAITING);

    /** What a frame answers. */
    interface Answers {

        /** What a wish gets, in a frame that is read meanwhile. */
        Sample answer(Wish wish) throws NoPictureException;
    }

    private record Question(Wish wish, CompletableFuture<Sample> future) {
    }

    /** Waits; null if too many do. Whoever waits no longer completes the future, as by cancelling it. */
    synchronized CompletableFuture<Sample> ask(final Wish wish) {
        waiting.removeIf(asked -> asked.future.isDone());
        if (waiting.size() >= MAX_WAITING) {
            return null;
        }
        final Question asked = new Question(wish, new CompletableFuture<>());
        waiting.add(asked);
        return asked.future;
    }

    /**
     * Answers all.
     *
     * @param frame   gives the answers.
     * @param isValid whether it was still there after it had been read; asked last.
     * @return false if nobody waits, or all wait on for the next frame.
     */
    synchronized boolean answer(final Answers frame, final BooleanSupplier isValid) {
        if (waiting.isEmpty()) {
            return false;
        }
        final List<Sample> samples = new ArrayList<>(waiting.size());
        NoPictureException none = null;
        try {
            for (final Question asked : waiting) {
                samples.add(frame.answer(asked.wish));
            }
        } catch (final NoPictureException e) {
            none = e;
        }
        if (!isValid.getAsBoolean()) {
            return false;
        }
        final Iterator<Sample> next = samples.iterator();
        for (final Question asked : waiting) {
            if (none != null) {
                asked.future.completeExceptionally(none);
            } else {
                asked.future.complete(next.next());
            }
        }
        waiting.clear();
        return true;
    }

    /** Nobody gets an answer any more. */
    synchronized void cancel() {
        waiting.forEach(asked -> asked.future.cancel(false));
        waiting.clear();
    }

    /** How many wait, or have given up and are not forgotten yet. */
    synchronized int size() {
        return waiting.size();
    }
}
