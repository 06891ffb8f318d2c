package org.framedock.pattern.verifier;

import java.util.function.IntFunction;
import org.framedock.client.FrameView;
import org.framedock.client.Metadata;
import org.framedock.pattern.content.Pattern;

/**
 * The check of a stream whose sources change: what a frame has to hold goes by the metadata that it was taken under
 * (W-28). A frame whose metadata has not come yet has to be right by one of all patterns that are known here; one of a
 * source that is not known here is wrong. One thread; no allocation for a frame.
 */
final class SourcePattern implements FrameCheck {

    private static final String GENERATOR = "pattern";
    private static final String ARAVIS_FAKE_CAMERA = "Aravis Fake";
    private static final String BGAPI2_SIMULATOR = "Framedock Simulator";

    private final FrameCheck generator;
    private final FrameCheck aravis;
    private final FrameCheck simulator;
    private final FrameCheck anyKnown;
    private final FrameCheck unknown = frame -> false;
    private IntFunction<Metadata> versions = version -> null;
    private FrameCheck current;
    private int currentVersion;
    private long currentEpoch;

    /** With the patterns of all sources that are known here. */
    SourcePattern() {
        this(FrameCheck.of(Pattern.COUNTER), FrameCheck.of(Pattern.INTEROP), CameraPattern.ofAravis(),
            CameraPattern.ofSimulator());
    }

    /**
     * With other checks of their frames.
     *
     * @param counter   of a generator's one pattern.
     * @param interop   of its other one.
     * @param aravis    of Aravis' fake camera.
     * @param simulator of the BGAPI2 simulator.
     */
    SourcePattern(
        final FrameCheck counter, final FrameCheck interop, final FrameCheck aravis, final FrameCheck simulator) {
        generator = frame -> counter.isRight(frame) || interop.isRight(frame);
        this.aravis = aravis;
        this.simulator = simulator;
        anyKnown = frame -> generator.isRight(frame) || aravis.isRight(frame) || simulator.isRight(frame);
    }

    @Override
    public void follow(final IntFunction<Metadata> metadataOfVersion) {
        versions = metadataOfVersion;
    }

    @Override
    public boolean isRight(final FrameView frame) {
        return checkOf(frame.epoch(), frame.metaVersion()).isRight(frame);
    }

    /**
     * What a frame has to hold.
     *
     * @param epoch   of the frame.
     * @param version of the metadata that it was taken under.
     * @return the check of its bytes.
     */
    FrameCheck checkOf(final long epoch, final int version) {
        if (current == null || version != currentVersion || epoch != currentEpoch) {
            final Metadata metadata = versions.apply(version);
            current = metadata == null ? null : checkOf(metadata);
            currentVersion = version;
            currentEpoch = epoch;
        }
        return current == null ? anyKnown : current;
    }

    private FrameCheck checkOf(final Metadata metadata) {
        return switch (metadata.name()) {
            case GENERATOR -> generator;
            case ARAVIS_FAKE_CAMERA -> aravis;
            case BGAPI2_SIMULATOR -> simulator;
            default -> unknown;
        };
    }
}
