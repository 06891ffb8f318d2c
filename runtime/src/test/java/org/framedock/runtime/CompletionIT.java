package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Completion in bash")
class CompletionIT {

    @TempDir
    private Path folder;
    private Path script;

    /** What bash offers for the last of the words. */
    private List<String> completed(final String... words) throws Exception {
        final String array = String.join(" ", words);
        final String test = "source " + script + " && complete -p framedock > /dev/null && COMP_WORDS=(" + array
                + ("".equals(words[words.length - 1]) ? " ''" : "") + ") COMP_CWORD=" + (words.length - 1)
                + " && _complete_framedock 2> /dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        final Process bash = new ProcessBuilder("bash", "-c", test).redirectErrorStream(true).start();
        final String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), printed);
        return printed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    @DisplayName("the script is accepted by bash and completes verbs, what they are about, and their options")
    void shouldComplete() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(folder, "completion", "bash")) {
            assertEquals(0, launcher.exitCode(), launcher.err());
            script = Files.writeString(folder.resolve("completion.sh"), launcher.out());
        }
        assertEquals(List.of("validate"), completed("./framedock", "val"));
        assertTrue(completed("./framedock", "").containsAll(List.of("run", "hz", "watch", "driver", "completion")));
        assertEquals(List.of("metadata"), completed("./framedock", "watch", "me"));
        assertTrue(completed("./framedock", "hz", "--").containsAll(
                List.of("--count", "--seconds", "--json", "--config", "--aeron-dir")));
        assertEquals(List.of("--dry-run"), completed("./framedock", "clean", "--dry"));
        assertTrue(completed("./framedock", "producer", "--").containsAll(
                List.of("--count", "--payload-bytes", "--pattern", "--rate", "--stream", "--in-place", "--help")));
        assertTrue(completed("./framedock", "consumer", "--").containsAll(List.of("--latency", "--pauses", "--help")));
        assertTrue(completed("./framedock", "driver", "-").contains("--help"));
        for (final String verb : OperatorClient.VERBS) {
            assertTrue(completed("./framedock", verb, "--").containsAll(
                    List.of("--json", "--home", "--pid", "--help")), verb);
        }
        assertEquals(List.of("--save"), completed("./framedock", "set", "--s"));
        assertEquals(List.of("--count"), completed("./framedock", "top", "--c"));
        assertEquals(List.of("--wait"), completed("./framedock", "health", "--w"));
    }

    @Test
    @DisplayName("a shell that there is no script for is refused with what is accepted")
    void shouldRefuseOtherShell() throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(folder, "completion", "fish")) {
            assertEquals(2, launcher.exitCode());
            assertTrue(launcher.err().contains("bash"), launcher.err());
        }
    }
}
