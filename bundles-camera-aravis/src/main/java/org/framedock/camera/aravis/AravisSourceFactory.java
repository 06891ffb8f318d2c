package org.framedock.camera.aravis;

import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.osgi.service.component.annotations.Component;

/** Makes sources of the kind {@code aravis}. Needs nothing installed until a source starts. */
@Component(service = FrameSourceFactory.class, property = FrameSourceFactory.KIND + "=aravis")
public final class AravisSourceFactory implements FrameSourceFactory {

    private final AravisLibraries libraries = new AravisLibraries();
    private final CameraUse use = new CameraUse();
    private final Outages outages = new Outages();

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        return new AravisSource(AravisSettings.read(settings), libraries, use, outages);
    }
}
