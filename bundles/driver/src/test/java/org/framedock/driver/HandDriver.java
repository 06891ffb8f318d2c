package org.framedock.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.agent.DriverAgent;

/** A driver whose duty cycles and whose time are the test's own: nothing happens, and no time passes, by itself. */
final class HandDriver implements AutoCloseable {

    /** What the agent did not expect. */
    final List<Throwable> errors = new ArrayList<>();
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final DriverAgent agent;
    private long nowNs = System.nanoTime();

    HandDriver(final DriverContext context) throws Exception {
        context.errorHandler(errors::add).nanoClock(() -> nowNs).conclude();
        agent = new DriverAgent(context.settings(), context.directory(), context.aeronDirectory(), context.nanoClock(),
            context.errorHandler(), context::limit, context::close);
        agent.onStart();
        Await.until("driver runs", () -> {
            pass(STEP_NS);
            return agent.status().snapshot().state() == DriverStatus.State.RUNNING;
        });
    }

    int cycle() {
        return agent.doWork();
    }

    /** Lets time pass and runs a cycle; more than twenty milliseconds at once are a driver that stood still. */
    int pass(final long ns) {
        nowNs += ns;
        return cycle();
    }

    long nowNs() {
        return nowNs;
    }

    /** Lets time pass; the next cycle sees it. */
    void advance(final long ns) {
        nowNs += ns;
    }

    DriverStatus.Snapshot status() {
        return agent.status().snapshot();
    }

    @Override
    public void close() {
        agent.onClose();
    }
}
