package org.framedock.bench.limits;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of slots in a file of shared memory, without anything of ours, and a frame to be copied into it. How fast that
 * is done here is the most that a copying producer can reach; how fast it is read, the most of a reading consumer. One
 * thread.
 */
public final class RingMemory implements AutoCloseable {

    private static final int CACHE_LINE_BYTES = 64;
    private static final int PAGE_BYTES = 4096;
    private static final int BYTES_BETWEEN_LOOKS = 1024 * 1024;
    private static final double SECOND_NS = 1e9;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer frame;
    private final long ring;
    private final int payloadBytes;
    private final int slots;
    private final int framesBetweenLooks;
    private long sink;

    /**
     * Makes the file and touches every page.
     *
     * @param file         that does not exist, on a file system in memory.
     * @param payloadBytes size of a frame and of a slot.
     * @param slots        of the ring.
     * @param hugePages    whether the kernel is asked for huge pages.
     */
    public RingMemory(final Path file, final int payloadBytes, final int slots, final boolean hugePages) {
        this.payloadBytes = payloadBytes;
        this.slots = slots;
        this.framesBetweenLooks = Math.max(1, BYTES_BETWEEN_LOOKS / Math.max(CACHE_LINE_BYTES, payloadBytes));
        final long bytes = (long)payloadBytes * slots;
        mapped = IoUtil.mapNewFile(file.toFile(), bytes, false);
        IoUtil.deleteIfExists(file.toFile());
        ring = BufferUtil.address(mapped);
        if (hugePages) {
            LibC.c().madvise(ring, bytes, LibC.MADV_HUGEPAGE);
        }
        for (long at = 0; at < bytes; at += PAGE_BYTES) {
            UnsafeApi.putByte(ring + at, (byte)1);
        }
        frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(payloadBytes, PAGE_BYTES));
        frame.setMemory(0, payloadBytes, (byte)7);
    }

    /**
     * Whether the kernel has given huge pages to any shared memory, which it does only where the file system allows it.
     *
     * @return false if asking for them had no effect.
     */
    public static boolean areHugePagesInUse() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .anyMatch(line -> line.startsWith("ShmemHugePages") && !line.matches(".* 0 kB"));
        } catch (final IOException notLinux) {
            return false;
        }
    }

    /** Frames a second copied by {@code Unsafe.copyMemory}, as a buffer's {@code putBytes} does it. */
    public double copiedByUnsafe(final int forMs) {
        return timed(forMs, slot -> UnsafeApi.copyMemory(null, frame.addressOffset(), null, slot, payloadBytes));
    }

    /** Frames a second copied by the C library. */
    public double copiedByC(final int forMs) {
        final LibC.Functions c = LibC.c();
        return timed(forMs, slot -> c.memcpy(slot, frame.addressOffset(), payloadBytes));
    }

    /** Frames a second whose every byte is read. */
    public double read(final int forMs) {
        return timed(forMs, slot -> sink += MemoryScan.of(slot, payloadBytes));
    }

    /** Frames a second that one thread copies in and then reads, by the faster of both ways to copy. */
    public double copiedAndRead(final int forMs, final boolean byC) {
        final LibC.Functions c = LibC.c();
        return timed(forMs, slot -> {
            if (byC) {
                c.memcpy(slot, frame.addressOffset(), payloadBytes);
            } else {
                UnsafeApi.copyMemory(null, frame.addressOffset(), null, slot, payloadBytes);
            }
            sink += MemoryScan.of(slot, payloadBytes);
        });
    }

    private interface Step {
        void on(long slotAddress);
    }

    private double timed(final int forMs, final Step step) {
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + forMs * 1_000_000L;
        long frames = 0;
        long nowNs = beginNs;
        while (nowNs - endNs < 0) {
            for (int i = 0; i < framesBetweenLooks; i++) {
                step.on(ring + (frames % slots) * payloadBytes);
                frames++;
            }
            nowNs = System.nanoTime();
        }
        return frames * SECOND_NS / (nowNs - beginNs);
    }

    /**
     * What has been read.
     *
     * @return a sum, so that reading is not compiled away.
     */
    public long sink() {
        return sink;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
