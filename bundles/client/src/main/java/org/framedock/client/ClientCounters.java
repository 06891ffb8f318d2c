package org.framedock.client;

import java.util.function.LongSupplier;
import org.framedock.transport.CounterGroup;
import org.framedock.transport.CounterType;

/**
 * A client's numbers as Aeron counters, from its first lease on and under the id that it has that by. Belongs to its
 * client's thread; costs a comparison of the time but four times a second.
 */
final class ClientCounters implements AutoCloseable {

    private final String instance;
    private final long streamId;
    private final String streamName;
    private final ProducerCounters producer;
    private final ConsumerCounters consumer;
    private CounterGroup group;
    private long clientId;

    ClientCounters(
        final String instance, final long streamId, final String streamName, final ProducerCounters counters) {
        this(instance, streamId, streamName, counters, null);
    }

    ClientCounters(
        final String instance, final long streamId, final String streamName, final ConsumerCounters counters) {
        this(instance, streamId, streamName, null, counters);
    }

    private ClientCounters(final String instance, final long streamId, final String streamName,
        final ProducerCounters producer, final ConsumerCounters consumer) {
        this.instance = instance;
        this.streamId = streamId;
        this.streamName = streamName;
        this.producer = producer;
        this.consumer = consumer;
    }

    void update(final LeaseHolder lease, final long nowNs) {
        if (clientId != lease.clientId() && lease.isAttached()) {
            close();
            clientId = lease.clientId();
            group = new CounterGroup(instance);
            if (producer != null) {
                addProducer();
            } else {
                addConsumer();
            }
        }
        if (group != null) {
            group.update(lease.aeron(), nowNs);
        }
    }

    private void addProducer() {
        add(CounterType.PRODUCER_PUBLISHED, () -> producer.published);
        add(CounterType.PRODUCER_BACK_PRESSURED, () -> producer.backPressured);
        add(CounterType.PRODUCER_ABANDONED, () -> producer.abandoned);
        add(CounterType.PRODUCER_DID_NOT_FIT, () -> producer.didNotFit);
        add(CounterType.PRODUCER_LOST_WITH_LEASE, () -> producer.lostWithLease);
        add(CounterType.PRODUCER_PRIVATE_BACK_PRESSURED, () -> producer.privateBackPressured);
        add(CounterType.PRODUCER_MEMORY_FAULTS, () -> producer.memoryFaults);
    }

    private void addConsumer() {
        add(CounterType.CONSUMER_FRAMES, () -> consumer.frames);
        add(CounterType.CONSUMER_GAPS, () -> consumer.gaps);
        add(CounterType.CONSUMER_LATE, () -> consumer.late);
        add(CounterType.CONSUMER_INVALID, () -> consumer.invalid);
        add(CounterType.CONSUMER_OTHER_EPOCH, () -> consumer.otherEpoch);
        add(CounterType.CONSUMER_UNMAPPED, () -> consumer.unmapped);
        add(CounterType.CONSUMER_REMAPS, () -> consumer.remaps);
        add(CounterType.CONSUMER_THINNED, () -> consumer.thinned);
        add(CounterType.CONSUMER_MEMORY_FAULTS, () -> consumer.memoryFaults);
    }

    private void add(final CounterType type, final LongSupplier value) {
        group.add(type, streamId, streamName, clientId, value);
    }

    @Override
    public void close() {
        if (group != null) {
            group.close();
        }
    }
}
