package org.framedock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.framedock.operator.OperatorVerbs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerbsTest {

    private final Verbs verbs = new Verbs();

    @Test
    @DisplayName("a verb passes its words on and shows what is said, on whichever output")
    void shouldPassWordsOn() {
        final List<List<String>> heard = new ArrayList<>();
        verbs.operator = words -> {
            heard.add(words);
            return () -> new OperatorVerbs.Answer(1, "out\n", "err\n");
        };
        assertEquals("out\nerr", verbs.set("cam1", "gain", "2", "--save"));
        assertEquals("out\nerr", verbs.deployed());
        assertEquals(List.of(List.of("set", "cam1", "gain", "2", "--save"), List.of("plugins")), heard);
    }

    @Test
    @DisplayName("a verb waits for its outcome")
    void shouldWait() {
        final int[] asked = {0};
        verbs.operator = words -> () -> ++asked[0] < 3 ? null : new OperatorVerbs.Answer(0, "done\n", "");
        assertEquals("done", verbs.swap("cam1", "pattern"));
        assertEquals(3, asked[0]);
    }

    @Test
    @DisplayName("without the operator's bundle a verb says so")
    void shouldSayThatOperatorIsMissing() {
        assertEquals("not available: bundle org.framedock.operator is not active", verbs.streams());
    }
}
