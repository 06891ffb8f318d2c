/**
 * The loaded BGAPI2 library: its functions as a native interface, the lock of its control calls, and the systems and
 * interfaces that all cameras of this process share. The bundle stays when the source that uses it is replaced, since
 * neither the library nor generated native code can be loaded twice. Called by the source of kind {@code bgapi2}: for
 * control on threads that may block, for frames on a stream's thread. One daemon thread polls plug events while a
 * camera is in use.
 */
@Export
@Version("1.0.0")
package org.framedock.camera.bgapi2.library;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
