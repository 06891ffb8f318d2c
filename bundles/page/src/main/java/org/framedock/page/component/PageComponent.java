package org.framedock.page.component;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.framedock.operator.Operator;
import org.framedock.operator.StreamControl;
import org.framedock.page.door.Gate;
import org.framedock.page.door.Routes;
import org.framedock.page.door.TokenFile;
import org.framedock.page.picture.Viewers;
import org.framedock.page.web.Ports;
import org.framedock.page.web.WebServer;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page, while there is a configuration of it. A wrong one is told in the log: there is no page then, or the earlier
 * one goes on. The component runtime calls, one call at a time.
 */
@Component(service = {}, immediate = true, configurationPid = PageComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PageComponent {

    /** PID of the configuration: keys port, host, token_file, hosts. */
    static final String PID = "org.framedock.page";
    /** Framework property with the absolute path of the container's home. */
    static final String HOME = "framedock.home";

    private static final Logger LOG = LoggerFactory.getLogger(PageComponent.class);

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Operator operator;
    private final StreamControl control;
    private final Path home;
    private final Viewers viewers;
    /** In force; null if there is no page. */
    private PageSettings settings;
    private WebServer server;

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
        this.context = context;
        this.configurations = configurations;
        this.operator = operator;
        this.control = control;
        home = Path.of(context.getProperty(HOME)).toAbsolutePath();
        viewers = new Viewers(new DriverContext(home));
        configure(values);
    }

    /**
     * Follows a change. Where only the token or the names are others, the port stays open all the time.
     *
     * @param values the new configuration.
     */
    @Modified
    public void configure(final Map<String, Object> values) {
        try {
            final PageSettings next = PageSettings.read(texts(values), home);
            final Routes routes = routes(next);
            if (server != null && settings.isSameAddress(next)) {
                server.answerBy(routes);
                LOG.info("page: its new settings are in force");
            } else {
                move(next, routes);
            }
            settings = next;
        } catch (final PageSettings.WrongException | IOException | RuntimeException e) {
            LOG.error("config/page.cfg: {}; {}", e.getMessage(),
                server == null ? "there is no page" : "the page goes on with its earlier settings");
        }
    }

    private Routes routes(final PageSettings from) throws IOException {
        return new Routes(operator, control, viewers, new Gate(TokenFile.of(from.tokenFile())::isIn, from.hosts()));
    }

    private void move(final PageSettings next, final Routes routes) throws IOException {
        final boolean isOwnPort = settings != null && next.port() != 0 && next.port() == settings.port();
        if (!isOwnPort) {
            Ports.awaitFree(next.host(), next.port(), 0);
        }
        closeServer();
        try {
            Ports.awaitFree(next.host(), next.port(), Ports.OWN_PORT_MS);
            server = WebServer.open(context, configurations, next.host(), next.port(), routes);
        } catch (final IOException | RuntimeException e) {
            if (settings != null) {
                Ports.awaitFree(settings.host(), settings.port(), Ports.OWN_PORT_MS);
                server = WebServer.open(context, configurations, settings.host(), settings.port(), routes(settings));
            }
            throw e;
        }
    }

    private static Map<String, String> texts(final Map<String, Object> values) {
        final Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private void closeServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Ends port, threads and consumers. */
    @Deactivate
    public void close() {
        if (server != null) {
            LOG.info("page closed");
        }
        closeServer();
        viewers.close();
    }
}
