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

    private final FrameCheck counter = FrameCheck.of(Pattern.COUNTER);
    private final FrameCheck interop = FrameCheck.of(Pattern.INTEROP);
    private final FrameCheck aravis = CameraPattern.ofAravis();
    private final FrameCheck simulator = CameraPattern.ofSimulator();
    private final FrameCheck generator = frame -> counter.isRight(frame) || interop.isRight(frame);
    private final FrameCheck anyKnown =
        frame -> generator.isRight(frame) || aravis.isRight(frame) || simulator.isRight(frame);
    private final FrameCheck unknown = frame -> false;
    private IntFunction<Metadata> versions = version -> null;
    private FrameCheck current;
    private int currentVersion;
    private long currentEpoch;

    @Override
    public void follow(final IntFunction<Metadata> metadataOfVersion) {
        versions = metadataOfVersion;
    }

    @Override
    public boolean isRight(final FrameView frame) {
        return checkOf(frame.epoch(), frame.metaVersion()).isRight(frame);
    }

    private FrameCheck checkOf(final long epoch, final int version) {
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
