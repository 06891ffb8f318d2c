package org.framedock.page.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The bundles of the HTTP server that lie inside this one. They are installed with the first page that is configured;
 * the server's own is stopped when no page is, and costs nothing then. One thread.
 */
final class HttpBundles {

    private static final String FOLDER = "http";
    /** Without it Jetty would listen on all addresses before it is told what to do. */
    private static final String WAIT_FOR_SETTINGS = "org.apache.felix.http.require.config";

    private final BundleContext context;
    private final List<Bundle> bundles = new ArrayList<>();

    HttpBundles(final BundleContext context) {
        this.context = context;
    }

    void start() throws BundleException, IOException {
        System.setProperty(WAIT_FOR_SETTINGS, "true");
        final List<URL> jars = new ArrayList<>(
            Collections.list(context.getBundle().findEntries(FOLDER, "*.jar", false)));
        jars.sort((one, other) -> one.getPath().compareTo(other.getPath()));
        for (final URL jar : jars) {
            try (InputStream in = jar.openStream()) {
                // An installed one of that location is given back as it is.
                bundles.add(context.installBundle("framedock-page:" + jar.getPath(), in));
            }
        }
        for (final Bundle bundle : bundles) {
            bundle.start(Bundle.START_TRANSIENT);
        }
    }

    void stop() throws BundleException {
        for (int i = bundles.size() - 1; i >= 0; i--) {
            bundles.get(i).stop(Bundle.STOP_TRANSIENT);
        }
    }
}
