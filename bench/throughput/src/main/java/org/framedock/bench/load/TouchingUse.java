package org.framedock.bench.load;

import org.framedock.client.FrameView;

/** Reads the header and one byte. */
final class TouchingUse extends FrameUse {

    @Override
    protected long use(final FrameView frame) {
        return frame.dtype() + frame.ndims() + frame.dim(0) + frame.timestampNs() + frame.buffer().getByte(0);
    }
}
