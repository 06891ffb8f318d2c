/**
 * What a frame source plugin implements, and all that it sees of the container.
 *
 * <p>A plugin registers a {@link org.framedock.source.FrameSourceFactory} as an OSGi service whose property
 * {@link org.framedock.source.FrameSourceFactory#KIND} names the kind of source it makes. A stream's configuration
 * names the kind; the container makes a {@link org.framedock.source.FrameSource} from the settings and lends it slots
 * of the stream's shared memory. {@code start} and {@code stop} run on a thread that may block; {@code poll}, and
 * with it every reservation and publication, runs on the stream's own thread.
 */
@Export
@Version("1.3.0")
package org.framedock.source;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
