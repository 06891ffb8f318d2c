package org.framedock.page.door;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.framedock.operator.StreamControl;

/** Asks for changes of streams and waits for what comes of them. Any thread. */
final class Changes {

    private static final int MOST_AT_ONCE = 4;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NS = TimeUnit.MILLISECONDS.toNanos(StreamControl.LONGEST_MS + 1_000);

    private final StreamControl control;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    Changes(final StreamControl control) {
        this.control = control;
    }

    /** Null if there is no change of that name. */
    Answer make(final String stream, final String change, final Parameters form) throws Parameters.WrongException {
        final boolean isSetting = change.equals("swap") || change.equals("set");
        if (!isSetting && !change.equals("start") && !change.equals("stop")) {
            return null;
        }
        if (!places.tryAcquire()) {
            return Answer.error(Answer.UNAVAILABLE, "too many changes at once: " + MOST_AT_ONCE + " are under way");
        }
        try {
            final StreamControl.Outcome outcome = await(ask(stream, change, form));
            return Answer.json(outcome.isDone() ? Answer.OK : isSetting ? Answer.BAD_REQUEST : Answer.CONFLICT,
                outcome.isDone() ? Map.of("text", outcome.text()) : Map.of("error", outcome.text()));
        } finally {
            places.release();
        }
    }

    private StreamControl.Request ask(final String stream, final String change, final Parameters form)
        throws Parameters.WrongException {
        return switch (change) {
            case "start" -> control.start(stream);
            case "stop" -> control.stop(stream);
            case "swap" -> {
                form.only("kind", "setting.");
                yield control.swap(stream, form.text("kind"), form.below("setting."));
            }
            default -> {
                form.only("key", "value", "save");
                yield control.set(stream, form.text("key"), form.text("value"), form.flag("save"));
            }
        };
    }

    private static StreamControl.Outcome await(final StreamControl.Request request) {
        final long beganNs = System.nanoTime();
        while (System.nanoTime() - beganNs < LONGEST_NS && !Thread.currentThread().isInterrupted()) {
            final StreamControl.Outcome outcome = request.outcome();
            if (outcome != null) {
                return outcome;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return new StreamControl.Outcome(false, "it was asked for, and nothing is known of it yet: see the stream");
    }
}
