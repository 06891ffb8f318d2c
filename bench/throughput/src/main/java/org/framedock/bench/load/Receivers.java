package org.framedock.bench.load;

import org.framedock.client.Consumer;
import org.framedock.client.ConsumerContext;
import org.framedock.client.ConsumerCounters;
import org.framedock.client.TensorPoolClient;

/** All consumers of a scenario, polled by one thread in turn. */
final class Receivers {

    private static final int FRAGMENT_LIMIT = 64;

    private final Consumer[] consumers;
    private final FrameUse[] uses;
    private final int streams;

    Receivers(final TensorPoolClient client, final Scenario scenario, final FrameUse firstUse) {
        streams = scenario.streams();
        consumers = new Consumer[streams * scenario.consumers()];
        uses = new FrameUse[consumers.length];
        for (int i = 0; i < consumers.length; i++) {
            uses[i] = i == 0 ? firstUse : ConsumerSide.use(scenario);
            consumers[i] = client.addConsumer(new ConsumerContext().streamId(1 + i % streams), uses[i]);
        }
    }

    int poll(final long nowNs) {
        int work = 0;
        for (final Consumer consumer : consumers) {
            work += consumer.poll(nowNs, FRAGMENT_LIMIT);
        }
        return work;
    }

    boolean areMapped() {
        for (final Consumer consumer : consumers) {
            if (!consumer.isMapped()) {
                return false;
            }
        }
        return true;
    }

    /** The sequence up to which all consumers of a stream have read, exclusive. */
    long nextSequence(final int stream) {
        long least = Long.MAX_VALUE;
        for (int i = stream; i < uses.length; i += streams) {
            least = Math.min(least, uses[i].nextSequence());
        }
        return least;
    }

    long delivered() {
        long sum = 0;
        for (final Consumer consumer : consumers) {
            sum += consumer.counters().frames();
        }
        return sum;
    }

    long lost() {
        long sum = 0;
        for (final Consumer consumer : consumers) {
            final ConsumerCounters counters = consumer.counters();
            sum += counters.gaps() + counters.late() + counters.invalid() + counters.otherEpoch()
                + counters.unmapped();
        }
        return sum;
    }

    int count() {
        return consumers.length;
    }

    long sink() {
        long sum = 0;
        for (final FrameUse use : uses) {
            sum += use.sink();
        }
        return sum;
    }
}
