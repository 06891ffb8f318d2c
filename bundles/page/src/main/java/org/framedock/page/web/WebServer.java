package org.framedock.page.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.framedock.page.door.Routes;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Felix HTTP with the page on its whiteboard. One thread opens and closes it. */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String PID = "org.apache.felix.http";
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String ENDPOINT = "osgi.http.endpoint";
    private static final int THREADS = 24;
    private static final int IDLE_MS = 15_000;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int WAITING_CONNECTIONS = 16;

    private final BundleContext context;
    private final HttpBundles bundles;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final ServiceListener listener = this::onRuntime;
    /** Of the package that comes with the server's bundles: no type of this class may name it before they are there. */
    private Object servlet;
    private Configuration configuration;
    private String endpoint = "";
    private String lastTold = "";
    private boolean isServletReady;

    private WebServer(final BundleContext context) {
        this.context = context;
        this.bundles = new HttpBundles(context);
    }

    /**
     * Starts the server. It listens a moment later, and says so in the log.
     *
     * @param context       of this bundle.
     * @param configurations tell the server its address.
     * @param host          address to listen on.
     * @param port          to listen on, 0 for any.
     * @param routes        answer.
     * @return the server.
     * @throws IOException if it does not start; nothing of it runs then.
     */
    public static WebServer open(
        final BundleContext context, final ConfigurationAdmin configurations, final String host, final int port,
        final Routes routes) throws IOException {
        final WebServer server = new WebServer(context);
        try {
            server.start(configurations, host, port, routes);
            return server;
        } catch (final BundleException | InvalidSyntaxException | LinkageError e) {
            server.close();
            throw new IOException("the HTTP server does not start: " + e, e);
        } catch (final IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void start(final ConfigurationAdmin configurations, final String host, final int port,
        final Routes routes) throws IOException, BundleException, InvalidSyntaxException {
        context.addServiceListener(listener, "(" + Constants.OBJECTCLASS + "=" + RUNTIME + ")");
        bundles.start();
        registrations.add(context.registerService(
            "org.apache.felix.http.jetty.ConnectorFactory", new ConnectionBound(), null));
        final Dictionary<String, Object> whiteboard = new Hashtable<>();
        whiteboard.put("osgi.http.whiteboard.servlet.pattern", "/*");
        whiteboard.put("osgi.http.whiteboard.servlet.name", "framedock-page");
        servlet = new PageServlet(routes, this::onServletReady);
        registrations.add(context.registerService("jakarta.servlet.Servlet", servlet, whiteboard));
        configuration = configurations.getConfiguration(PID, "?");
        configuration.update(settings(host, port));
    }

    /**
     * Answers by other routes from now on; the port stays open.
     *
     * @param routes answer.
     */
    public void answerBy(final Routes routes) {
        ((PageServlet)servlet).answerBy(routes);
    }

    private static Dictionary<String, Object> settings(final String host, final int port) {
        final Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("org.apache.felix.http.host", host);
        settings.put("org.osgi.service.http.port", port);
        settings.put("org.apache.felix.http.enable", true);
        settings.put("org.apache.felix.https.enable", false);
        settings.put("org.apache.felix.http.timeout", IDLE_MS);
        settings.put("org.apache.felix.http.jetty.threadpool.max", THREADS);
        settings.put("org.apache.felix.http.jetty.acceptors", 1);
        settings.put("org.apache.felix.http.jetty.selectors", 1);
        settings.put("org.apache.felix.http.jetty.acceptQueueSize", WAITING_CONNECTIONS);
        settings.put("org.apache.felix.http.jetty.headerBufferSize", HEADER_BYTES);
        settings.put("org.apache.felix.http.jetty.maxFormSize", HEADER_BYTES);
        settings.put("org.apache.felix.http.jetty.sendServerHeader", false);
        settings.put("org.apache.felix.http.mbeans", false);
        return settings;
    }

    private void onRuntime(final ServiceEvent event) {
        final Object endpoints = event.getServiceReference().getProperty(ENDPOINT);
        if (event.getType() == ServiceEvent.REGISTERED || event.getType() == ServiceEvent.MODIFIED) {
            final String[] addresses = endpoints instanceof String[] several ? several
                : endpoints == null ? new String[0] : new String[] {endpoints.toString()};
            tell(String.join(" and ", Arrays.asList(addresses)));
        }
    }

    private synchronized void onServletReady() {
        isServletReady = true;
        tell(endpoint);
    }

    /** Says where the page is once it is there: the port is open a moment earlier. */
    private synchronized void tell(final String now) {
        endpoint = now;
        if (isServletReady && !now.isEmpty() && !now.equals(lastTold)) {
            lastTold = now;
            LOG.info("page at {}", now);
        }
    }

    /** Ends the server: no port, no thread is left. */
    @Override
    public void close() {
        context.removeServiceListener(listener);
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        try {
            // The server would follow the deletion while it is being stopped, on another thread.
            bundles.stop();
            if (configuration != null) {
                configuration.delete();
            }
        } catch (final IOException | BundleException | IllegalStateException e) {
            LOG.warn("the HTTP server of {} does not end in order: {}",
                FrameworkUtil.getBundle(WebServer.class).getSymbolicName(), e.toString());
        }
    }
}
