package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A consumer that is wrong on purpose: the torn frames that it takes prove that the other tests could see one. */
@JCStressTest
@Description("Counter-example: no second look at the commit word. Torn frames are expected.")
@Outcome(id = Reader.ACCEPTED, expect = Expect.ACCEPTABLE, desc = "The frame, whole.")
@Outcome(id = Reader.DROPPED, expect = Expect.ACCEPTABLE, desc = "The writer was there.")
@Outcome(id = Reader.TORN, expect = Expect.ACCEPTABLE_INTERESTING, desc = "A torn frame, seen as it should be.")
@State
public class CounterExampleOneLook {

    private static final Reader READER = new Reader();

    private final long first = SharedRing.claim();

    /** The frame is there when both meet. */
    public CounterExampleOneLook() {
        Frame.write(first);
    }

    /** The producer comes round. */
    @Actor
    public void write() {
        Frame.write(SharedRing.after(first, 1));
    }

    /**
     * The consumer looks once.
     *
     * @param result what it took for the frame.
     */
    @Actor
    public void read(final L_Result result) {
        result.r1 = READER.readWithoutSecondLook(first);
    }
}
