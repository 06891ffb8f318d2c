package org.framedock.source;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes frame sources of one kind.
 *
 * <p>Registered by a plugin as an OSGi service with the property {@link #KIND}. When the service goes, the container
 * stops every source that it made; nothing else happens to their streams.
 */
@ConsumerType
public interface FrameSourceFactory {

    /** Service property with the kind of source made here, a short lower-case name such as {@code pattern}. */
    String KIND = "framedock.source.kind";

    /**
     * Makes a source from the settings of one stream.
     *
     * <p>Reads and checks the settings only: no device is opened and no thread is started here. Called on a thread
     * that may block, never on a stream's thread.
     *
     * @param settings what the stream's configuration says beyond the keys of the container.
     * @return a source that has not been started.
     * @throws SettingsException if a setting is wrong; the message names the key, the value and what is accepted.
     */
    FrameSource create(SourceSettings settings) throws SettingsException;

    /**
     * Looks for the devices that a stream could name, those in use included. Opens none and disturbs no running
     * source. Called when an operator asks, on a thread that may block; to return within 5 s.
     *
     * @return what is there now; null if sources of this kind have no devices, or cannot tell.
     * @throws DeviceUnavailableException if nothing can be looked for, as when the library of the vendor is missing.
     */
    default List<SourceDevice> devices() throws DeviceUnavailableException {
        return null;
    }
}
