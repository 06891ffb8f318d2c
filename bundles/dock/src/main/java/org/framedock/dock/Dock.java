package org.framedock.dock;

import java.util.List;
import java.util.Map;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Service that tells how each configured stream fares, and starts and stops its source. Any thread; never blocks, but
 * for {@link #devices}.
 */
@ProviderType
public interface Dock {

    /**
     * All configured streams at this moment, in order of their names.
     *
     * @return an immutable copy.
     */
    List<StreamStatus> streams();

    /**
     * Lets a stream run that {@link #stop} has stopped, and tries a faulted one again. Returns at once; the stream's
     * status tells what came of it.
     *
     * @param name name of the stream's configuration.
     * @return false if there is none of that name.
     */
    boolean start(String name);

    /**
     * Stops a stream's source until {@link #start} is called or the container is started again; the stream's lease is
     * kept. Returns at once.
     *
     * @param name name of the stream's configuration.
     * @return false if there is none of that name.
     */
    boolean stop(String name);

    /**
     * Lets a source of another kind take the place of the one that feeds a stream: it is started beside that one where
     * the two can run at once, and the stream goes on with the same lease, epoch and sequence. If it does not start,
     * what ran before goes on and the status says why. Nothing is written: the next edit of the stream's
     * configuration, or the next start of the container, brings the configured source back. Returns at once.
     *
     * @param name     name of the stream's configuration.
     * @param kind     kind of source; the configured kind without settings means the source as it is configured.
     * @param settings settings of that source, instead of those of the configuration; {@code slots_lent} among them
     *                 says how many slots it may have at once, empty as many as usual.
     * @return false if there is none of that name.
     */
    boolean swap(String name, String kind, Map<String, String> settings);

    /**
     * What feeds each configured stream, in order of their names; beside {@link #streams}.
     *
     * @return an immutable copy; what a stream's thread knows alone is up to 200 ms old.
     */
    List<StreamFeed> feeds();

    /**
     * The source factories that are there now, those that are used first within a kind.
     *
     * @return an immutable copy, in order of the kinds.
     */
    List<SourceOffer> offers();

    /**
     * Looks for the devices of a kind. Blocks for as long as the plugin needs.
     *
     * @param kind of source.
     * @return what is there; null if no bundle offers the kind, or sources of that kind have no devices or cannot tell.
     * @throws DeviceUnavailableException if the plugin cannot look, or fails.
     */
    List<SourceDevice> devices(String kind) throws DeviceUnavailableException;

    /**
     * Which stream uses which device.
     *
     * @return name of the stream by the key of {@link org.framedock.source.FrameSource#device}; an immutable copy.
     */
    Map<String, String> devicesInUse();
}
