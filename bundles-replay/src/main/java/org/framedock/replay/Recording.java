package org.framedock.replay;

import java.nio.file.Path;
import java.util.List;

/**
 * One file with frames, as it was found when the replay started.
 *
 * @param file      the file, absolute.
 * @param sizeBytes its size, which it has to keep.
 * @param runs      its frames, in the order of the file, at least one run.
 */
record Recording(Path file, long sizeBytes, List<FrameRun> runs) {

    /**
     * Frames of the whole file.
     *
     * @return how many, at least 1.
     */
    long frames() {
        long frames = 0;
        for (final FrameRun run : runs) {
            frames += run.frames();
        }
        return frames;
    }
}
