package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The live page, health and metrics of a real container, for programs and in a real browser. */
class PageTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final int MORE_CONNECTIONS_THAN_ALLOWED = 80;

    private final PageScene scene = new PageScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("pictures are taken of real frames, and neither the stream nor a reader beside loses one")
    void shouldShowAStreamWithoutCostingItAFrame() throws IOException {
        scene.start("port=0\n");
        try (Program consumer = Program.start(scene.environment(), "consumer",
            scene.home().resolve("config/driver.toml"), "--stream", "cam1", "--pattern", "counter", "--count", "100")) {
            int pictures = 0;
            while (consumer.isAlive()) {
                final HttpResponse<String> pixel = scene.get("/api/streams/cam1/pixel?x=1023&y=511");
                assertEquals(200, pixel.statusCode(), pixel.body());
                final Matcher told = Pattern.compile("\"sequence\":(\\d+)").matcher(pixel.body());
                assertTrue(told.find(), pixel.body());
                assertTrue(pixel.body().contains("\"value\":[" + Long.parseLong(told.group(1)) % 256 + "]"),
                    pixel.body());
                final HttpResponse<String> picture = scene.get("/api/streams/cam1/picture?max=256&stretch=minmax");
                assertEquals(200, picture.statusCode(), picture.body());
                assertEquals("image/png", picture.headers().firstValue("Content-Type").orElse(""));
                pictures++;
            }
            assertEquals(0, consumer.awaitExit(), consumer.output() + "\n" + scene.container().output());
            assertTrue(consumer.lastLine().startsWith("verified 100 frames, 0 bad, 0 gaps, 0 late"),
                consumer.lastLine());
            assertTrue(pictures > 0, "no picture was taken meanwhile");
        }
        final String metrics = scene.get("/metrics").body();
        assertTrue(Pattern.compile("^framedock_stream_latency_seconds\\{stream=\"cam1\",since=\"(published|captured)\","
            + "quantile=\"0.99\"\\} 0\\.\\d+$", Pattern.MULTILINE).matcher(metrics).find(), metrics);
        assertEquals(0, Pattern.compile("^framedock_stream_frames_lost_total\\{.*\\} [1-9]", Pattern.MULTILINE)
            .matcher(metrics).results().count(), metrics);
        Await.until(() -> "the page still reads though nobody looks:\n" + scene.get("/metrics").body(), 60,
            () -> scene.get("/metrics").body().contains("framedock_stream_consumers{stream=\"cam1\"} 0"));
        assertFalse(scene.threads().toString().contains("framedock-page-"), scene.threads().toString());
        assertFalse(scene.get("/metrics").body().contains("framedock_stream_latency_seconds{"), "nobody looks");
    }

    @Test
    @DisplayName("health, metrics, changes with and without the token, and bad requests are answered clearly")
    void shouldAnswerPrograms() throws IOException {
        scene.start("port=0\n");
        assertEquals(200, scene.get("/health/live").statusCode());
        final HttpResponse<String> ready = scene.get("/health/ready");
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("rate_hz = fast is not accepted"), ready.body());
        assertTrue(
            scene.get("/metrics").body().contains("framedock_stream_state{stream=\"cam1\",state=\"STREAMING\"} 1"));
        assertTrue(scene.get("/api/snapshot").body().contains("\"name\":\"cam3\""));

        assertEquals(401, scene.post("/api/streams/cam1/stop", "wrong", "").statusCode());
        final HttpResponse<String> refused =
            scene.post("/api/streams/cam1/set", scene.token(), "key=rate_hz&value=fast");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("rate_hz = fast is not accepted: it has to be"), refused.body());
        assertEquals(200, scene.post("/api/streams/cam1/set", scene.token(), "key=rate_hz&value=30").statusCode());
        assertEquals(200,
            scene.post("/api/streams/cam3/swap", scene.token(), "kind=pattern&setting.rate_hz=5").statusCode());
        assertEquals(415, scene.get("/api/streams/cam3/picture").statusCode());
        assertEquals(200, scene.post("/api/streams/cam2/stop", scene.token(), "").statusCode());
        final HttpResponse<String> stopped = scene.get("/api/streams/cam2/picture");
        assertEquals(503, stopped.statusCode());
        assertTrue(stopped.body().contains("stopped by an operator"), stopped.body());

        assertEquals(413, scene.post("/api/streams/cam1/set", scene.token(), "a".repeat(20_000)).statusCode());
        assertTrue(scene.get("/api/streams/cam9/picture").body().contains("there are: cam1, cam2, cam3"));
        final List<HttpResponse<String>> bad = List.of(scene.get("/..%2f..%2fetc/passwd"),
            scene.get("/%2e%2e/%2e%2e/etc/passwd"),
            scene.get("/page.js%00"), scene.get("/nothing"), scene.get("/api/streams/%2e%2e/picture"),
            scene.get("/api/streams/cam1/picture?max=0"));
        for (final HttpResponse<String> answer : bad) {
            assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404, answer.toString());
            assertFalse(answer.body().contains("\tat ") || answer.body().contains("Exception"), answer.body());
        }
        showPackedFrames();
        assertEquals(0, scene.container().terminate().awaitExit(), scene.container().output());
    }

    /** What unpacks them is known from the metadata that the source tells. */
    private void showPackedFrames() throws IOException {
        Files.write(scene.home().resolve("packed.raw"), new byte[] {(byte)0xBC, 0x3A, 0x12});
        final Path jar = Program.jar("sources", "framedock-replay");
        Files.copy(jar, scene.home().resolve("deploy").resolve(jar.getFileName()));
        scene.write("config/streams/cam3.cfg",
            "source=replay\npath=packed.raw\npixel_format=Mono12p\nwidth=2\nheight=1\nrate_hz=20\n");
        scene.container().awaitLine("cam3 STREAMING: replaying .*/packed.raw");
        Await.until(() -> "no packed pixel:\n" + scene.get("/api/streams/cam3/pixel?x=1&y=0").body(), 30,
            () -> scene.get("/api/streams/cam3/pixel?x=1&y=0").body().contains("\"value\":[291]"));
        assertEquals(200, scene.get("/api/streams/cam3/picture").statusCode());
    }

    @Test
    @DisplayName("more half-open requests than there may be connections keep nobody out for long, and no header is too"
        + " long to be answered")
    void shouldOutlastSlowClients() throws IOException {
        scene.start("port=0\n");
        final List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_CONNECTIONS_THAN_ALLOWED; i++) {
                final Socket socket = new Socket("127.0.0.1", URI.create(scene.page()).getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, scene.get("/health/live").statusCode());
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
        assertEquals(431, scene.send(
            HttpRequest.newBuilder(URI.create(scene.page() + "/")).header("X-Long", "a".repeat(20_000)))
            .statusCode());
        assertEquals(200, scene.get("/health/live").statusCode());
    }

    @Test
    @DisplayName("without config/page.cfg there is no token, no thread and no bundle of a server")
    void shouldCostNothingUnconfigured() throws IOException {
        scene.start(null);
        assertFalse(scene.threads().stream().anyMatch(
            name -> name.startsWith("qtp") || name.startsWith("framedock-page")),
            scene.threads().toString());
        assertTrue(Files.notExists(scene.home().resolve("data/page.token")));
        assertFalse(scene.container().output().contains("jetty"), scene.container().output());
    }

    @Test
    @DisplayName("a browser shows streams, the picture, values and events, wide and on a phone")
    void shouldBeShownByABrowser() throws IOException {
        assumeTrue(PageScene.isInstalled(PageScene.BROWSER), PageScene.NO_BROWSER);
        scene.start("port=0\n");
        Files.createDirectories(SCREENSHOTS);
        screenshot("desktop", "1400,1500", "cam1");
        screenshot("phone", "390,2400", "cam2");
        final String shown = scene.browse("--window-size=1400,1500", "--dump-dom", scene.page() + "/#cam1");
        for (final String text : new String[] {"DEGRADED", "rate_hz = fast is not accepted", "UINT8 512x1024, frame ",
            "x 512  y 256  value ", "of 0 to 255; black at", "latency since ", "FAULTED wrong settings",
            "device dropped"}) {
            assertTrue(shown.contains(text), text + " is not in\n" + shown);
        }
        assertTrue(Pattern.compile("<time datetime=[^>]*>[0-9:]+</time><span class=\"kind\">stream</span>cam1: ")
            .matcher(shown).find(), shown);
    }

    @Test
    @DisplayName("in a browser: a change without the token and a wrong value are explained, a right one is made; keys"
        + " zoom; nothing on the page grows")
    void shouldBeUsedInABrowser() throws IOException {
        assumeTrue(PageScene.isInstalled(PageScene.BROWSER), PageScene.NO_BROWSER);
        scene.start("port=0\n");
        try (BrowserTab tab = BrowserTab.open(scene.environment(), scene.folder(), scene.page() + "/#cam1")) {
            tab.awaitText("picture-text", "frame \\d+ .*, 1024x512 of 1024x512 shown");
            tab.type("set-key", "rate_hz");
            tab.type("set-value", "fast");
            tab.run("document.getElementById('set').requestSubmit()");
            tab.awaitText("outcome", "a change needs the token");
            tab.type("token", scene.token());
            tab.run("document.getElementById('set').requestSubmit()");
            tab.awaitText("outcome", "rate_hz = fast is not accepted: it has to be a number");
            tab.type("set-value", "30");
            tab.run("document.getElementById('set').requestSubmit()");
            tab.awaitText("outcome", "stream cam1: rate_hz is 30 now");

            tab.run("document.getElementById('view').dispatchEvent(new KeyboardEvent('keydown', {key: '+'}))");
            tab.awaitText("picture-text", ", 819x410 of 1024x512 shown");
            tab.run("document.getElementById('view').dispatchEvent(new KeyboardEvent('keydown', {key: '0'}))");
            tab.awaitText("picture-text", ", 1024x512 of 1024x512 shown");

            tab.run("document.getElementById('stop').click()");
            tab.awaitText("outcome", "stream cam1 is stopped");
            tab.awaitText("streams", "cam1IDLE");
            tab.awaitText("picture-text", "stopped by an operator");
            tab.run("document.getElementById('start').click()");
            tab.awaitText("streams", "cam1STREAMING");
            final String elements = tab.run("document.querySelectorAll('main section:not(:last-child) *').length")
                .replaceFirst("\\{\"id\":\\d+,", "");
            tab.awaitText("events", "stream.*cam1: STREAMING");
            tab.awaitText("picture-text", "frame \\d+");
            assertEquals(elements, tab.run("document.querySelectorAll('main section:not(:last-child) *').length")
                .replaceFirst("\\{\"id\":\\d+,", ""));
        }
    }

    @Test
    @DisplayName("a camera's Bayer mosaic is shown in colour, by the pixel format that it tells")
    void shouldShowACameraInColour() throws IOException {
        assumeTrue(FakeCamera.isInstalled(), FakeCamera.MISSING);
        scene.start("port=0\n");
        try (FakeCamera camera = FakeCamera.start()) {
            final Path jar = Program.jar("sources", "framedock-camera-aravis");
            Files.copy(jar, scene.home().resolve("deploy").resolve(jar.getFileName()));
            scene.write("config/streams/cam3.cfg", "source=aravis\ndevice=" + camera.serial()
                + "\npixel_format=BayerRG8\nwidth=512\nheight=512\nframe_rate=20\n");
            scene.container().awaitLine("cam3 STREAMING.*BayerRG8");
            Await.until(() -> "no picture in colour:\n" + scene.get("/api/streams/cam3/picture?format=raw"), 60, () -> {
                final HttpResponse<byte[]> picture = scene.bytes("/api/streams/cam3/picture?format=raw&max=64");
                return picture.statusCode() == 200 && picture.body().length == 64 * 64 * 3
                    && picture.headers().firstValue("X-Framedock-Picture").orElse("").contains("BayerRG8");
            });
            if (PageScene.isInstalled(PageScene.BROWSER)) {
                Files.createDirectories(SCREENSHOTS);
                screenshot("camera", "1400,1500", "cam3");
            }
        }
    }

    private void screenshot(final String name, final String size, final String stream) throws IOException {
        final Path file = SCREENSHOTS.resolve(name + ".png");
        Files.deleteIfExists(file);
        final String printed =
            scene.browse("--window-size=" + size, "--screenshot=" + file, scene.page() + "/#" + stream);
        assertTrue(Files.exists(file), () -> file + " was not made:\n" + printed);
        assertTrue(Files.size(file) > 20_000, file + " shows next to nothing");
    }
}
