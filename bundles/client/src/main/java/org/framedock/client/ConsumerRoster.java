package org.framedock.client;

import io.aeron.Aeron;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.ArrayUtil;
import org.framedock.protocol.pool.ConsumerConfigDecoder;
import org.framedock.protocol.pool.ConsumerHelloDecoder;
import org.framedock.protocol.pool.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers that a producer has heard of, and the streams that it opened for single ones (W-24, W-25). The
 * producer's thread; whoever publishes a frame walks the arrays, which change only when a consumer comes or goes.
 */
final class ConsumerRoster {

    /** Invented ids must not fill the memory; whoever comes later than so many is served by the shared streams. */
    static final int MAX_CONSUMERS = 256;
    /** Each stream of its own costs a publication. */
    static final int MAX_PRIVATE = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRoster.class);
    private static final KnownConsumer[] NOBODY = new KnownConsumer[0];
    /** Missing so many reports in a row makes a consumer stale (W-24: 3 to 5). */
    private static final int STALE_INTERVALS = 5;
    /** Reports are not looked for between any two frames: at a million a second that would cost a tenth of them. */
    private static final long POLL_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long MIN_SILENCE_NS = TimeUnit.SECONDS.toNanos(1);

    private final ClientContext context;
    private final long streamId;
    private final String fallbackUri;
    private final ControlSender sender;
    private final PrivateStreamRules rules;
    private final QosEar qos;
    private final ConfigMessage config = new ConfigMessage();
    private KnownConsumer[] consumers = NOBODY;
    private KnownConsumer[] privateReaders = NOBODY;
    private KnownConsumer[] progressReaders = NOBODY;
    private Aeron aeron;
    private long nowNs;
    private long pollNs = System.nanoTime();
    private long turnedAway;

    ConsumerRoster(
        final ClientContext context, final long streamId, final String fallbackUri, final ControlSender sender) {
        this.context = context;
        this.streamId = streamId;
        this.fallbackUri = fallbackUri;
        this.sender = sender;
        this.rules = new PrivateStreamRules(context);
        this.qos = new QosEar(context, streamId, this::heard);
    }

    void onTransport(final Aeron newAeron) {
        close();
        aeron = newAeron;
    }

    /** Consumers that have a descriptor stream of their own. */
    KnownConsumer[] privateReaders() {
        return privateReaders;
    }

    /** Consumers that want to hear how a frame fills (W-27). */
    KnownConsumer[] progressReaders() {
        return progressReaders;
    }

    /** Hellos that were not followed because there were too many consumers. */
    long turnedAway() {
        return turnedAway;
    }

    int doWork(final long now) {
        if (now - pollNs < 0) {
            return 0;
        }
        pollNs = now + POLL_INTERVAL_NS;
        nowNs = now;
        int work = qos.poll();
        for (int i = consumers.length - 1; i >= 0; i--) {
            final KnownConsumer consumer = consumers[i];
            if (consumer.isStale(now, silenceNs())) {
                remove(consumer, "not heard any more");
                work++;
            } else if (consumer.isAnswerReady()
                && sender.send(config.buffer(), config.encode(streamId, consumer, fallbackUriFor(consumer)))) {
                consumer.answerDue(false);
                work++;
            }
        }
        return work;
    }

    private String fallbackUriFor(final KnownConsumer consumer) {
        return consumer.supportsShm() ? "" : fallbackUri;
    }

    private long silenceNs() {
        return STALE_INTERVALS * Math.max(MIN_SILENCE_NS, context.qosIntervalNs());
    }

    private void heard(final long consumerId) {
        final KnownConsumer consumer = find(consumerId);
        if (consumer != null) {
            consumer.heard(nowNs);
        }
    }

    /** A hello for this stream, of a sound structure. */
    void onHello(final ConsumerHelloDecoder hello, final long now) {
        final int mode = hello.modeRaw();
        if (aeron == null || mode != Mode.STREAM.value() && mode != Mode.RATE_LIMITED.value()) {
            return;
        }
        KnownConsumer consumer = find(hello.consumerId());
        if (consumer == null) {
            if (consumers.length >= MAX_CONSUMERS) {
                turnedAway++;
                return;
            }
            consumer = new KnownConsumer(hello.consumerId());
            consumers = ArrayUtil.add(consumers, consumer);
            qos.open(aeron);
        }
        consumer.read(hello, now);
        if (!context.perConsumerStreamsByDriver()) {
            grant(consumer, hello);
        }
        sort();
    }

    private void grant(final KnownConsumer consumer, final ConsumerHelloDecoder hello) {
        final long descriptorId = hello.descriptorStreamId();
        final long controlId = hello.controlStreamId();
        final String descriptorChannel = hello.descriptorChannel();
        final String controlChannel = hello.controlChannel();
        use(consumer, descriptorChannel, descriptorId, controlChannel, controlId);
        consumer.answerDue(descriptorId != 0 || controlId != 0 || !descriptorChannel.isEmpty()
            || !controlChannel.isEmpty() || !consumer.supportsShm());
    }

    /** What the driver granted, where it does so (D-15). */
    void onConfig(final ConsumerConfigDecoder decoder) {
        if (!context.perConsumerStreamsByDriver() || aeron == null) {
            return;
        }
        final KnownConsumer consumer = find(decoder.consumerId());
        if (consumer != null) {
            final long descriptorId = decoder.descriptorStreamId();
            final long controlId = decoder.controlStreamId();
            decoder.skipPayloadFallbackUri();
            final String descriptorChannel = decoder.descriptorChannel();
            use(consumer, descriptorChannel, descriptorId, decoder.controlChannel(), controlId);
            sort();
        }
    }

    private void use(
        final KnownConsumer consumer, final String descriptorChannel, final long descriptorId,
        final String controlChannel, final long controlId) {
        final boolean mayOpen = consumer.hasPrivateStreams() || countPrivate() < MAX_PRIVATE;
        consumer.use(
            choose(consumer, consumer.descriptors(), descriptorChannel, descriptorId, mayOpen),
            choose(consumer, consumer.control(), controlChannel, controlId, mayOpen), aeron);
    }

    /** The stream that is open already, another one, or none. */
    private PrivateStream choose(
        final KnownConsumer owner, final PrivateStream current, final String channel, final long id,
        final boolean mayOpen) {
        if (current.isSame(channel, (int)id) && current.trouble() == null) {
            return current;
        }
        return mayOpen && !isTaken(owner, (int)id) ? rules.accept(channel, id) : PrivateStream.NONE;
    }

    /** Two consumers on one stream would each see every frame twice. */
    private boolean isTaken(final KnownConsumer owner, final int id) {
        for (final KnownConsumer consumer : consumers) {
            if (consumer != owner && (consumer.descriptors().streamId() == id || consumer.control().streamId() == id)) {
                return true;
            }
        }
        return false;
    }

    private int countPrivate() {
        int count = 0;
        for (final KnownConsumer consumer : consumers) {
            count += consumer.hasPrivateStreams() ? 1 : 0;
        }
        return count;
    }

    /** The consumer's lease has ended. */
    void onConsumerGone(final long consumerId) {
        final KnownConsumer consumer = find(consumerId);
        if (consumer != null) {
            remove(consumer, "its lease has ended");
        }
    }

    private void remove(final KnownConsumer consumer, final String reason) {
        if (consumer.hasPrivateStreams()) {
            LOG.info("stream {}: the streams of consumer {} are closed: {}", streamId, consumer.id(), reason);
        }
        consumer.close();
        consumers = ArrayUtil.remove(consumers, consumer);
        sort();
    }

    private void sort() {
        privateReaders = NOBODY;
        progressReaders = NOBODY;
        for (final KnownConsumer consumer : consumers) {
            if (consumer.descriptors() != PrivateStream.NONE) {
                privateReaders = ArrayUtil.add(privateReaders, consumer);
            }
            if (consumer.supportsProgress()) {
                progressReaders = ArrayUtil.add(progressReaders, consumer);
            }
        }
    }

    private KnownConsumer find(final long consumerId) {
        for (final KnownConsumer consumer : consumers) {
            if (consumer.id() == consumerId) {
                return consumer;
            }
        }
        return null;
    }

    void close() {
        for (final KnownConsumer consumer : consumers) {
            consumer.close();
        }
        consumers = NOBODY;
        privateReaders = NOBODY;
        progressReaders = NOBODY;
        qos.close();
        aeron = null;
    }
}
