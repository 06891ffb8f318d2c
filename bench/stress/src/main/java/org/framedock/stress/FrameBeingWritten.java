package org.framedock.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** W-13: a consumer looks for a frame that is just being written over another one. */
@JCStressTest
@Description("W-13: a frame is looked for while it is being written over another one.")
@Outcome(id = Reader.ACCEPTED, expect = Expect.ACCEPTABLE, desc = "The frame, whole.")
@Outcome(id = Reader.DROPPED, expect = Expect.ACCEPTABLE, desc = "The writer was there: a counted drop.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A torn or foreign frame was accepted.")
@State
public class FrameBeingWritten {

    private static final Reader READER = new Reader();

    private final long first = SharedRing.claim();

    /** The slot holds an older frame when both meet. */
    public FrameBeingWritten() {
        Frame.write(first);
    }

    /** The producer writes the frame. */
    @Actor
    public void write() {
        Frame.write(SharedRing.after(first, 1));
    }

    /**
     * The consumer looks for that frame.
     *
     * @param result what became of it.
     */
    @Actor
    public void read(final L_Result result) {
        result.r1 = READER.read(SharedRing.after(first, 1));
    }
}
