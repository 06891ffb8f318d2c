package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.framedock.protocol.pool.Dtype;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {

    private static final int FRAMES = 100_000;
    private static final long FEW_BYTES = 300;
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    private final SlotHeader header = new SlotHeader();
    private long faults;

    /** Writes and reads frames; every eighth has another layout, so that shapes are copied and checked, too. */
    private void run(final TestStream stream, final TensorLayout[] layouts, final long firstSeq, final int frames) {
        final HeaderRing producer = stream.producer().ring();
        final HeaderRing consumer = stream.consumer().ring();
        for (long seq = firstSeq; seq < firstSeq + frames; seq++) {
            final TensorLayout layout = layouts[(seq & 7) == 0 ? 1 : 0];
            producer.beginWrite(seq);
            final int poolId = stream.producer().smallestFitting(layout.payloadBytes()).spec().poolId();
            producer.writeHeader(seq, poolId, layout.payloadBytes(), seq, 7, layout);
            producer.commit(seq);

            final int slot = consumer.slotOf(seq);
            final long word = consumer.commitWord(slot);
            header.read(consumer, slot);
            if (header.check(slot, stream.consumer()) != null || consumer.commitWordAfterReads(slot) != word
                || header.ndims() != layout.ndims()) {
                faults++;
            }
        }
    }

    @Test
    @DisplayName("writing and reading 100,000 frames allocates nothing")
    void shouldAllocateNothingPerFrame(@TempDir(factory = SharedMemory.class) final Path directory) throws Exception {
        final TensorLayout[] layouts = {
            TensorLayout.rowMajor(Dtype.UINT16, 4, 8), TensorLayout.columnMajor(Dtype.FLOAT32, 2, 3, 4)};
        try (TestStream stream = TestStream.open(directory, 8, 64, 4096)) {
            run(stream, layouts, 0, FRAMES);
            THREADS.getCurrentThreadAllocatedBytes();
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            run(stream, layouts, FRAMES, FRAMES);
            final long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertEquals(0, faults);
            assertTrue(allocated < FEW_BYTES, () -> allocated + " bytes allocated");
        }
    }
}
