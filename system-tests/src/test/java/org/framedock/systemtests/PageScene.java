package org.framedock.systemtests;

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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A container with streams and a page, as a test needs it, and who asks that page. */
final class PageScene implements AutoCloseable {

    /** The browser that tests use, and what says that it is not there. */
    static final String BROWSER = "chromium";
    static final String NO_BROWSER = "chromium is not installed (Debian package chromium)";

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

    Program container() {
        return container;
    }

    /** Address of the page, without a slash at its end. */
    String page() {
        return page;
    }

    /** From now on another one is asked. */
    void page(final String address) {
        page = address;
    }

    Path home() {
        return home;
    }

    Path folder() {
        return scene.folder();
    }

    Map<String, String> environment() {
        return scene.environment();
    }

    /** Writes a file of the home. */
    void write(final String file, final String text) {
        scene.write("home/" + file, text);
    }

    @Override
    public void close() {
        if (container != null) {
            container.close();
        }
        scene.close();
    }

    /** Runs a container with two streams and one that is wrong; with a page if its file is given. */
    void start(final String pageCfg) throws IOException {
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
            awaitAnswer();
            awaitStates();
        }
    }

    /** Waits until the page answers: what it says of itself in the log is out a moment earlier. */
    void awaitAnswer() {
        Await.until(() -> "no answer but " + get("/health/live"), PATIENCE.toSeconds(),
            () -> get("/health/live").statusCode() == 200);
    }

    /** What the page shows is a moment younger than what the log says. */
    private void awaitStates() {
        final Pattern states = Pattern.compile("(?s)(?=.*cam1\",state=\"STREAMING\"} 1)"
            + "(?=.*cam2\",state=\"STREAMING\"} 1)(?=.*cam3\",state=\"FAULTED\"} 1).*");
        Await.until(() -> "the page shows something else: " + get("/metrics").body(), PATIENCE.toSeconds(),
            () -> states.matcher(get("/metrics").body()).matches());
    }

    HttpResponse<String> send(final HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new AssertionError("no answer\n" + container.output(), e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(final String path) {
        return send(HttpRequest.newBuilder(URI.create(page + path)));
    }

    HttpResponse<String> post(final String path, final String token, final String form) {
        return send(HttpRequest.newBuilder(URI.create(page + path)).header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    String token() throws IOException {
        return Files.readString(home.resolve("data/page.token")).strip();
    }

    HttpResponse<byte[]> bytes(final String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(page + path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        } catch (final IOException e) {
            throw new AssertionError("no answer\n" + container.output(), e);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the browser prints. */
    String browse(final String... more) throws IOException {
        final List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--virtual-time-budget=5000",
            "--user-data-dir=" + scene.folder().resolve("browser")));
        command.addAll(List.of(more));
        try (Program browser = Program.start(scene.environment(), scene.folder().resolve("browser.txt"), command)) {
            browser.awaitExit();
            return browser.output();
        }
    }

    static boolean isInstalled(final String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Names of the container's threads, as far as the kernel keeps them. */
    List<String> threads() throws IOException {
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
