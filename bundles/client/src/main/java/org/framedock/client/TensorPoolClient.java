package org.framedock.client;

import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.framedock.memory.NativeCalls;
import org.framedock.transport.AeronConnection;

/**
 * Makes producers and consumers that share one connection to the media driver.
 *
 * <pre>{@code
 * try (TensorPoolClient client = TensorPoolClient.connect(new ClientContext());
 *     Consumer consumer = client.addConsumer(new ConsumerContext().streamId(1), frame -> use(frame.buffer()))) {
 *     while (running) {
 *         idle.idle(consumer.poll(System.nanoTime(), 16));
 *     }
 * }
 * }</pre>
 *
 * <p>Adding is thread-safe; each producer and consumer then belongs to one thread.
 */
public final class TensorPoolClient implements AutoCloseable {

    private final ClientContext context;
    private final AeronConnection connection;
    private final List<Producer> producers = new ArrayList<>();
    private final List<Consumer> consumers = new ArrayList<>();
    private final List<QosMonitor> monitors = new ArrayList<>();

    private TensorPoolClient(final ClientContext context) {
        this.context = context;
        this.connection = new AeronConnection(context.aeronDirectory(), context.errorHandler());
    }

    /**
     * A client. Does not wait for a media driver or a driver: producers and consumers attach once these are there.
     *
     * @param context where the driver is reached; copied and concluded.
     * @return the client, to be closed by the caller.
     */
    public static TensorPoolClient connect(final ClientContext context) {
        NativeCalls.prepare();
        return new TensorPoolClient(context.clone().conclude());
    }

    /**
     * A producer of one stream.
     *
     * @param producerContext which stream, and how.
     * @return the producer, attached once {@link Producer#doWork} has been called often enough.
     */
    public synchronized Producer addProducer(final ProducerContext producerContext) {
        forgetClosed();
        final Producer producer = new Producer(context, producerContext.clone().conclude(), connection);
        producers.add(producer);
        return producer;
    }

    /**
     * A consumer of one stream.
     *
     * @param consumerContext which stream, and how.
     * @param handler         gets the frames, on the thread that polls.
     * @return the consumer, mapped once {@link Consumer#poll} has been called often enough.
     */
    public synchronized Consumer addConsumer(final ConsumerContext consumerContext, final FrameHandler handler) {
        forgetClosed();
        final Consumer consumer = new Consumer(context, consumerContext.clone().conclude(), connection, handler);
        consumers.add(consumer);
        return consumer;
    }

    /**
     * Adds a monitor of what producers and consumers report of themselves.
     *
     * @return a monitor, to be polled by one thread.
     */
    public synchronized QosMonitor addQosMonitor() {
        forgetClosed();
        final QosMonitor monitor = new QosMonitor(context, connection);
        monitors.add(monitor);
        return monitor;
    }

    /**
     * Closes the connection and every producer and consumer that is still open. Their threads have to be done with
     * them.
     */
    @Override
    public synchronized void close() {
        CloseHelper.quietCloseAll(producers);
        CloseHelper.quietCloseAll(consumers);
        CloseHelper.quietCloseAll(monitors);
        producers.clear();
        consumers.clear();
        monitors.clear();
        connection.close();
    }

    private void forgetClosed() {
        producers.removeIf(Producer::isClosed);
        consumers.removeIf(Consumer::isClosed);
        monitors.removeIf(QosMonitor::isClosed);
    }
}
