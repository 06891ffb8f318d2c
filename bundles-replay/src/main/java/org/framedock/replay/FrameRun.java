package org.framedock.replay;

import org.framedock.source.FrameFormat;
import org.framedock.source.SourceMetadata;

/**
 * Frames of one shape that lie in a file one after the other.
 *
 * @param offsetBytes where the first one begins in the file.
 * @param frames      how many, at least 1.
 * @param format      their shape.
 * @param samples     what has to be done to their samples.
 * @param metadata    what the file says of them.
 */
record FrameRun(
    long offsetBytes, long frames, FrameFormat format, SampleConversion samples, SourceMetadata metadata) {
}
