package org.framedock.operator.model;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that has mapped a file and does nothing else; ends with what it reads from. */
final class MappingProcess {

    private MappingProcess() {
    }

    /** Starts one, and waits until it has mapped the file. */
    static Process start(final Path file) throws IOException {
        final Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-Xmx16m", "-cp",
            System.getProperty("java.class.path"), MappingProcess.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.getInputStream().read() != 'm') {
            process.destroyForcibly();
            throw new IOException("it has mapped nothing");
        }
        return process;
    }

    /** Maps the file that the first argument names. */
    public static void main(final String[] args) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ)) {
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            System.out.write(mapped.get(0) == 0 ? 'm' : 'x');
            System.out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
