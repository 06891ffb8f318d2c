/**
 * Help for sources whose device writes into the slots by itself, as cameras do: which slots the device may write to,
 * which frames it has left out, and when a frame was captured by a clock that is not this host's.
 *
 * <p>A source makes these objects in {@link org.framedock.source.FrameSource#start} and uses them in its poll, on the
 * stream's thread; they allocate nothing after that. Nobody has to use them: the container sees reservations and
 * publications only.
 */
@Export
@Version("1.0.0")
package org.framedock.source.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
