package org.framedock.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A message as another implementation sent it, and room to write the same message again. A test names each field once,
 * with its value, how it is read and how it is written: {@link #end} then compares the two messages byte for byte.
 */
final class GoldenFile {

    /** An absent optional u32. */
    static final long NULL_U32 = 0xFFFF_FFFFL;
    /** An absent optional u64. */
    static final long NULL_U64 = -1L;

    private static final byte NEVER_WRITTEN = 0x5A;
    private static final String SUFFIX = ".bin";

    private final String name;
    private final byte[] expected;
    private final byte[] written;

    private GoldenFile(final String name) {
        this.name = name;
        this.expected = bytes(name);
        this.written = new byte[expected.length];
        Arrays.fill(written, NEVER_WRITTEN);
    }

    static GoldenFile open(final String name) {
        return new GoldenFile(name);
    }

    /** Names of all files, without their suffix. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(Path.of(GoldenFile.class.getResource("/golden").toURI()))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(SUFFIX))
                .map(file -> file.substring(0, file.length() - SUFFIX.length())).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(final String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + name + SUFFIX)) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was received; exactly as long as the message. */
    UnsafeBuffer received() {
        return new UnsafeBuffer(expected);
    }

    /** Where it is written again; exactly as long as the message. */
    UnsafeBuffer rewritten() {
        return new UnsafeBuffer(written);
    }

    GoldenFile field(final String field, final long value, final long found, final LongConsumer write) {
        assertEquals(value, found, () -> name + ": " + field);
        write.accept(value);
        return this;
    }

    GoldenFile field(final String field, final int value, final int found, final IntConsumer write) {
        assertEquals(value, found, () -> name + ": " + field);
        write.accept(value);
        return this;
    }

    <T> GoldenFile field(final String field, final T value, final T found, final Consumer<T> write) {
        assertEquals(value, found, () -> name + ": " + field);
        write.accept(value);
        return this;
    }

    /** Both the decoder and the encoder have to stand at the end of the message, and the bytes have to agree. */
    void end(final int decoderLimit, final int encoderLimit) {
        assertEquals(expected.length, decoderLimit, () -> name + ": bytes decoded");
        assertEquals(expected.length, encoderLimit, () -> name + ": bytes encoded");
        assertArrayEquals(expected, written, () -> name + ": bytes written");
    }
}
