package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The page as another machine sees it: one that is a network namespace of this kernel, at the other end of a cable that
 * is a pair of virtual interfaces.
 */
class PageFromElsewhereTest {

    private static final String ROOT = "root";
    private static final long ID = ProcessHandle.current().pid() % 10_000_000;
    private static final String NAMESPACE = "fd-test-" + ID;
    private static final String HERE = "fdh" + ID;
    private static final String THERE = "fdn" + ID;
    /** Of a network that is set aside for tests (RFC 2544). */
    private static final String NETWORK = "198.18." + ID % 250 + ".";
    private static final String ADDRESS_HERE = NETWORK + "1";

    private final PageScene scene = new PageScene();
    private int printed;

    @AfterEach
    void close() {
        if (PageScene.isInstalled("ip")) {
            // The cable goes with the namespace that one end of it is in.
            run("ip", "netns", "del", NAMESPACE);
        }
        scene.close();
    }

    private Program run(final String... command) {
        final Program program = Program.start(
            scene.environment(), scene.folder().resolve("ran" + printed++ + ".txt"), List.of(command));
        program.awaitExit();
        return program;
    }

    private void must(final String... command) {
        final Program program = run(command);
        assertEquals(0, program.awaitExit(), String.join(" ", command) + "\n" + program.output());
    }

    private void connect() {
        assumeTrue(ROOT.equals(System.getProperty("user.name")), "only root can make a network namespace");
        assumeTrue(PageScene.isInstalled("ip"), "ip is not installed (Debian package iproute2)");
        final Program made = run("ip", "netns", "add", NAMESPACE);
        assumeTrue(made.awaitExit() == 0, "no network namespace can be made here: " + made.output());
        must("ip", "link", "add", HERE, "type", "veth", "peer", "name", THERE, "netns", NAMESPACE);
        must("ip", "address", "add", ADDRESS_HERE + "/24", "dev", HERE);
        must("ip", "link", "set", HERE, "up");
        must("ip", "-n", NAMESPACE, "address", "add", NETWORK + "2/24", "dev", THERE);
        must("ip", "-n", NAMESPACE, "link", "set", THERE, "up");
    }

    /** What the other machine gets, its first line first. */
    private Program askFromThere(final int port, final String... headers) {
        return run("ip", "netns", "exec", NAMESPACE, "bash", "-c", "exec 3<>/dev/tcp/" + ADDRESS_HERE + "/" + port
            + " && printf 'GET /api/snapshot HTTP/1.1\\r\\nConnection: close\\r\\n" + String.join("\\r\\n", headers)
            + "\\r\\n\\r\\n' >&3 && cat <&3; status=$?; echo; exit $status");
    }

    private void assertAnswer(final int status, final String text, final int port, final String... headers) {
        final String answer = askFromThere(port, headers).output();
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains(text), answer);
    }

    @Test
    @DisplayName("another machine reaches no page unless that is told to listen there, then needs the token, and has to"
        + " call it by its own name")
    void shouldKeepOthersOut() throws IOException {
        connect();
        scene.start("port=0\n");
        final Program unreachable = askFromThere(URI.create(scene.page()).getPort());
        assertNotEquals(0, unreachable.awaitExit(), unreachable.output());
        assertTrue(unreachable.output().contains("Connection refused"), unreachable.output());

        final int from = scene.container().lineCount();
        scene.write("config/page.cfg", "port=0\nhost=" + ADDRESS_HERE + "\nhosts=lab.example\n");
        final int port = Integer.parseInt(scene.container()
            .awaitLine(from, "page at http://" + ADDRESS_HERE.replace(".", "\\.") + ":(\\d+)/").group(1));
        final String host = "Host: " + ADDRESS_HERE + ":" + port;
        final String token = "Authorization: Bearer " + scene.token();
        // Its port is open a moment before the page answers.
        Await.until(() -> askFromThere(port, host).output(), 30,
            () -> !askFromThere(port, host).output().startsWith("HTTP/1.1 404 "));
        assertAnswer(
            401, "from another machine everything needs the token: send 'Authorization: Bearer TOKEN'", port, host);
        assertAnswer(401, "from another machine everything needs the token", port, host, token + "x");
        assertAnswer(200, "\"name\":\"cam1\"", port, host, token);
        assertAnswer(200, "\"name\":\"cam1\"", port, "Host: lab.example", token);
        assertAnswer(421, "Host 'evil.example' is not this page", port, "Host: evil.example", token);
        assertAnswer(421, "Host '127.0.0.2' is not this page", port, "Host: 127.0.0.2", token);
    }
}
