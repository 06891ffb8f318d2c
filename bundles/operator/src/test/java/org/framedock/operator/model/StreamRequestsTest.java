package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.framedock.operator.FakeDock;
import org.framedock.operator.StreamControl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamRequestsTest {

    private final FakeDock dock = new FakeDock();
    private final StreamRequests requests = new StreamRequests(() -> dock, null);

    @Test
    @DisplayName("a setting is added to those in force, and done when a source with it delivers")
    void shouldSet() {
        dock.settled = false;
        final StreamControl.Request request = requests.set("cam1", "gain", "2", false);
        assertEquals(List.of("swap cam1 pattern {gain=2, rate_hz=100}"), dock.calls);
        assertNull(request.outcome());
        dock.settled = true;
        assertEquals(new StreamControl.Outcome(true, "stream cam1: gain is 2 now"), request.outcome());
        dock.inForce = false;
        assertTrue(request.outcome().isDone(), "an outcome stays what it is");
    }

    @Test
    @DisplayName("a value that is refused is told with what would be accepted, and the former settings come back")
    void shouldGoBack() {
        dock.inForce = false;
        final StreamControl.Request request = requests.set("cam1", "rate_hz", "-5", false);
        assertNull(request.outcome());
        dock.objection = "rate_hz = -5 is not accepted: it has to be at least 0";
        assertEquals(new StreamControl.Outcome(false, "stream cam1 keeps its settings: " + dock.objection),
            request.outcome());
        assertEquals("swap cam1 pattern {}", dock.calls.get(1));
    }

    @Test
    @DisplayName("a wrong stream, kind or key is told with what there is, and nothing is asked of the dock")
    void shouldNameWhatThereIs() {
        assertEquals("there is no stream camX: it has to be one of cam1",
            requests.swap("camX", "pattern", Map.of()).outcome().text());
        assertEquals("no source of kind foo is there: it has to be one of broken, pattern",
            requests.swap("cam1", "foo", Map.of()).outcome().text());
        assertFalse(requests.set("cam1", "a b", "1", false).outcome().isDone());
        assertFalse(requests.set("cam1", "source", "x", false).outcome().isDone());
        assertFalse(requests.set("cam1", "gain", "1", true).outcome().isDone(), "nowhere to save");
        assertEquals(List.of(), dock.calls);
        assertTrue(new StreamRequests(() -> null, null).stop("cam1").outcome().text().startsWith("nothing in this"));
    }

    @Test
    @DisplayName("stop is done when nothing writes any more, start when a source delivers, or fails at once")
    void shouldStopAndStart() {
        final StreamControl.Request stop = requests.stop("cam1");
        assertNull(stop.outcome());
        dock.state = StreamState.IDLE;
        dock.detail = StreamDetail.STOPPED_BY_OPERATOR;
        assertTrue(stop.outcome().isDone());
        dock.inForce = false;
        final StreamControl.Request start = requests.start("cam1");
        assertNull(start.outcome());
        dock.state = StreamState.FAULTED;
        dock.text = "no such pattern";
        assertEquals("stream cam1 does not start: no such pattern", start.outcome().text());
        dock.state = StreamState.IDLE;
        dock.detail = StreamDetail.SOURCE_MISSING;
        assertFalse(requests.start("cam1").outcome().isDone());
    }
}
