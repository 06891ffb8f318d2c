package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** W-14, W-15: a consumer takes whatever frame the slot holds, twice, while the producer laps it. */
@JCStressTest
@Description("W-14 W-15: whatever frame a slot holds is taken twice while the slot is reused.")
@Outcome(id = {"accepted, accepted", "accepted, dropped", "dropped, accepted", "dropped, dropped"},
    expect = Expect.ACCEPTABLE, desc = "Whole frames or counted drops.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A torn, foreign or stale frame was accepted.")
@State
public class NewestFrame {

    private static final Reader READER = new Reader();

    private final long first = SharedRing.claim();

    /** The slot holds a frame when both meet. */
    public NewestFrame() {
        Frame.write(first);
    }

    /** The producer comes round. */
    @Actor
    public void write() {
        Frame.write(SharedRing.after(first, 1));
        Frame.write(SharedRing.after(first, 2));
        Frame.write(SharedRing.after(first, 3));
    }

    /**
     * The consumer takes what is there, and again; the word of a slot never falls.
     *
     * @param result what became of both.
     */
    @Actor
    public void read(final LL_Result result) {
        final int slot = SharedRing.CONSUMER.ring().slotOf(first);
        result.r1 = READER.readNewest(slot);
        final long word = SharedRing.CONSUMER.ring().commitWord(slot);
        result.r2 = READER.readNewest(slot);
        if (SharedRing.CONSUMER.ring().commitWord(slot) < word) {
            result.r2 = Reader.STALE;
        }
    }
}
