package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** W-14: a consumer follows the descriptor of a committed frame while the producer laps it twice. */
@JCStressTest
@Description("W-14: the frame of a descriptor is overwritten twice while it is being read.")
@Outcome(id = Reader.ACCEPTED, expect = Expect.ACCEPTABLE, desc = "The frame, whole.")
@Outcome(id = Reader.DROPPED, expect = Expect.ACCEPTABLE, desc = "The writer was there: a counted drop.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A torn or foreign frame was accepted.")
@State
public class OverwrittenFrame {

    private static final Reader READER = new Reader();

    private final long first = SharedRing.claim();

    /** The frame is there when both meet. */
    public OverwrittenFrame() {
        Frame.write(first);
    }

    /** The producer comes round. */
    @Actor
    public void write() {
        Frame.write(SharedRing.after(first, 1));
        Frame.write(SharedRing.after(first, 2));
    }

    /**
     * The consumer has the descriptor of the first frame.
     *
     * @param result what became of it.
     */
    @Actor
    public void read(final L_Result result) {
        result.r1 = READER.read(first);
    }
}
