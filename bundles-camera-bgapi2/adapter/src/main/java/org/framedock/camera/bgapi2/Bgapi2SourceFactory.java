package org.framedock.camera.bgapi2;

import java.util.List;
import java.util.Map;

import org.framedock.camera.bgapi2.library.Bgapi2Libraries;
import org.framedock.camera.bgapi2.library.LibraryUnavailableException;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceDevice;
import org.framedock.source.SourceSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Makes sources of the kind {@code bgapi2}. Needs nothing installed until a source starts.
 *
 * <p>The component has no configuration of its own and says so: Declarative Services would else look for one in this
 * bundle's name, and the framework keeps a record of each bundle that has used a service, even after it is uninstalled.
 */
@Component(
    service = FrameSourceFactory.class, property = FrameSourceFactory.KIND + "=bgapi2",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class Bgapi2SourceFactory implements FrameSourceFactory {

    /** Framework or system property that names the library for streams whose file does not. */
    public static final String LIBRARY_PROPERTY = "framedock.bgapi2.library";

    /** Environment variable that names the library where nothing else does. */
    public static final String LIBRARY_VARIABLE = "FRAMEDOCK_BGAPI2_LIBRARY";

    private static final String DEFAULT_LIBRARY = "libbgapi2_genicam.so";

    private final String defaultLibrary;

    /**
     * For the container.
     *
     * @param context of the bundle, whose properties may name the library.
     */
    @Activate
    public Bgapi2SourceFactory(final BundleContext context) {
        this(context.getProperty(LIBRARY_PROPERTY), System.getenv());
    }

    /**
     * A factory outside a container.
     *
     * @param libraryOrNull what {@link #LIBRARY_PROPERTY} says.
     * @param environment   the process' environment.
     */
    Bgapi2SourceFactory(final String libraryOrNull, final Map<String, String> environment) {
        defaultLibrary = libraryOrNull != null && !libraryOrNull.isBlank() ? libraryOrNull.strip()
            : environment.getOrDefault(LIBRARY_VARIABLE, DEFAULT_LIBRARY);
    }

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        return new Bgapi2Source(Bgapi2Settings.read(settings, defaultLibrary));
    }

    /** {@inheritDoc} By the default library, and on its interfaces only while no stream has a camera. */
    @Override
    public List<SourceDevice> devices() throws DeviceUnavailableException {
        try {
            return new CameraFinder(Bgapi2Libraries.load(defaultLibrary).transport()).list();
        } catch (final LibraryUnavailableException absent) {
            throw new DeviceUnavailableException("library " + defaultLibrary + ": " + absent.getMessage());
        }
    }
}
