package org.framedock.camera.aravis;

import java.util.List;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceDevice;
import org.framedock.source.SourceSettings;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Makes sources of the kind {@code aravis}. Needs nothing installed until a source starts.
 *
 * <p>The component has no configuration of its own and says so: Declarative Services would else look for one in this
 * bundle's name, and the framework keeps a record of each bundle that has used a service, even after it is uninstalled.
 */
@Component(
    service = FrameSourceFactory.class, property = FrameSourceFactory.KIND + "=aravis",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class AravisSourceFactory implements FrameSourceFactory {

    private final AravisLibraries libraries = new AravisLibraries();
    private final CameraUse use = new CameraUse();
    private final Outages outages = new Outages();

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        return new AravisSource(AravisSettings.read(settings), libraries, use, outages);
    }

    /** {@inheritDoc} By the default library, and on the network and the bus only while no stream has a camera. */
    @Override
    public List<SourceDevice> devices() throws DeviceUnavailableException {
        try {
            final Aravis aravis = libraries.load(AravisSettings.DEFAULT_LIBRARY);
            return new CameraFinder(aravis, new NativeCells(aravis), use).list();
        } catch (final SettingsException absent) {
            throw new DeviceUnavailableException(absent.getMessage());
        }
    }
}
