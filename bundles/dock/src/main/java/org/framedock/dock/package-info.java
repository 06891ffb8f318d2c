/**
 * What the container says about its streams, and how an operator starts, stops and swaps them.
 *
 * <p>The shell and other operator tools look up the service {@link org.framedock.dock.Dock}; they may call it on any
 * thread. All that does the work is private to this bundle.
 */
@Export
@Version("1.2.0")
package org.framedock.dock;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
