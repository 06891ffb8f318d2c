package org.framedock.replay;

import java.nio.file.Path;
import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Makes sources of the kind {@code replay}. Settings: {@code path} (a file, or a directory whose files are taken in the
 * order of their names; relative to the container's home), {@code format} (raw or fits; default by the files' suffix),
 * {@code pixel_format} (default Mono8), {@code width} and {@code height} of raw frames, {@code rate_hz} (default 30, 0
 * for as fast as it can) and {@code loop} (default true).
 */
@Component(service = FrameSourceFactory.class, property = FrameSourceFactory.KIND + "=replay")
public final class ReplaySourceFactory implements FrameSourceFactory {

    private static final String HOME_PROPERTY = "framedock.home";

    private final Path home;

    /**
     * Made by Declarative Services.
     *
     * @param context of this bundle; its property framedock.home names what relative paths start from, and without it
     *                they start from the working directory.
     */
    @Activate
    public ReplaySourceFactory(final BundleContext context) {
        this(Path.of(context.getProperty(HOME_PROPERTY) == null ? "" : context.getProperty(HOME_PROPERTY)));
    }

    ReplaySourceFactory(final Path home) {
        this.home = home.toAbsolutePath();
    }

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        return new ReplaySource(ReplaySettings.read(settings, home), System::nanoTime);
    }
}
