/**
 * The two TOML files of Framedock, read into immutable values with defaults filled in: the driver's
 * ({@link org.framedock.settings.DriverSettings}) and the clients' ({@link org.framedock.settings.ClientSettings}).
 *
 * <p>The driver, the dock and the command-line programs load a file once at their start, on whatever thread starts
 * them; the values may then be read from any thread. Every mistake of a file is reported at once, in words for the
 * operator (rules C-1 to C-4 of the protocol's configuration page). Nothing here touches shared memory or Aeron.
 */
@Export
@Version("1.1.0")
package org.framedock.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
