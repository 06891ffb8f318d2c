package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories where regions belong, and looks at regions from outside, through their files. */
final class SharedMemory implements TempDirFactory {

    static final Path ROOT = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(final AnnotatedElementContext element, final ExtensionContext context)
        throws IOException {
        return Files.createTempDirectory(ROOT, "framedock-test-");
    }

    static void write(final Path file, final long position, final byte... bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    static byte[] read(final Path file, final long position, final int length) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertEquals(length, channel.read(bytes, position));
        }
        return bytes.array();
    }

    static byte[] littleEndian(final long value, final int bytes) {
        final ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        final byte[] result = new byte[bytes];
        buffer.get(0, result);
        return result;
    }

    static int mode(final Path path) throws IOException {
        return (Integer)Files.getAttribute(path, "unix:mode") & 07777;
    }

    /** What this process holds open or mapped below a directory. */
    static List<String> heldBelow(final Path directory) throws IOException {
        final List<String> held = new ArrayList<>();
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            maps.filter(line -> line.contains(directory.toString())).forEach(held::add);
        }
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (final Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor) && linkTarget(descriptor).startsWith(directory.toString())) {
                    held.add(descriptor + " -> " + linkTarget(descriptor));
                }
            }
        }
        return held;
    }

    private static String linkTarget(final Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (final IOException closedMeanwhile) {
            return "";
        }
    }
}
