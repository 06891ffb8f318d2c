package org.framedock.dock;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Service that tells how each configured stream fares, and starts and stops its source. Any thread; never blocks. */
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
}
