package org.framedock.bench.parts;

import java.io.IOException;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a producer writes into a header slot, slot after slot of a ring of 1024. */
@State(Scope.Thread)
public class CommitParts {

    private MappedFrames frames;
    private HeaderRing ring;
    private TensorLayout layout;
    private long seq;

    /** Makes the ring. */
    @Setup
    public void open() throws IOException {
        frames = MappedFrames.open();
        ring = frames.written().ring();
        layout = TensorLayout.rowMajor(Dtype.UINT8, MappedFrames.STRIDE_BYTES);
    }

    /** Deletes the ring. */
    @TearDown
    public void close() throws IOException {
        frames.close();
    }

    /** The writing word and the committed word (W-13), without anything between them. */
    @Benchmark
    public void commit() {
        final long next = seq++;
        ring.beginWrite(next);
        ring.commit(next);
    }

    /** A header of a format that the slot has held before. */
    @Benchmark
    public void headerEncode() {
        final long next = seq++;
        ring.writeHeader(next, 1, MappedFrames.STRIDE_BYTES, next, -1, layout);
    }

    /** All of it. */
    @Benchmark
    public void commitWithHeader() {
        final long next = seq++;
        ring.beginWrite(next);
        ring.writeHeader(next, 1, MappedFrames.STRIDE_BYTES, next, -1, layout);
        ring.commit(next);
    }
}
