package org.framedock.page.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.operator.Health;
import org.framedock.page.picture.Viewers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final String SECRET = "0123456789abcdef";
    private static final String LOCAL = "127.0.0.1";

    private final TestOperator operator = new TestOperator();
    private final Routes routes = new Routes(operator, operator, new Viewers(() -> {
        throw Viewers.notNow("no driver in this test");
    }), new Gate(new Token(SECRET)::isIn, List.of("lab.example")));

    private Answer call(final String method, final String address, final String form, final String remote,
        final String... headers) {
        final Map<String, String> all = new HashMap<>(Map.of("host", "127.0.0.1:8088"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        all.values().removeIf(String::isEmpty);
        final String[] parts = address.split("\\?", 2);
        try {
            return routes.answer(new Call(method, parts[0], Parameters.parse(parts.length == 1 ? "" : parts[1]),
                Parameters.parse(form), all, remote, "192.168.1.5".equals(remote) ? "192.168.1.5" : LOCAL));
        } catch (final Parameters.WrongException wrong) {
            return Answer.error(Answer.BAD_REQUEST, wrong.getMessage());
        }
    }

    private Answer get(final String address, final String... headers) {
        return call("GET", address, "", LOCAL, headers);
    }

    private Answer post(final String address, final String form, final String... headers) {
        return call("POST", address, form, LOCAL, headers);
    }

    private static String text(final Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String bearer(final String secret) {
        return "Bearer " + secret;
    }

    @Test
    @DisplayName("from this machine everything can be read without the token, and nothing changed")
    void shouldNeedATokenForAChange() {
        assertEquals(Answer.OK, get("/").status());
        assertEquals(Answer.OK, get("/api/snapshot").status());
        assertEquals(Answer.UNAUTHORIZED, post("/api/streams/cam1/stop", "").status());
        assertEquals(Answer.UNAUTHORIZED,
            post("/api/streams/cam1/stop", "", "authorization", bearer("0123456789abcdeF")).status());
        assertEquals(Answer.UNAUTHORIZED, post("/api/streams/cam1/stop", "", "authorization", "Bearer").status());
        assertEquals(Answer.UNAUTHORIZED, post("/api/streams/cam1/stop", "", "authorization", "Basic ###").status());
        assertTrue(operator.asked.isEmpty());
        assertEquals(Answer.OK, post("/api/streams/cam1/stop", "", "authorization", bearer(SECRET)).status());
        assertEquals(List.of("stop cam1"), operator.asked);
    }

    @Test
    @DisplayName("another machine needs the token for everything, also behind a proxy of this machine")
    void shouldNeedATokenFromElsewhere() {
        for (final String path : new String[] {"/", "/page.js", "/api/snapshot", "/metrics", "/health/live"}) {
            final Answer refused = call("GET", path, "", "192.168.1.7");
            assertEquals(Answer.UNAUTHORIZED, refused.status(), path);
            assertEquals(Answer.UNAUTHORIZED, get(path, "x-forwarded-for", "10.0.0.1").status(), path);
            assertEquals(Answer.OK, call("GET", path, "", "192.168.1.7", "authorization", bearer(SECRET)).status());
            // The user's dialogue of a browser.
            assertEquals(Answer.OK, call("GET", path, "", "192.168.1.7", "authorization",
                "Basic OjAxMjM0NTY3ODlhYmNkZWY=").status());
        }
    }

    @Test
    @DisplayName("a Host that is not this machine is refused, so that no other site's name leads here")
    void shouldRefuseOtherHosts() {
        for (final String host : new String[] {"evil.example", "evil.example:8088", "127.0.0.1.evil.example", "8.8.8.8",
            "[2001:db8::1]:80", "", "127.0.0.1@evil.example"}) {
            assertEquals(Answer.MISDIRECTED, get("/api/snapshot", "host", host).status(), host);
        }
        for (final String host : new String[] {"localhost:8088", "LOCALHOST", "127.0.0.1", "[::1]:8088",
            "lab.example:80"}) {
            assertEquals(Answer.OK, get("/api/snapshot", "host", host).status(), host);
        }
        assertEquals(Answer.UNAUTHORIZED,
            call("GET", "/api/snapshot", "", "192.168.1.5", "host", "192.168.1.5:8088").status());
    }

    @Test
    @DisplayName("a change from another site's page is refused even with the token")
    void shouldRefuseOtherOrigins() {
        for (final String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:9999",
            "http://localhost:8088"}) {
            assertEquals(Answer.FORBIDDEN, post("/api/streams/cam1/stop", "", "authorization", bearer(SECRET),
                "origin", origin).status(), origin);
        }
        assertEquals(Answer.FORBIDDEN, post("/api/streams/cam1/stop", "", "authorization", bearer(SECRET),
            "sec-fetch-site", "cross-site").status());
        assertTrue(operator.asked.isEmpty());
        assertEquals(Answer.OK, post("/api/streams/cam1/stop", "", "authorization", bearer(SECRET),
            "origin", "http://127.0.0.1:8088", "sec-fetch-site", "same-origin").status());
    }

    @Test
    @DisplayName("what is not there is answered with what is")
    void shouldNameWhatThereIs() {
        final Answer unknown = get("/api/streams/cam9/picture");
        assertEquals(Answer.NOT_FOUND, unknown.status());
        assertTrue(text(unknown).contains("there is no stream 'cam9'; there are: cam1"), text(unknown));
        for (final String path : new String[] {"/../etc/passwd", "/static/page.js", "/page.js/", "//page.js",
            "/api/streams/cam1/../cam1/picture", "/api/streams/cam1", "/api/streams/", "/page.js\0", "/%2e%2e/"}) {
            assertEquals(Answer.NOT_FOUND, get(path).status(), path);
        }
        assertTrue(text(get("/nothing")).contains("/health/ready, /metrics"));
        assertEquals(Answer.METHOD_NOT_ALLOWED, get("/api/streams/cam1/stop").status());
        assertEquals(Answer.METHOD_NOT_ALLOWED, call("PUT", "/", "", LOCAL).status());
        assertEquals(Answer.METHOD_NOT_ALLOWED, call("TRACE", "/", "", LOCAL).status());
    }

    @Test
    @DisplayName("a wrong parameter is answered with what is accepted")
    void shouldNameWhatIsAccepted() {
        assertWrong("max = '0' has to be a whole number from 1 to 2048", "max=0");
        assertWrong("max = 'x' has to be a whole number", "max=x");
        assertWrong("stretch = 'log' has to be one of none, fixed, minmax, percentile", "stretch=log");
        assertWrong("low = 9 has to be less than high = 9", "low=9&high=9");
        assertWrong("low = 0 has to be less than high = -2.5", "high=-2.5");
        assertWrong("low = '0x1' has to be a number, such as", "low=0x1&high=9");
        assertWrong("one of them has to say", "low=9&stretch=minmax");
        assertWrong("parameter 'maximum' is unknown; accepted are max, low", "maximum=5");
        assertWrong("parameter 'max' is there twice", "max=5&max=6");
        assertWrong("a % has to be followed", "max=%zz");
        assertEquals(Answer.BAD_REQUEST, get("/api/streams/cam1/pixel?x=1").status());
    }

    private void assertWrong(final String text, final String query) {
        final Answer answer = get("/api/streams/cam1/picture?" + query);
        assertEquals(Answer.BAD_REQUEST, answer.status(), text(answer));
        assertTrue(text(answer).contains(text), text(answer));
    }

    @Test
    @DisplayName("swap and set carry their settings; a refused one is answered with the source's own words")
    void shouldChangeSettings() {
        final String[] token = {"authorization", bearer(SECRET)};
        assertEquals(Answer.OK, post("/api/streams/cam1/swap", "kind=replay&setting.path=a%20b", token).status());
        assertEquals(Answer.OK, post("/api/streams/cam1/set", "key=rate_hz&value=10&save=true", token).status());
        assertEquals(List.of("swap cam1 replay {path=a b}", "set cam1 rate_hz=10 true"), operator.asked);
        operator.isDone = false;
        final Answer refused = post("/api/streams/cam1/set", "key=rate_hz&value=x", token);
        assertEquals(Answer.BAD_REQUEST, refused.status());
        assertTrue(text(refused).contains("rate_hz = 'x' has to be a number"));
        assertEquals(Answer.BAD_REQUEST, post("/api/streams/cam1/set", "key=rate_hz", token).status());
        assertEquals(Answer.BAD_REQUEST, post("/api/streams/cam1/swap", "kind=a&path=b", token).status());
        assertEquals(Answer.NOT_FOUND, post("/api/streams/cam1/explode", "", token).status());
    }

    @Test
    @DisplayName("live is 200 as long as it answers; ready is 503 with the reasons unless all is well")
    void shouldTellHealth() {
        assertEquals(Answer.OK, get("/health/ready").status());
        operator.health = new Health(Health.Level.DEGRADED,
            List.of(new Health.Reason(true, "stream cam1", "is gone", "look for it")));
        assertEquals(Answer.OK, get("/health/live").status());
        assertEquals(Answer.UNAVAILABLE, get("/health/ready").status());
        assertTrue(text(get("/health/ready")).contains("is gone"));
    }

    @Test
    @DisplayName("a failure of this side is told without a trace of it")
    void shouldHideFailures() {
        final Routes broken = new Routes(null, operator, null, new Gate(new Token(SECRET)::isIn, List.of()));
        final Answer answer = broken.answer(new Call("GET", "/api/snapshot", Map.of(), Map.of(),
            Map.of("host", "localhost"), LOCAL, LOCAL));
        assertEquals(Answer.INTERNAL, answer.status());
        assertFalse(text(answer).contains("Exception"), text(answer));
    }
}
