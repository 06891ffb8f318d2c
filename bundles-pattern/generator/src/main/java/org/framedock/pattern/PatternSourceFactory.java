package org.framedock.pattern;

import org.framedock.source.FrameSource;
import org.framedock.source.FrameSourceFactory;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Makes sources of the kind {@code pattern}. Settings: {@code pattern} (counter or interop), {@code rate_hz} (default
 * 100, 0 for as fast as it can), {@code payload_bytes} (default 655360), {@code dtype} (default uint8) and {@code dims}
 * (such as 640x1024; default one dimension).
 *
 * <p>The component has no configuration of its own and says so: Declarative Services would else look for one in this
 * bundle's name, and the framework keeps a record of each bundle that has used a service, even after it is uninstalled.
 */
@Component(
    service = FrameSourceFactory.class, property = FrameSourceFactory.KIND + "=pattern",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PatternSourceFactory implements FrameSourceFactory {

    /** Made by Declarative Services, without any state. */
    public PatternSourceFactory() {
        super();
    }

    @Override
    public FrameSource create(final SourceSettings settings) throws SettingsException {
        return new PatternSource(PatternSettings.read(settings), System::nanoTime);
    }
}
