package org.framedock.client;

import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.bench.parts.MappedFrames;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a consumer does with a descriptor that has come, for all slots of a ring of 1024. */
@State(Scope.Thread)
public class ReceiveParts {

    private static final int FRAMES = MappedFrames.SLOTS;

    private MappedFrames frames;
    private FrameReader reader;
    private UnsafeBuffer descriptors;
    private long handled;

    /** Commits a frame in every slot and encodes its descriptor. */
    @Setup
    public void open() throws IOException {
        frames = MappedFrames.open();
        final HeaderRing ring = frames.written().ring();
        final TensorLayout layout = TensorLayout.rowMajor(Dtype.UINT8, MappedFrames.STRIDE_BYTES);
        descriptors = new UnsafeBuffer(new byte[FRAMES * DescriptorCodec.LENGTH]);
        for (int seq = 0; seq < FRAMES; seq++) {
            ring.beginWrite(seq);
            ring.writeHeader(seq, 1, MappedFrames.STRIDE_BYTES, seq, -1, layout);
            ring.commit(seq);
            DescriptorCodec.write(descriptors, seq * DescriptorCodec.LENGTH, 1, 1, seq,
                FrameDescriptorEncoder.timestampNsNullValue(), -1, 0);
        }
        reader = new FrameReader(
            new ConsumerContext().streamId(1).conclude(), frame -> handled++, new ConsumerCounters(), null);
    }

    /** Deletes the ring. */
    @TearDown
    public void close() throws IOException {
        if (handled == 0) {
            throw new IllegalStateException("no frame was accepted");
        }
        reader.use(null);
        frames.close();
    }

    /** Sequence, commit word, header, commit word, handler, commit word (W-14). */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long consumerCheck() {
        reader.use(frames.read());
        for (int seq = 0; seq < FRAMES; seq++) {
            reader.onDescriptor(descriptors, seq * DescriptorCodec.LENGTH);
        }
        return handled;
    }
}
