package org.framedock.page.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whether somebody can listen. Any thread. */
public final class Ports {

    /** Longer than it takes until a port that was closed here is free again, since a thread still waits on it. */
    public static final long OWN_PORT_MS = 2_000;

    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private Ports() {
    }

    /**
     * Waits until an address is free. The server itself says only in a stack trace that it is not.
     *
     * @param host      address to listen on.
     * @param port      to listen on, 0 for any.
     * @param patienceMs for so long at most; 0 looks once.
     * @throws IOException if it is taken; the message says so in one line.
     */
    public static void awaitFree(final String host, final int port, final long patienceMs) throws IOException {
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (true) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(host, port));
                return;
            } catch (final IOException e) {
                if (System.nanoTime() - endNs >= 0) {
                    throw new IOException(
                        "nothing can listen on host = " + host + ", port = " + port + ": " + e.getMessage(), e);
                }
                LockSupport.parkNanos(LOOK_NS);
            }
        }
    }
}
