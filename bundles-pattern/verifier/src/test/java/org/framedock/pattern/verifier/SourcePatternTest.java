package org.framedock.pattern.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.client.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pattern a frame is held against when the sources of its stream change. */
class SourcePatternTest {

    private static final List<String> ALL = List.of("counter", "interop", "aravis", "simulator");

    private final Map<Integer, Metadata> known = new HashMap<>();
    private int questions;
    /** The pattern that the bytes of the frame hold. */
    private String held;
    private final SourcePattern pattern = new SourcePattern(
        holds("counter"), holds("interop"), holds("aravis"), holds("simulator"));

    private FrameCheck holds(final String name) {
        return frame -> name.equals(held);
    }

    private void follow() {
        pattern.follow(version -> {
            questions++;
            return known.get(version);
        });
    }

    private void says(final int version, final String name) {
        known.put(version, Metadata.builder(name, "").build());
    }

    private boolean isRight(final String frame, final long epoch, final int version) {
        held = frame;
        return pattern.checkOf(epoch, version).isRight(null);
    }

    @ParameterizedTest
    @CsvSource({"pattern, counter interop", "Aravis Fake, aravis", "Framedock Simulator, simulator"})
    void shouldHoldFramesAgainstThePatternOfTheirSource(final String source, final String right) {
        follow();
        says(1, source);
        for (final String frame : ALL) {
            assertEquals(right.contains(frame), isRight(frame, 7, 1), frame + " of " + source);
        }
        assertFalse(isRight("noise", 7, 1));
    }

    @Test
    void shouldCallFramesOfAnUnknownSourceWrong() {
        follow();
        says(1, "Somebody's Camera");
        for (final String frame : ALL) {
            assertFalse(isRight(frame, 7, 1), frame);
        }
    }

    @Test
    void shouldAcceptAnyKnownPatternUntilMetadataComes() {
        for (final String frame : ALL) {
            assertTrue(isRight(frame, 7, Metadata.NO_VERSION), frame + " before anything can be asked");
        }
        follow();
        for (final String frame : ALL) {
            assertTrue(isRight(frame, 7, 1), frame);
        }
        assertFalse(isRight("noise", 7, 1));
        says(1, "pattern");
        assertTrue(isRight("counter", 7, 1));
        assertFalse(isRight("aravis", 7, 1), "as soon as the metadata is there, it counts");
    }

    @Test
    void shouldAskOncePerVersionAndEpoch() {
        follow();
        says(1, "pattern");
        says(2, "Aravis Fake");
        for (int i = 0; i < 100; i++) {
            assertTrue(isRight("counter", 7, 1));
        }
        assertEquals(1, questions);
        assertTrue(isRight("aravis", 7, 2), "another source with a new version");
        assertFalse(isRight("counter", 7, 2));
        assertEquals(2, questions);
        assertTrue(isRight("counter", 7, 1), "a late frame of the earlier source");
        says(1, "Framedock Simulator");
        assertTrue(isRight("simulator", 8, 1), "a new epoch begins its versions anew");
        assertFalse(isRight("counter", 8, 1));
        assertEquals(4, questions);
    }
}
