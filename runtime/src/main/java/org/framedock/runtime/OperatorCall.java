package org.framedock.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * One question to a running process by its socket; bundle org.framedock.operator describes the protocol. Classes of the
 * JDK only. Main thread.
 */
final class OperatorCall {

    /** Name of the thread that watches over one call. */
    static final String LATE_WATCH = "framedock-late";

    private static final String GREETING = "framedock 1\n";
    private static final int CHUNK_BYTES = 65_536;
    private static final int MOST_ANSWER_BYTES = 16 << 20;
    private static final int NUMBERS = 3;
    private static final long LONGEST_MS = 25_000;

    private OperatorCall() {
    }

    /**
     * What was answered.
     *
     * @param code exit code.
     * @param out  for the standard output.
     * @param err  for the standard error.
     */
    record Answer(int code, String out, String err) {
    }

    static Answer ask(final Path socket, final List<String> words) throws IOException {
        final StringBuilder request = new StringBuilder(GREETING);
        for (final String word : words) {
            request.append(word.replace("\0", "")).append('\0');
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            final Thread watch = closeWhenLate(channel);
            try {
                final ByteBuffer bytes = ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.shutdownOutput();
                return parse(readAll(channel));
            } finally {
                watch.interrupt();
            }
        } catch (final ClosedChannelException e) {
            throw new IOException("not within " + LONGEST_MS / 1000 + " s", e);
        }
    }

    /** A process that was halted would keep us for ever. The watch ends when it is interrupted. */
    private static Thread closeWhenLate(final SocketChannel channel) {
        final Thread watch = new Thread(() -> {
            try {
                Thread.sleep(LONGEST_MS);
                channel.close();
            } catch (final InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
            }
        }, LATE_WATCH);
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private static byte[] readAll(final SocketChannel channel) throws IOException {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        while (channel.read(chunk) >= 0) {
            all.write(chunk.array(), 0, chunk.position());
            chunk.clear();
            if (all.size() > MOST_ANSWER_BYTES) {
                throw new IOException("its answer is too long");
            }
        }
        return all.toByteArray();
    }

    private static Answer parse(final byte[] bytes) throws IOException {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        final String[] numbers = new String(bytes, 0, end, StandardCharsets.US_ASCII).split(" ");
        try {
            if (numbers.length == NUMBERS) {
                final int out = Integer.parseInt(numbers[1]);
                final int err = Integer.parseInt(numbers[2]);
                if (out >= 0 && err >= 0 && (long)end + 1 + out + err == bytes.length) {
                    return new Answer(Integer.parseInt(numbers[0]),
                        new String(bytes, end + 1, out, StandardCharsets.UTF_8),
                        new String(bytes, end + 1 + out, err, StandardCharsets.UTF_8));
                }
            }
        } catch (final NumberFormatException e) {
            throw new IOException("its answer is not understood", e);
        }
        throw new IOException(bytes.length == 0 ? "it closed the connection" : "its answer is cut short");
    }
}
