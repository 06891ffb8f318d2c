package org.framedock.camera.aravis;

import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
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
}
