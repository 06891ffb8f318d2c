package org.framedock.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Chromium that a test can use as a person would, by the browser's own debugging protocol. */
final class BrowserTab implements AutoCloseable {

    private static final long PATIENCE_S = 60;

    private final Program browser;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int lastId;

    private BrowserTab(final Program browser, final URI address) {
        this.browser = browser;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
    }

    static BrowserTab open(final Map<String, String> environment, final Path folder, final String page) {
        final Program browser = Program.start(environment, folder.resolve("tab.txt"), List.of("chromium", "--headless",
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("tab"), "--window-size=1400,1500", page));
        try {
            final String port = browser.awaitLine("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/").group(1);
            final String[] found = new String[1];
            Await.until(() -> "the browser shows no page:\n" + browser.output(), PATIENCE_S, () -> {
                final Matcher tab = Pattern.compile("\"webSocketDebuggerUrl\": *\"(ws://[^\"]*/page/[^\"]*)\"")
                    .matcher(get("http://127.0.0.1:" + port + "/json/list"));
                found[0] = tab.find() ? tab.group(1) : null;
                return found[0] != null;
            });
            return new BrowserTab(browser, URI.create(found[0]));
        } catch (final RuntimeException | AssertionError e) {
            browser.close();
            throw e;
        }
    }

    private static String get(final String address) {
        try {
            return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (final IOException e) {
            return "";
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The browser's answer to a piece of JavaScript, which has no quotation marks of the double kind in it. */
    String run(final String script) {
        return command("Runtime.evaluate", "\"returnByValue\":true,\"expression\":\"" + script.replace("\\", "\\\\")
            + "\"");
    }

    /** The browser's answer to a command of its protocol, with parameters in JSON. */
    String command(final String method, final String parameters) {
        final int id = ++lastId;
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
            .join();
        try {
            for (String answer = messages.poll(PATIENCE_S, TimeUnit.SECONDS); answer != null;
                answer = messages.poll(PATIENCE_S, TimeUnit.SECONDS)) {
                if (answer.startsWith("{\"id\":" + id + ",")) {
                    return answer;
                }
            }
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the browser does not answer " + method + " " + parameters);
    }

    /** Waits until an element's text has the pattern in it. */
    void awaitText(final String element, final String pattern) {
        final String[] last = new String[1];
        Await.until(() -> pattern + " is not in " + element + ": " + last[0], PATIENCE_S, () -> {
            last[0] = run("document.getElementById('" + element + "').textContent");
            return Pattern.compile(pattern).matcher(last[0]).find();
        });
    }

    /** Types into a field. */
    void type(final String element, final String text) {
        run("{const field = document.getElementById('" + element + "'); field.value = '" + text
            + "'; field.dispatchEvent(new Event('input'));}");
    }

    @Override
    public void close() {
        socket.abort();
        browser.close();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean isLast) {
            part.append(data);
            if (isLast) {
                messages.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
