package org.framedock.bench.load;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.framedock.bench.limits.Cores;
import org.framedock.client.TensorPoolClient;

/**
 * The consumer's process: polls all consumers on one thread, on the last core, follows the orders on the blackboard,
 * and tells how far it has read only when the producer may have to know.
 */
public final class ConsumerSide {

    private static final long REST_NS = 500_000;

    private final Scenario scenario;
    private final Blackboard board;
    private final FrameUse use;
    private long lastOrder;
    private long deliveredBefore;
    private long lostBefore;
    private long allocatedBefore;

    private ConsumerSide(final Scenario scenario, final Blackboard board, final FrameUse use) {
        this.scenario = scenario;
        this.board = board;
        this.use = use;
    }

    /**
     * Runs on the calling thread until the producer's side says that it is over.
     *
     * @param scenario  what is measured.
     * @param directory of the stage.
     * @param boardFile file of the blackboard.
     * @param use       what the first consumer does, null for what the scenario says.
     */
    public static void run(
        final Scenario scenario, final Path directory, final Path boardFile, final FrameUse use) {
        try (Blackboard board = Blackboard.open(boardFile);
            TensorPoolClient client = TensorPoolClient.connect(Stage.clientContext(directory))) {
            new ConsumerSide(scenario, board, use == null ? use(scenario) : use).serve(client);
        }
    }

    static FrameUse use(final Scenario scenario) {
        return scenario.reads() ? new ReadingUse() : new TouchingUse();
    }

    private void serve(final TensorPoolClient client) {
        final Receivers receivers = new Receivers(client, scenario, use);
        while (!receivers.areMapped()) {
            receivers.poll(System.nanoTime());
            LockSupport.parkNanos(REST_NS);
        }
        Cores.pinToLast();
        board.ready();
        final int streams = scenario.streams();
        final long[] told = new long[streams];
        while (true) {
            final int work = receivers.poll(System.nanoTime());
            if (work > 0) {
                for (int stream = 0; stream < streams; stream++) {
                    final long next = receivers.nextSequence(stream);
                    if (next != told[stream]) {
                        told[stream] = next;
                        board.readTo(stream, next);
                    }
                }
            }
            final long order = board.order();
            if (order != lastOrder) {
                if (Blackboard.verb(order) == Blackboard.QUIT) {
                    board.acknowledge(order);
                    return;
                }
                follow(order, receivers);
            }
            if (Blackboard.verb(lastOrder) == Blackboard.REST) {
                LockSupport.parkNanos(REST_NS);
            }
        }
    }

    private void follow(final long order, final Receivers receivers) {
        lastOrder = order;
        if (Blackboard.verb(order) == Blackboard.BEGIN) {
            deliveredBefore = receivers.delivered();
            lostBefore = receivers.lost();
            use.begin();
            allocatedBefore = Allocation.bytes();
        } else if (Blackboard.verb(order) == Blackboard.END) {
            board.result(Blackboard.ALLOCATED_BYTES, Allocation.bytes() - allocatedBefore);
            board.result(Blackboard.DELIVERED, receivers.delivered() - deliveredBefore);
            board.result(Blackboard.LOST, receivers.lost() - lostBefore);
            use.end(board);
        }
        board.acknowledge(order);
    }
}
