package org.framedock.bench.load;

import java.nio.file.Path;
import org.framedock.bench.limits.RingMemory;

/**
 * The machine's limit that applies to a scenario's bytes, measured in the same process right before each repeat, so
 * that a machine that slows down slows both. Copied frames are bound by copying, read ones by reading; one thread that
 * does both is bound by both together, two threads by the slower.
 */
final class CopyBound implements AutoCloseable {

    private static final int LIMIT_MS = 150;
    private static final int LEAST_BYTES = 4096;

    private final RingMemory ring;
    private final Scenario scenario;
    private final int forMs;

    private CopyBound(final RingMemory ring, final Scenario scenario) {
        this.ring = ring;
        this.scenario = scenario;
        this.forMs = Math.min(LIMIT_MS, scenario.effort().measureMs());
    }

    /** The bound, or null if the scenario moves no bytes worth speaking of. */
    static CopyBound of(final Scenario scenario, final Path directory) {
        final boolean moves = !scenario.inPlace() || scenario.reads();
        if (!moves || scenario.payloadBytes() < LEAST_BYTES || scenario.streams() > 1 || scenario.consumers() > 1) {
            return null;
        }
        return new CopyBound(
            new RingMemory(directory.resolve("limit"), scenario.payloadBytes(), scenario.slots(), false), scenario);
    }

    String name() {
        return scenario.inPlace() ? "read" : !scenario.reads() ? "copy" : scenario.twoProcesses()
            ? "slower of copy and read" : "copy and read";
    }

    /** Frames a second. */
    double measure() {
        if (scenario.inPlace()) {
            return ring.read(forMs);
        }
        final double byUnsafe = ring.copiedByUnsafe(forMs);
        final double byC = ring.copiedByC(forMs);
        final double copied = Math.max(byUnsafe, byC);
        if (!scenario.reads()) {
            return copied;
        }
        return scenario.twoProcesses() ? Math.min(copied, ring.read(forMs)) : ring.copiedAndRead(forMs, byC > byUnsafe);
    }

    @Override
    public void close() {
        ring.close();
    }
}
