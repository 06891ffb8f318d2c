package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The live page, health and metrics of a real container, for programs and in a real browser. */
class PageTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DRIVER_TOML = """
        [driver]
        instance_id = "%1$s"
        aeron_dir = "%2$s"

        [shm]
        base_dir = "/dev/shm"
        namespace = "%1$s"

        [policies]
        cleanup_shm_on_exit = true

        [profiles.camera]
        header_nslots = 64
        payload_pools = [{ pool_id = 1, stride_bytes = 1048576 }]

        [streams.cam1]
        stream_id = 1
        profile = "camera"

        [streams.cam2]
        stream_id = 2
        profile = "camera"

        [streams.cam3]
        stream_id = 3
        profile = "camera"
        """;

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private Program container;
    private String page;

    @AfterEach
    void close() {
        if (container != null) {
            container.close();
        }
        scene.close();
    }

    private void start(final String pageCfg) throws IOException {
        scene.write("home/config/driver.toml", DRIVER_TOML.formatted(scene.name(), scene.aeronDirectory()));
        scene.write("home/config/streams/cam1.cfg", "source=pattern\npattern=counter\nrate_hz=20\ndims=512x1024\n");
        scene.write("home/config/streams/cam2.cfg", "source=pattern\npattern=interop\nrate_hz=10\ndims=480x640x3\n");
        scene.write("home/config/streams/cam3.cfg", "source=pattern\nrate_hz=fast\n");
        if (pageCfg != null) {
            scene.write("home/config/page.cfg", pageCfg);
        }
        container = Program.start(scene.environment(), "run", "--no-shell", "--home", home);
        container.awaitLine("container of .* up");
        final Path jar = Program.jar("sources", "framedock-pattern");
        Files.copy(jar, home.resolve("deploy").resolve(jar.getFileName()));
        container.awaitLine("cam1 STREAMING");
        container.awaitLine("cam2 STREAMING");
        container.awaitLine("cam3 FAULTED");
        if (pageCfg != null) {
            page = container.awaitLine("page at (http://127\\.0\\.0\\.1:\\d+)/").group(1);
        }
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new AssertionError("no answer\n" + container.output(), e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(final String path) {
        return send(HttpRequest.newBuilder(URI.create(page + path)));
    }

    private HttpResponse<String> post(final String path, final String token, final String form) {
        return send(HttpRequest.newBuilder(URI.create(page + path)).header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private String token() throws IOException {
        return Files.readString(home.resolve("data/page.token")).strip();
    }

    @Test
    @DisplayName("pictures are taken of real frames, and neither the stream nor a reader beside loses one")
    void shouldShowAStreamWithoutCostingItAFrame() throws IOException {
        start("port=0\n");
        try (Program consumer = Program.start(scene.environment(), "consumer", home.resolve("config/driver.toml"),
            "--stream", "cam1", "--pattern", "counter", "--count", "200")) {
            int pictures = 0;
            while (consumer.isAlive()) {
                final HttpResponse<String> pixel = get("/api/streams/cam1/pixel?x=1023&y=511");
                assertEquals(200, pixel.statusCode(), pixel.body());
                final Matcher told = Pattern.compile("\"sequence\":(\\d+)").matcher(pixel.body());
                assertTrue(told.find(), pixel.body());
                assertTrue(pixel.body().contains("\"value\":[" + Long.parseLong(told.group(1)) % 256 + "]"),
                    pixel.body());
                final HttpResponse<String> picture = get("/api/streams/cam1/picture?max=256&stretch=minmax");
                assertEquals(200, picture.statusCode(), picture.body());
                assertEquals("image/png", picture.headers().firstValue("Content-Type").orElse(""));
                pictures++;
            }
            assertEquals(0, consumer.awaitExit(), consumer.output() + "\n" + container.output());
            assertTrue(consumer.lastLine().startsWith("verified 200 frames, 0 bad, 0 gaps, 0 late"),
                consumer.lastLine());
            assertTrue(pictures > 0, "no picture was taken meanwhile");
        }
        final String metrics = get("/metrics").body();
        assertEquals(0, Pattern.compile("^framedock_stream_frames_lost_total\\{.*\\} [1-9]", Pattern.MULTILINE)
            .matcher(metrics).results().count(), metrics);
        Await.until(() -> "the page still reads though nobody looks:\n" + get("/metrics").body(), 60,
            () -> get("/metrics").body().contains("framedock_stream_consumers{stream=\"cam1\"} 0"));
        assertFalse(threads().contains("framedock-page-"), threads().toString());
    }

    @Test
    @DisplayName("health, metrics, changes with and without the token, and bad requests are answered clearly")
    void shouldAnswerPrograms() throws IOException {
        start("port=0\n");
        assertEquals(200, get("/health/live").statusCode());
        final HttpResponse<String> ready = get("/health/ready");
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("rate_hz = fast is not accepted"), ready.body());
        assertTrue(get("/metrics").body().contains("framedock_stream_state{stream=\"cam1\",state=\"STREAMING\"} 1"));
        assertTrue(get("/api/snapshot").body().contains("\"name\":\"cam3\""));

        assertEquals(401, post("/api/streams/cam1/stop", "wrong", "").statusCode());
        final HttpResponse<String> refused = post("/api/streams/cam1/set", token(), "key=rate_hz&value=fast");
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("rate_hz = fast is not accepted: it has to be"), refused.body());
        assertEquals(200, post("/api/streams/cam1/set", token(), "key=rate_hz&value=30").statusCode());
        assertEquals(200, post("/api/streams/cam3/swap", token(), "kind=pattern&setting.rate_hz=5").statusCode());
        assertEquals(415, get("/api/streams/cam3/picture").statusCode());
        assertEquals(200, post("/api/streams/cam2/stop", token(), "").statusCode());
        final HttpResponse<String> stopped = get("/api/streams/cam2/picture");
        assertEquals(503, stopped.statusCode());
        assertTrue(stopped.body().contains("stopped by an operator"), stopped.body());

        assertEquals(413, post("/api/streams/cam1/set", token(), "a".repeat(20_000)).statusCode());
        assertTrue(get("/api/streams/cam9/picture").body().contains("there are: cam1, cam2, cam3"));
        final List<HttpResponse<String>> bad = List.of(get("/..%2f..%2fetc/passwd"), get("/%2e%2e/%2e%2e/etc/passwd"),
            get("/page.js%00"), get("/nothing"), get("/api/streams/%2e%2e/picture"),
            get("/api/streams/cam1/picture?max=0"));
        for (final HttpResponse<String> answer : bad) {
            assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404, answer.toString());
            assertFalse(answer.body().contains("\tat ") || answer.body().contains("Exception"), answer.body());
        }
        assertEquals(0, container.terminate().awaitExit(), container.output());
    }

    @Test
    @DisplayName("without config/page.cfg there is no token, no thread and no bundle of a server")
    void shouldCostNothingUnconfigured() throws IOException {
        start(null);
        assertFalse(threads().stream().anyMatch(name -> name.startsWith("qtp") || name.startsWith("framedock-page")),
            threads().toString());
        assertTrue(Files.notExists(home.resolve("data/page.token")));
        assertFalse(container.output().contains("jetty"), container.output());
    }

    @Test
    @DisplayName("a browser shows streams, the picture, values and events, wide and on a phone")
    void shouldBeShownByABrowser() throws IOException {
        assumeTrue(isInstalled("chromium"), "chromium is not installed (Debian package chromium)");
        start("port=0\n");
        Files.createDirectories(SCREENSHOTS);
        screenshot("desktop", "1400,1500", "cam1");
        screenshot("phone", "390,2400", "cam2");
        final String shown = browse("--window-size=1400,1500", "--dump-dom", page + "/#cam1");
        for (final String text : new String[] {"DEGRADED", "rate_hz = fast is not accepted", "UINT8 512x1024, frame ",
            "x 512  y 256  value ", "of 0 to 255; black at", "FAULTED wrong settings", "device dropped"}) {
            assertTrue(shown.contains(text), text + " is not in\n" + shown);
        }
        assertTrue(Pattern.compile("<time datetime=[^>]*>[0-9:]+</time><span class=\"kind\">stream</span>cam1: ")
            .matcher(shown).find(), shown);
    }

    @Test
    @DisplayName("a camera's Bayer mosaic is shown in colour, by the pixel format that it tells")
    void shouldShowACameraInColour() throws IOException {
        assumeTrue(FakeCamera.isInstalled(), FakeCamera.MISSING);
        start("port=0\n");
        try (FakeCamera camera = FakeCamera.start()) {
            final Path jar = Program.jar("sources", "framedock-camera-aravis");
            Files.copy(jar, home.resolve("deploy").resolve(jar.getFileName()));
            scene.write("home/config/streams/cam3.cfg", "source=aravis\ndevice=" + camera.serial()
                + "\npixel_format=BayerRG8\nwidth=512\nheight=512\nframe_rate=20\n");
            container.awaitLine("cam3 STREAMING.*BayerRG8");
            Await.until(() -> "no picture in colour:\n" + get("/api/streams/cam3/picture?format=raw"), 60, () -> {
                final HttpResponse<byte[]> picture = bytes("/api/streams/cam3/picture?format=raw&max=64");
                return picture.statusCode() == 200 && picture.body().length == 64 * 64 * 3
                    && picture.headers().firstValue("X-Framedock-Picture").orElse("").contains("BayerRG8");
            });
            if (isInstalled("chromium")) {
                Files.createDirectories(SCREENSHOTS);
                screenshot("camera", "1400,1500", "cam3");
            }
        }
    }

    private HttpResponse<byte[]> bytes(final String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(page + path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        } catch (final IOException e) {
            throw new AssertionError("no answer\n" + container.output(), e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void screenshot(final String name, final String size, final String stream) throws IOException {
        final Path file = SCREENSHOTS.resolve(name + ".png");
        Files.deleteIfExists(file);
        browse("--window-size=" + size, "--screenshot=" + file, page + "/#" + stream);
        assertTrue(Files.size(file) > 20_000, file + " shows next to nothing");
    }

    /** What the browser prints. */
    private String browse(final String... more) throws IOException {
        final List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--virtual-time-budget=8000",
            "--user-data-dir=" + scene.folder().resolve("browser")));
        command.addAll(List.of(more));
        try (Program browser = Program.start(scene.environment(), scene.folder().resolve("browser.txt"), command)) {
            browser.awaitExit();
            return browser.output();
        }
    }

    private static boolean isInstalled(final String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Names of the container's threads, as far as the kernel keeps them. */
    private List<String> threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(container.pid()), "task"))) {
            return tasks.map(task -> {
                try {
                    return Files.readString(task.resolve("comm")).strip();
                } catch (final IOException ended) {
                    return "";
                }
            }).toList();
        }
    }
}
