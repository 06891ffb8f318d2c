package org.framedock.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.client.Producer;
import org.framedock.client.ProducerContext;
import org.framedock.client.Reservation;
import org.framedock.client.TensorPoolClient;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;

/** The producers of a scenario, one for each stream. Belongs to the producer's thread. */
public final class Senders {

    private static final int PAGE_BYTES = 4096;

    private final Producer[] producers;
    private final TensorLayout layout;
    private final UnsafeBuffer source;
    private final int payloadBytes;
    private final boolean inPlace;
    private final long[] describedTo;

    /**
     * Adds them to a client.
     *
     * @param client   on the scenario's stage.
     * @param scenario what they write.
     */
    public Senders(final TensorPoolClient client, final Scenario scenario) {
        payloadBytes = scenario.payloadBytes();
        inPlace = scenario.inPlace();
        layout = TensorLayout.rowMajor(Dtype.UINT8, payloadBytes);
        source = new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadBytes, PAGE_BYTES));
        source.setMemory(0, payloadBytes, (byte)7);
        final List<Producer> added = new ArrayList<>();
        for (int stream = 1; stream <= scenario.streams(); stream++) {
            added.add(client.addProducer(new ProducerContext().streamId(stream)));
        }
        producers = added.toArray(Producer[]::new);
        describedTo = new long[producers.length];
    }

    /** Keeps the leases; to be called some hundred times a second. */
    public void doWork() {
        doWork(System.nanoTime());
    }

    /**
     * Keeps the leases.
     *
     * @param nowNs System.nanoTime.
     */
    public void doWork(final long nowNs) {
        for (final Producer producer : producers) {
            producer.doWork(nowNs);
        }
    }

    /**
     * Whether all have their leases.
     *
     * @return false while one has not.
     */
    public boolean areAttached() {
        for (final Producer producer : producers) {
            if (!producer.isAttached()) {
                return false;
            }
        }
        return true;
    }

    int streams() {
        return producers.length;
    }

    /**
     * Sequence of a stream's next frame.
     *
     * @param stream index from 0.
     * @return sequence.
     */
    public long nextSequence(final int stream) {
        return producers[stream].nextSequence();
    }

    /** The sequence up to which consumers were told of a stream's frames, exclusive: the others met back-pressure. */
    long describedTo(final int stream) {
        return describedTo[stream];
    }

    /** Publishes a frame; returns false if its descriptor met back-pressure. */
    boolean send(final int stream, final long nowNs) {
        final Producer producer = producers[stream];
        final long sequence = producer.nextSequence();
        final boolean described;
        if (inPlace) {
            final Reservation reservation = producer.reserve(payloadBytes);
            described = reservation != null && reservation.publish(layout, payloadBytes, nowNs);
        } else {
            described = producer.offer(source, 0, payloadBytes, layout, nowNs) >= 0;
        }
        if (described) {
            describedTo[stream] = sequence + 1;
        }
        return described;
    }

    /**
     * Publishes a frame of the first stream that carries the time at which it should have been published.
     *
     * @param intendedNs that time.
     * @param nowNs      the time now.
     */
    public void sendStamped(final long intendedNs, final long nowNs) {
        final Producer producer = producers[0];
        if (inPlace) {
            final Reservation reservation = producer.reserve(payloadBytes);
            if (reservation != null) {
                reservation.buffer().putLong(0, intendedNs);
                reservation.publish(layout, payloadBytes, nowNs);
            }
        } else {
            source.putLong(0, intendedNs);
            producer.offer(source, 0, payloadBytes, layout, nowNs);
        }
    }

    /** Descriptors that met back-pressure, of all streams. */
    long backPressured() {
        long sum = 0;
        for (final Producer producer : producers) {
            sum += producer.counters().backPressured();
        }
        return sum;
    }
}
