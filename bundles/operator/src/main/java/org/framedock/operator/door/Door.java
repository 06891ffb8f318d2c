package org.framedock.operator.door;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.framedock.operator.OperatorVerbs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an operator's verbs on a Unix domain socket of mode 0600.
 *
 * <p>A visitor sends the line {@code framedock 1}, then each word of his verb followed by a zero byte, all in UTF-8 and
 * {@value Visit#MOST_REQUEST_BYTES} bytes at most, and ends his output. He is answered with a line of three numbers,
 * exit code, bytes for the standard output, bytes for the standard error, and these bytes. Who is slower than some
 * seconds is cut off; {@link #MOST_VISITS} are served at once.
 */
final class Door implements AutoCloseable {

    /** Visitors at once; one more is turned away. */
    static final int MOST_VISITS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final long IDLE_MS = 1_000;
    private static final long BUSY_MS = 20;
    private static final long END_MS = 2_000;

    private final Path socket;
    private final OperatorVerbs verbs;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;

    private Door(final Path socket, final OperatorVerbs verbs, final ServerSocketChannel server,
        final Selector selector) {
        this.socket = socket;
        this.verbs = verbs;
        this.server = server;
        this.selector = selector;
        thread = new Thread(this::run, "framedock-operator-socket");
        thread.setDaemon(true);
    }

    /**
     * Opens the socket, instead of one that a dead process has left there.
     *
     * @param socket in a directory that only this user may enter.
     * @param verbs  to be served.
     * @throws IOException if it cannot be opened, or a living process has it.
     */
    static Door open(final Path socket, final OperatorVerbs verbs) throws IOException {
        if (isAnswered(socket)) {
            throw new IOException("another process serves " + socket);
        }
        Files.deleteIfExists(socket);
        final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            final Selector selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            final Door door = new Door(socket, verbs, server, selector);
            door.thread.start();
            return door;
        } catch (final IOException | RuntimeException e) {
            server.close();
            Files.deleteIfExists(socket);
            throw e;
        }
    }

    /** Whether a process listens there. */
    static boolean isAnswered(final Path socket) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        } catch (final IOException nobody) {
            return false;
        }
    }

    /** Visitors who are being served. */
    int visits() {
        return Math.max(0, selector.keys().size() - 1);
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(isAnyBusy() ? BUSY_MS : IDLE_MS);
                serve(System.nanoTime());
            } catch (final IOException | RuntimeException e) {
                LOG.warn("the operator's socket: {}", e.toString());
                pause();
            }
        }
        selector.keys().forEach(key -> close(key));
    }

    /** A failure that stays may not keep a core busy. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BUSY_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAnyBusy() {
        for (final SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Visit visit && visit.isRunning()) {
                return true;
            }
        }
        return false;
    }

    private void serve(final long nowNs) throws IOException {
        final Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
            final SelectionKey key = ready.next();
            ready.remove();
            if (key.isValid() && key.isAcceptable()) {
                accept(nowNs);
            }
        }
        for (final SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Visit visit) {
                go(key, visit, nowNs);
            }
        }
    }

    private void accept(final long nowNs) throws IOException {
        final SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        if (selector.keys().size() > MOST_VISITS) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Visit(channel, verbs, nowNs));
    }

    private static void go(final SelectionKey key, final Visit visit, final long nowNs) {
        try {
            final int interest = visit.step(nowNs);
            if (interest == Visit.OVER) {
                close(key);
            } else if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        } catch (final IOException gone) {
            close(key);
        }
    }

    private static void close(final SelectionKey key) {
        try {
            key.cancel();
            key.channel().close();
        } catch (final IOException ignored) {
            // Nothing more can be done for a visitor who is gone.
            return;
        }
    }

    /** Ends the thread and removes the socket. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(END_MS);
            selector.close();
            server.close();
            Files.deleteIfExists(socket);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException e) {
            LOG.debug("the operator's socket {} stays", socket, e);
        }
    }
}
