package org.framedock.page.web;

import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what Felix's configuration cannot: how many connections there are, and how slow a client may be. Jetty is
 * reached by the service that adds connectors: the one that Felix has made is taken out, bounded and given back.
 */
final class ConnectionBound implements ConnectorFactory {

    /** The most connections. */
    static final int MOST_CONNECTIONS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBound.class);
    private static final long LEAST_BYTES_PER_SECOND = 512;
    private static final long LONGEST_IDLE_WHEN_FULL_MS = 2_000;

    @Override
    public Connector createConnector(final Server server) {
        for (final Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                bound(server, tcp);
                return tcp;
            }
        }
        throw new IllegalStateException("Felix HTTP has no connector");
    }

    private static void bound(final Server server, final ServerConnector tcp) {
        final HttpConfiguration http =
            tcp.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        http.setMinRequestDataRate(LEAST_BYTES_PER_SECOND);
        http.setMinResponseDataRate(LEAST_BYTES_PER_SECOND);
        final ConnectionLimit limit = new ConnectionLimit(MOST_CONNECTIONS, tcp);
        limit.setIdleTimeout(LONGEST_IDLE_WHEN_FULL_MS);
        try {
            // A connector listens to a limit only if it is there when it starts.
            tcp.stop();
            // It is started again at once, and would find its own port taken.
            Ports.awaitFree(tcp.getHost(), tcp.getPort(), Ports.OWN_PORT_MS);
            limit.start();
            server.addBean(limit, true);
        } catch (final Exception e) {
            LOG.error("the page's connections cannot be bounded: {}", e.toString());
        }
        server.removeConnector(tcp);
    }
}
