package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A producer that is wrong on purpose: the torn frames that its consumer takes prove that the other tests could. */
@JCStressTest
@Description("Counter-example: the writing word is left out. Torn frames are expected.")
@Outcome(id = Reader.ACCEPTED, expect = Expect.ACCEPTABLE, desc = "The frame, whole.")
@Outcome(id = Reader.DROPPED, expect = Expect.ACCEPTABLE, desc = "The writer was there.")
@Outcome(id = Reader.TORN, expect = Expect.ACCEPTABLE_INTERESTING, desc = "A torn frame, seen as it should be.")
@State
public class CounterExampleNoWritingWord {

    private static final Reader READER = new Reader();

    private final long first = SharedRing.claim();

    /** The frame is there when both meet. */
    public CounterExampleNoWritingWord() {
        Frame.write(first);
    }

    /** The producer comes round without a word, until it commits. */
    @Actor
    public void write() {
        final long seq = SharedRing.after(first, 1);
        Frame.fill(seq);
        Frame.writeHeader(seq);
        SharedRing.PRODUCER.ring().commit(seq);
    }

    /**
     * The consumer does all that it should.
     *
     * @param result what it took for the frame.
     */
    @Actor
    public void read(final L_Result result) {
        result.r1 = READER.read(first);
    }
}
