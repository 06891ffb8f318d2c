package org.framedock.driver;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.framedock.driver.agent.DriverAgent;

/**
 * A running driver: owner of the shared memory of its streams (schema 901). Runs on one thread of its own until it is
 * closed or asked to end by a shutdown request with the right token (D-13). It needs no media driver to start and
 * outlives one (D-19a). May be used from any thread.
 */
public final class TensorPoolDriver implements AutoCloseable {

    private final DriverContext context;
    private final DriverAgent agent;
    private final AgentRunner runner;
    private final CountDownLatch ended;

    private TensorPoolDriver(final DriverContext context, final DriverAgent agent, final CountDownLatch ended) {
        this.context = context;
        this.agent = agent;
        this.ended = ended;
        final ErrorHandler errorHandler = context.errorHandler();
        runner = new AgentRunner(context.idleStrategy(), error -> {
            // The agent's own way to end is no error.
            if (!(error instanceof AgentTerminationException)) {
                errorHandler.onError(error);
            }
        }, null, agent);
    }

    /**
     * Starts a driver.
     *
     * @param context how; concluded here if it is not yet. Belongs to the driver from now on.
     * @return the driver, to be closed by the caller.
     * @throws DriverStartException if it cannot start; then nothing is left behind.
     */
    public static TensorPoolDriver launch(final DriverContext context) throws DriverStartException {
        if (context.directory() == null) {
            context.conclude();
        }
        final CountDownLatch ended = new CountDownLatch(1);
        try {
            final DriverAgent agent = new DriverAgent(context.settings(), context.directory(),
                context.aeronDirectory(), context.nanoClock(), context.errorHandler(), context::limit, () -> {
                    context.close();
                    ended.countDown();
                });
            final TensorPoolDriver driver = new TensorPoolDriver(context, agent, ended);
            AgentRunner.startOnThread(driver.runner, context.threadFactory());
            return driver;
        } catch (final IOException e) {
            final String directory = context.directory().path().toString();
            context.close();
            throw new DriverStartException("cannot read which epochs lie in " + directory + ": " + e);
        } catch (final RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    /**
     * What the driver is doing.
     *
     * @return status that stays readable after the end.
     */
    public DriverStatus status() {
        return agent.status();
    }

    /**
     * Directory of its media driver.
     *
     * @return absolute path.
     */
    public String aeronDirectory() {
        return context.aeronDirectory();
    }

    /**
     * Waits for the driver's end, by {@link #close} or by a shutdown request.
     *
     * @param timeoutNs nanoseconds to wait at most.
     * @return whether it has ended.
     * @throws InterruptedException if the waiting thread is interrupted.
     */
    public boolean awaitEnd(final long timeoutNs) throws InterruptedException {
        return ended.await(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /**
     * Ends the driver: what has come is still answered, streams are announced once more, the shutdown is published with
     * reason NORMAL (D-13), files are deleted if the settings say so. Returns when all is done. Closing twice is
     * harmless.
     */
    @Override
    public void close() {
        runner.close();
    }
}
