package org.framedock.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The producer's side of a run between two processes: the consumer's process, the blackboard, and the senders, whose
 * leases are kept while the other side is waited for. The producer's thread.
 */
public final class Partner implements AutoCloseable {

    private static final long END_S = 5;
    private static final long PAUSE_NS = 100_000;
    private static final double SECOND_NS = 1e9;

    private final Blackboard board;
    private final Process process;
    private final Senders senders;

    private Partner(final Blackboard board, final Process process, final Senders senders) {
        this.board = board;
        this.process = process;
        this.senders = senders;
    }

    /**
     * Starts the consumer's process and waits until both sides have their leases.
     *
     * @param senders   of this side.
     * @param directory of the stage.
     * @param launcher  starts a consumer's process for a blackboard.
     * @return both sides, to be closed by the caller.
     * @throws IOException if the process does not start.
     */
    public static Partner start(
        final Senders senders, final Path directory, final Function<Path, ProcessBuilder> launcher)
        throws IOException {
        final Path file = directory.resolve("blackboard");
        final Blackboard board = Blackboard.create(file);
        final Partner partner = new Partner(board, launcher.apply(file)
            .redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(),
            senders);
        try {
            board.awaitReady(partner::meanwhile);
            return partner;
        } catch (final RuntimeException e) {
            partner.close();
            throw e;
        }
    }

    private void meanwhile() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the consumer's process has ended: " + process.exitValue());
        }
        senders.doWork();
    }

    /** Consumers sleep between frames until something else is said. */
    public void rest() {
        board.order(Blackboard.REST, this::meanwhile);
    }

    /** Consumers are as fast as they can; nothing is counted. */
    public void run() {
        board.order(Blackboard.RUN, this::meanwhile);
    }

    /** Counting begins. */
    public void begin() {
        board.order(Blackboard.BEGIN, this::meanwhile);
    }

    /** Counting ends; {@link #board} has the results. */
    public void end() {
        board.order(Blackboard.END, this::meanwhile);
    }

    /**
     * What keeping the leases allocates on the threads of both sides. The consumers rest afterwards.
     *
     * @return bytes a second.
     */
    public double allocatedWhileIdle() {
        rest();
        begin();
        final long beforeBytes = Allocation.bytes();
        final long beginNs = System.nanoTime();
        while (System.nanoTime() - beginNs < Allocation.IDLE_NS) {
            senders.doWork();
            LockSupport.parkNanos(PAUSE_NS);
        }
        final long bytes = Allocation.bytes() - beforeBytes;
        final double seconds = (System.nanoTime() - beginNs) / SECOND_NS;
        end();
        rest();
        return (bytes + board.result(Blackboard.ALLOCATED_BYTES)) / seconds;
    }

    /**
     * Whether every consumer of the first stream has read so far.
     *
     * @param sequence the one after the last to be read.
     * @return false while one has not.
     */
    public boolean hasRead(final long sequence) {
        return board.readTo(0) >= sequence;
    }

    /**
     * The blackboard.
     *
     * @return as long as the partner is open.
     */
    public Blackboard board() {
        return board;
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                board.order(Blackboard.QUIT, () -> { });
            }
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            board.close();
        }
    }
}
