package org.framedock.driver.agent;

import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FragmentHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what many sessions have sent, each in its turn, so that one that floods holds up nobody: Aeron's own poll lets
 * one session use up a whole cycle. No allocation once there have been as many sessions as there are.
 */
final class FairPoll {

    private static final FragmentHandler NOBODY = (buffer, offset, length, header) -> { };

    private final int messagesPerCycle;
    private final int messagesPerTurn;
    private final List<Image> sessions = new ArrayList<>();
    private final Consumer<Image> collect = sessions::add;
    private int last;

    FairPoll(final int messagesPerCycle, final int messagesPerTurn) {
        this.messagesPerCycle = messagesPerCycle;
        this.messagesPerTurn = messagesPerTurn;
    }

    /** A handler that may say that a message took so long that the rest has to wait for the next cycle. */
    interface Handler extends ControlledFragmentHandler {

        /** Whether that was so since the last call. */
        boolean takeCycleOver();
    }

    /**
     * Hands messages on until there are none, the cycle is full, or the handler has had enough. What the driver itself
     * has sent comes back here as well: it is passed over and is nobody's turn.
     */
    int poll(final Subscription requests, final int ownSessionId, final Handler handler) {
        sessions.clear();
        // Taken at once, since sessions come and go on Aeron's own thread.
        requests.forEachImage(collect);
        int read = 0;
        int quietTurns = 0;
        while (quietTurns < sessions.size() && read < messagesPerCycle) {
            last = last + 1 < sessions.size() ? last + 1 : 0;
            final Image session = sessions.get(last);
            if (session.sessionId() == ownSessionId) {
                session.poll(NOBODY, Integer.MAX_VALUE);
                quietTurns++;
                continue;
            }
            final int count = session.controlledPoll(handler, Math.min(messagesPerTurn, messagesPerCycle - read));
            quietTurns = count == 0 ? quietTurns + 1 : 0;
            read += count;
            if (handler.takeCycleOver()) {
                break;
            }
        }
        sessions.clear();
        return read;
    }
}
