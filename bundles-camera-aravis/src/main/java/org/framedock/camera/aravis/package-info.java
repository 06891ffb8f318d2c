/**
 * Frames from GigE Vision and USB3 Vision cameras through the Aravis library, which is loaded when the first source
 * starts and is no part of this bundle. A source finds its camera, writes its settings into the camera's nodes, reads
 * back what became of them, and lends the stream's slots to Aravis as buffers.
 *
 * <p>The container calls the factory and {@code start} and {@code stop} of a source on a thread that may block, and
 * {@code poll} on the stream's thread. Each running source has one thread of its own that asks a silent camera for a
 * sign of life and closes it. No native code ever calls back into Java, so that this bundle can be replaced while the
 * library stays loaded.
 */
package org.framedock.camera.aravis;
