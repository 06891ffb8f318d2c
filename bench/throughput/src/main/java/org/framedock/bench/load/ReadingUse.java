package org.framedock.bench.load;

import org.framedock.bench.limits.MemorySum;
import org.framedock.client.FrameView;

/** Reads every byte, eight at a time. */
final class ReadingUse extends FrameUse {

    @Override
    protected long use(final FrameView frame) {
        return MemorySum.of(frame.buffer().addressOffset(), frame.length());
    }
}
