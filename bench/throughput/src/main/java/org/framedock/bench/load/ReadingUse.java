package org.framedock.bench.load;

import org.framedock.bench.limits.MemoryScan;
import org.framedock.client.FrameView;

/** Reads every byte. */
final class ReadingUse extends FrameUse {

    @Override
    protected long use(final FrameView frame) {
        return MemoryScan.of(frame.buffer().addressOffset(), frame.length());
    }
}
