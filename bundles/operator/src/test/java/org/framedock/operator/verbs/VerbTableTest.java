package org.framedock.operator.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.framedock.operator.Await;
import org.framedock.operator.FakeDock;
import org.framedock.operator.OperatorVerbs;
import org.framedock.operator.ProcessView;
import org.framedock.operator.model.Services;
import org.framedock.operator.model.StreamRequests;
import org.framedock.operator.model.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerbTableTest {

    private final FakeDock dock = new FakeDock();
    private final Watch watch = new Watch(new Services(() -> dock, () -> null, () -> null),
        new ProcessView(77, ProcessView.Kind.CONTAINER, "/home/lab", 0, 0, "0.1.0", "17"));
    private final VerbTable verbs = new VerbTable(watch, new StreamRequests(() -> dock, null));

    @AfterEach
    void close() {
        watch.close();
    }

    private OperatorVerbs.Answer run(final String... words) throws Exception {
        final OperatorVerbs.Pending pending = verbs.run(List.of(words));
        Await.until(String.join(" ", words), () -> pending.answer() != null);
        return pending.answer();
    }

    @Test
    @DisplayName("each verb shows a table for people, and one line of JSON for programs")
    void shouldShow() throws Exception {
        for (final String verb : List.of("status", "streams", "leases", "sources", "devices", "plugins", "top")) {
            final OperatorVerbs.Answer table = run(verb);
            assertEquals(0, table.code(), verb);
            assertTrue(table.out().endsWith("\n"), verb);
            assertEquals("", table.err(), verb);
            final OperatorVerbs.Answer json = run(verb, "--json");
            assertTrue(json.out().matches("(?s)[\\[{].*[\\]}]\n"), verb);
            assertEquals(1, json.out().lines().count(), verb);
        }
        assertTrue(run("status").out().startsWith("container pid 77 in /home/lab, up "));
        assertTrue(run("streams", "cam1").out().contains("format     UINT8 640x1024 Mono8, 655360 bytes"));
        assertTrue(run("streams", "cam1", "--json").out().startsWith("{\"name\":\"cam1\","));
    }

    @Test
    @DisplayName("what a plugin says cannot move the terminal's cursor")
    void shouldNotLetTextsMoveTheCursor() throws Exception {
        dock.text = "a\u001b[2J\nb";
        Await.until("the text", () -> run("streams").out().contains("a [2J b"));
        assertFalse(run("streams", "cam1").out().contains("\u001b"));
        assertFalse(run("status").out().contains("\u001b"));
    }

    @Test
    @DisplayName("diag and health have the exit code of the health; without a driver it is not fine")
    void shouldCodeHealth() throws Exception {
        assertEquals(1, run("diag").code());
        assertEquals(1, run("health").code());
        assertTrue(run("diag").out().lines().count() >= 2);
    }

    @Test
    @DisplayName("requests have exit code 0 with what is now, or 1 with why not")
    void shouldAsk() throws Exception {
        assertEquals(new OperatorVerbs.Answer(0, "stream cam1: gain is 2 now\n", ""), run("set", "cam1", "gain", "2"));
        assertEquals(new OperatorVerbs.Answer(1, "", "there is no stream x: it has to be one of cam1\n"),
            run("stop", "x"));
        assertEquals(new OperatorVerbs.Answer(1,
            "{\"isDone\":false,\"text\":\"there is no stream x: it has to be one of cam1\"}\n", ""),
            run("stop", "x", "--json"));
        assertEquals("stream cam1 is fed by pattern now: pattern, 100 Hz\n",
            run("swap", "cam1", "pattern", "rate_hz=5", "folder=/a b").out());
        assertTrue(dock.calls.contains("swap cam1 pattern {folder=/a b, rate_hz=5}"));
    }

    @Test
    @DisplayName("wrong words are one line with what would be accepted, exit code 2")
    void shouldRefuseWrongWords() throws Exception {
        for (final String[] words : new String[][] {{}, {"bogus"}, {"streams", "a", "b"}, {"status", "x"}, {"start"},
            {"swap", "cam1"}, {"swap", "cam1", "pattern", "novalue"}, {"set", "cam1", "gain"}, {"diag", "x"},
            {"b\nogus"}}) {
            final OperatorVerbs.Answer answer = run(words);
            assertEquals(2, answer.code());
            assertEquals("", answer.out());
            assertEquals(1, answer.err().lines().count(), answer.err());
        }
        assertTrue(run("bogus").err().contains("it has to be one of status, streams"));
    }
}
