package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A page that is left open for days, by as many requests as it makes in that time, or enough to see what grows. */
class PageForDaysTest {

    private static final int WARM_UP = 150;
    private static final int ROUNDS = 600;
    private static final int ROUNDS_FOR_A_PICTURE = 30;
    private static final int REFRESHES = 250;
    /** Of three requests a round: two hundred bytes kept by each would be seen. */
    private static final long MOST_GROWTH_BYTES = 900_000;
    private static final long MOST_BROWSER_GROWTH_BYTES = 512 * 1024;
    private static final Pattern CLASS = Pattern.compile("^ *\\d+: +(\\d+) +\\d+  (\\S+)");

    private final PageScene scene = new PageScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("thousands of requests, answered and refused, leave no session, no viewer and no connection behind")
    void shouldKeepNothingOfRequests() throws IOException {
        scene.start("port=0\n");
        ask(WARM_UP);
        final List<String> before = liveObjects();
        ask(ROUNDS);
        final List<String> after = liveObjects();
        final Map<String, Long> ours = counts(after, "org\\.framedock\\.(page|operator)\\..*");
        assertTrue(ours.containsKey("org.framedock.page.picture.Viewer"), "nothing was counted: " + ours);
        final Map<String, Long> grown = new TreeMap<>(ours);
        final Map<String, Long> earlier = counts(before, "org\\.framedock\\.(page|operator)\\..*");
        grown.values().removeIf(count -> count < 100);
        grown.entrySet().removeIf(each -> each.getValue() < 2 * earlier.getOrDefault(each.getKey(), 0L));
        assertEquals(Map.of(), grown, "kept from requests");
        assertEquals(1, ours.get("org.framedock.page.picture.Viewer"), ours.toString());
        assertEquals(Map.of(), counts(after, "org\\.eclipse\\.jetty\\.session\\.ManagedSession"));
        final long connections = counts(after, "org\\.eclipse\\.jetty\\.server\\.internal\\.HttpConnection")
            .values().stream().mapToLong(Long::longValue).sum();
        assertTrue(connections <= 8, connections + " connections are kept");
        final long growthBytes = totalBytes(after) - totalBytes(before);
        assertTrue(growthBytes < MOST_GROWTH_BYTES, "live objects grew by " + growthBytes + " bytes");
    }

    private void ask(final int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            assertEquals(200, scene.get("/api/snapshot").statusCode());
            assertEquals(200, scene.get("/metrics").statusCode());
            assertEquals(404, scene.get("/api/streams/none" + i + "/picture").statusCode());
            if (i % ROUNDS_FOR_A_PICTURE == 0) {
                assertEquals(200, scene.get("/api/streams/cam1/picture?max=64").statusCode());
                assertEquals(401, scene.post("/api/streams/cam1/stop", "wrong" + i, "").statusCode());
                oneConnection();
            }
        }
    }

    private void oneConnection() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(scene.page()).getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
            assertTrue(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(" 200 "));
        }
    }

    /** What lives in the container once it has collected its garbage. */
    private List<String> liveObjects() {
        final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try (Program histogram = Program.start(scene.environment(), scene.folder().resolve("objects.txt"),
            List.of(jcmd.toString(), Long.toString(scene.container().pid()), "GC.class_histogram"))) {
            assertEquals(0, histogram.awaitExit(), histogram.output());
            return histogram.lines();
        }
    }

    private static Map<String, Long> counts(final List<String> lines, final String classes) {
        final Map<String, Long> found = new TreeMap<>();
        for (final String line : lines) {
            final Matcher told = CLASS.matcher(line);
            if (told.find() && told.group(2).matches(classes)) {
                found.merge(told.group(2), Long.parseLong(told.group(1)), Long::sum);
            }
        }
        return found;
    }

    private static long totalBytes(final List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("Total")).flatMap(line -> Stream.of(line.split(" +")))
            .filter(word -> word.matches("\\d+")).mapToLong(Long::parseLong).max().orElseThrow();
    }

    @Test
    @DisplayName("a browser that refreshes page and picture hundreds of times keeps neither elements nor memory")
    void shouldNotGrowInABrowser() throws IOException {
        assumeTrue(PageScene.isInstalled(PageScene.BROWSER), PageScene.NO_BROWSER);
        scene.start("port=0\n");
        try (BrowserTab tab = BrowserTab.open(scene.environment(), scene.folder(), scene.page() + "/#cam1")) {
            tab.awaitText("picture-text", "frame \\d+ .*, 1024x512 of 1024x512 shown");
            // A small picture is drawn sooner, and only the number of them counts here.
            tab.run("document.getElementById('view').style.width = '64px'");
            // Days in seconds: nothing is waited for, and a picture once seen is given again and again.
            tab.run("""
                window.test = {snapshots: 0, pictures: 0, parked: [], isHalted: false};
                {
                  const {fetch: ask, setTimeout: wait} = window;
                  const patience = AbortSignal.timeout.bind(AbortSignal);
                  let kept = null;
                  AbortSignal.timeout = ms => patience(Math.min(ms, 2000));
                  window.setTimeout = (then, ms) => test.isHalted ? test.parked.push(then) : wait(then, 0);
                  window.fetch = async (address, options) => {
                    if (!address.includes('/picture')) {
                      test.snapshots++;
                      return ask(address, options);
                    }
                    test.pictures++;
                    if (!kept) {
                      const answer = await ask(address, options);
                      kept = {headers: [...answer.headers], body: await answer.arrayBuffer()};
                    }
                    return new Response(kept.body.slice(0), {headers: kept.headers});
                  };
                  test.halt = () => { test.isHalted = true; test.haltedAt = performance.now(); };
                  test.goOn = () => { test.isHalted = false; test.parked.splice(0).forEach(then => then()); };
                }
                """.replace("\n", " "));
            final long[] before = figures(tab, WARM_UP);
            final long[] after = figures(tab, WARM_UP + REFRESHES);
            assertTrue(after[0] - before[0] < MOST_BROWSER_GROWTH_BYTES,
                "heap from " + before[0] + " to " + after[0] + " bytes");
            assertTrue(after[1] - before[1] < REFRESHES / 10, "nodes from " + before[1] + " to " + after[1]);
            assertTrue(after[2] - before[2] < REFRESHES / 10, "listeners from " + before[2] + " to " + after[2]);
        }
    }

    /** Bytes, nodes and listeners that live after so many refreshes, once no request is under way. */
    private static long[] figures(final BrowserTab tab, final int refreshes) {
        awaitTrue(tab, "test.snapshots >= " + refreshes + " && test.pictures >= " + refreshes);
        tab.run("test.halt()");
        awaitTrue(tab, "test.parked.length >= 2 && performance.now() - test.haltedAt > 2000");
        tab.command("HeapProfiler.collectGarbage", "");
        tab.command("HeapProfiler.collectGarbage", "");
        final long[] figures = {number(tab.command("Runtime.getHeapUsage", ""), "usedSize"),
            number(tab.command("Memory.getDOMCounters", ""), "nodes"),
            number(tab.command("Memory.getDOMCounters", ""), "jsEventListeners")};
        tab.run("test.goOn()");
        return figures;
    }

    private static void awaitTrue(final BrowserTab tab, final String script) {
        final String[] last = new String[1];
        Await.until(() -> script + " does not come true: " + last[0] + tab.run("JSON.stringify(test)"), 120, () -> {
            last[0] = tab.run(script);
            return last[0].contains("\"value\":true");
        });
    }

    private static long number(final String json, final String key) {
        final Matcher told = Pattern.compile("\"" + key + "\": *(\\d+)").matcher(json);
        assertTrue(told.find(), key + " is not in " + json);
        return Long.parseLong(told.group(1));
    }
}
