package org.framedock.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is told no place looks at the one container that runs")
class UntoldPlaceTest {

    private final Scene scene = new Scene();
    private final Path home = scene.folder().resolve("home");
    private Program container;

    @AfterEach
    void end() {
        if (container != null) {
            container.close();
        }
        scene.close();
    }

    private Map<String, String> environment() {
        final Map<String, String> environment = new HashMap<>(scene.environment());
        environment.put("FRAMEDOCK_RUN_DIR", scene.folder().resolve("run").toString());
        environment.put("FRAMEDOCK_HOME", "");
        return environment;
    }

    private String run(final Object... arguments) {
        try (Program program = Program.start(environment(), arguments)) {
            assertEquals(0, program.awaitExit(), program.output());
            return program.output();
        }
    }

    /** What bash offers after the words. */
    private List<String> completed(final Path script, final String... words) throws Exception {
        final String test = "source '" + script + "' && COMP_WORDS=('" + String.join("' '", words) + "') COMP_CWORD="
            + (words.length - 1) + " && $(complete -p framedock | sed 's/.*-F \\([^ ]*\\).*/\\1/') 2> /dev/null;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        final ProcessBuilder builder = new ProcessBuilder("bash", "-c", test).redirectErrorStream(true);
        builder.environment().putAll(environment());
        final Process bash = builder.start();
        final String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), printed);
        return printed.lines().filter(line -> !line.isBlank()).toList();
    }

    @Test
    @DisplayName("bash completes the names of its streams and the kinds of its sources; errors prints its errors")
    void shouldAskTheContainer() throws Exception {
        final Path script = scene.write("completion.sh", run("completion", "bash"));
        final String framedock = Program.distribution().resolve("../../../framedock").normalize().toString();
        assertEquals(List.of(), completed(script, framedock, "stop", ""), "none runs");

        startContainer();
        assertEquals(List.of("cam1", "cam2"), completed(script, framedock, "stop", ""));
        assertEquals(List.of("cam2"), completed(script, framedock, "set", "cam2"));
        assertEquals(List.of("pattern"), completed(script, framedock, "swap", "cam1", "p"));
        assertEquals(List.of("cam1", "cam2"), completed(script, framedock, "swap", "--home", home.toString(), "c"));
        assertEquals(List.of(), completed(script, framedock, "swap", "--home", "/nowhere", "c"));
        assertTrue(completed(script, framedock, "st").containsAll(List.of("start", "stop", "status", "streams")));
        assertTrue(completed(script, framedock, "hz", "cam1", "--").contains("--count"));

        final String mine = home.resolve("data/errors.dat") + ": process " + container.pid();
        assertTrue(run("errors").contains(mine));
        assertTrue(run("errors", "--home", home).contains(mine));
        assertTrue(run("errors", "--pid", container.pid()).contains(mine));
    }

    private void startContainer() throws IOException {
        scene.write("home/config/streams/cam1.cfg", "source=pattern\nrate_hz=50\n");
        scene.write("home/config/streams/cam2.cfg", "source=pattern\nrate_hz=20\n");
        Files.createDirectories(home.resolve("deploy"));
        Files.copy(Program.jar("sources", "framedock-pattern"), home.resolve("deploy/pattern.jar"));
        container = Program.start(environment(), "run", "--no-shell", "--home", home);
        container.awaitLine("cam1 STREAMING");
        container.awaitLine("cam2 STREAMING");
    }
}
