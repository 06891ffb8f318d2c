package org.framedock.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A virtual machine of its own for what may end it, or needs other rights. */
record ChildVm(int exitCode, String output) {

    private static final int DEADLINE_S = 120;

    /** Runs a main class with the class path of this process, behind another command if one is given. */
    static ChildVm run(final List<String> before, final List<String> options, final Class<?> main,
        final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED", "-Djnr.ffi.x86asm.enabled=false", "-Xmx64m",
            "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        // Into a file: a full pipe would stop the child.
        final Path output = Files.createTempFile("framedock-child-", ".txt");
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
            try {
                if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
                    throw new AssertionError("the child does not end: " + Files.readString(output));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new ChildVm(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** Whether a command can be run, so that a test can be skipped by name where it cannot. */
    static boolean canRun(final String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (final IOException notThere) {
            return false;
        }
    }
}
