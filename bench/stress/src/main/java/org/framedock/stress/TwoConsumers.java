package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** W-14 with two consumers at once. Needs a third processor; jcstress leaves it out where there is none. */
@JCStressTest
@Description("W-14: two consumers read a frame that is being overwritten.")
@Outcome(id = {"accepted, accepted", "accepted, dropped", "dropped, accepted", "dropped, dropped"},
    expect = Expect.ACCEPTABLE, desc = "Whole frames or counted drops.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A torn, foreign or stale frame was accepted.")
@State
public class TwoConsumers {

    private static final Reader OLD = new Reader();
    private static final Reader NEW = new Reader();

    private final long first = SharedRing.claim();

    /** The slot holds a frame when the three meet. */
    public TwoConsumers() {
        Frame.write(first);
    }

    /** The producer comes round. */
    @Actor
    public void write() {
        Frame.write(SharedRing.after(first, 1));
        Frame.write(SharedRing.after(first, 2));
    }

    /**
     * One consumer has the descriptor of the first frame.
     *
     * @param result what became of it.
     */
    @Actor
    public void readOld(final LL_Result result) {
        result.r1 = OLD.read(first);
    }

    /**
     * The other one takes what is there.
     *
     * @param result what became of it.
     */
    @Actor
    public void readNew(final LL_Result result) {
        result.r2 = NEW.readNewest(SharedRing.CONSUMER.ring().slotOf(first));
    }
}
