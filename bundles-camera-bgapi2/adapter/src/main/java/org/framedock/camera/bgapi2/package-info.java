/**
 * Source of kind {@code bgapi2}: Baumer cameras through the BGAPI2 library, which fills the stream's slots itself. The
 * container makes, starts and stops a source on a thread that may block and polls it on the stream's thread; a thread
 * of each source talks to its camera meanwhile. Holds no native code of its own, so that it can be replaced.
 */
package org.framedock.camera.bgapi2;
