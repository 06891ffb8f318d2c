package org.framedock.client;

import io.aeron.Aeron;
import org.framedock.protocol.pool.ConsumerHelloDecoder;

/** What a producer knows of one consumer of its stream, by its hellos. The producer's thread. */
final class KnownConsumer {

    private final long id;
    private long lastHeardNs;
    private boolean supportsShm;
    private boolean supportsProgress;
    private short modeRaw;
    private long maxRateHz;
    private long progressIntervalUs;
    private long progressBytesDelta;
    private long progressMajorDeltaUnits;
    private RateGate gate = new RateGate(0);
    private PrivateStream descriptors = PrivateStream.NONE;
    private PrivateStream control = PrivateStream.NONE;
    private boolean answerDue;

    KnownConsumer(final long id) {
        this.id = id;
    }

    void read(final ConsumerHelloDecoder hello, final long nowNs) {
        lastHeardNs = nowNs;
        supportsShm = hello.supportsShmRaw() != 0;
        supportsProgress = hello.supportsProgressRaw() != 0;
        modeRaw = hello.modeRaw();
        progressIntervalUs = hello.progressIntervalUs();
        progressBytesDelta = hello.progressBytesDelta();
        progressMajorDeltaUnits = hello.progressMajorDeltaUnits();
        if (hello.maxRateHz() != maxRateHz) {
            maxRateHz = hello.maxRateHz();
            gate = new RateGate(maxRateHz);
        }
    }

    long id() {
        return id;
    }

    void heard(final long nowNs) {
        lastHeardNs = nowNs;
    }

    boolean isStale(final long nowNs, final long maxSilenceNs) {
        return nowNs - lastHeardNs >= maxSilenceNs;
    }

    boolean supportsShm() {
        return supportsShm;
    }

    boolean supportsProgress() {
        return supportsProgress;
    }

    short modeRaw() {
        return modeRaw;
    }

    long progressIntervalUs() {
        return progressIntervalUs;
    }

    long progressBytesDelta() {
        return progressBytesDelta;
    }

    long progressMajorDeltaUnits() {
        return progressMajorDeltaUnits;
    }

    /** Thins what goes on the consumer's own descriptor stream (W-25). */
    RateGate gate() {
        return gate;
    }

    PrivateStream descriptors() {
        return descriptors;
    }

    PrivateStream control() {
        return control;
    }

    boolean hasPrivateStreams() {
        return descriptors != PrivateStream.NONE || control != PrivateStream.NONE;
    }

    /** Opens other streams than before, or none. */
    void use(final PrivateStream newDescriptors, final PrivateStream newControl, final Aeron aeron) {
        if (newDescriptors != descriptors) {
            descriptors.close();
            descriptors = newDescriptors;
            gate.reset();
            newDescriptors.open(aeron);
        }
        if (newControl != control) {
            control.close();
            control = newControl;
            newControl.open(aeron);
        }
    }

    void answerDue(final boolean isDue) {
        answerDue = isDue;
    }

    boolean isAnswerReady() {
        return answerDue && !descriptors.isPending() && !control.isPending();
    }

    void close() {
        descriptors.close();
        control.close();
    }
}
