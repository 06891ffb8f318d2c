/**
 * How the driver and its clients reach Aeron: whether a media driver is alive, a media driver in this process if none
 * is, and a client connection that comes back when the media driver does. Called on the agents' threads.
 */
@Export
@Version("1.1.0")
package org.framedock.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
