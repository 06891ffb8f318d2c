package org.framedock.page.component;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.framedock.operator.Operator;
import org.framedock.operator.StreamControl;
import org.framedock.page.door.Gate;
import org.framedock.page.door.Routes;
import org.framedock.page.door.Token;
import org.framedock.page.picture.Viewers;
import org.framedock.page.web.WebServer;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page, while there is a configuration of it. A wrong one is told in the log, and there is no page. */
@Component(service = {}, immediate = true, configurationPid = PageComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PageComponent {

    /** PID of the configuration: keys port, host, token_file, hosts. */
    static final String PID = "org.framedock.page";
    /** Framework property with the absolute path of the container's home. */
    static final String HOME = "framedock.home";

    private static final Logger LOG = LoggerFactory.getLogger(PageComponent.class);

    private final Viewers viewers;
    private final WebServer server;

    /**
     * Opens the page.
     *
     * @param context        of this bundle.
     * @param configurations tell the HTTP server its address.
     * @param operator       knows everything.
     * @param control        changes streams.
     * @param values         the configuration.
     */
    @Activate
    public PageComponent(
        final BundleContext context, @Reference final ConfigurationAdmin configurations,
        @Reference final Operator operator, @Reference final StreamControl control,
        final Map<String, Object> values) {
        final Path home = Path.of(context.getProperty(HOME)).toAbsolutePath();
        viewers = new Viewers(new DriverContext(home));
        server = open(context, configurations, operator, control, texts(values), home);
    }

    private WebServer open(
        final BundleContext context, final ConfigurationAdmin configurations, final Operator operator,
        final StreamControl control, final Map<String, String> values, final Path home) {
        try {
            final PageSettings settings = PageSettings.read(values, home);
            requireFree(settings);
            final Gate gate = new Gate(Token.of(settings.tokenFile()), settings.hosts());
            return WebServer.open(context, configurations, settings.host(), settings.port(),
                new Routes(operator, control, viewers, gate));
        } catch (final PageSettings.WrongException | IOException | RuntimeException e) {
            LOG.error("there is no page, config/page.cfg: {}", e.getMessage());
            return null;
        }
    }

    /** The server itself says it only in a stack trace. */
    private static void requireFree(final PageSettings settings) throws IOException {
        final InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (final IOException e) {
            throw new IOException("nothing can listen on host = " + settings.host() + ", port = " + settings.port()
                + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> texts(final Map<String, Object> values) {
        final Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    /** Ends port, threads and consumers. */
    @Deactivate
    public void close() {
        if (server != null) {
            server.close();
        }
        viewers.close();
    }
}
