/**
 * The dock: which source feeds which stream.
 *
 * <p>{@link org.framedock.dock.internal.DockComponent} puts it together. {@link
 * org.framedock.dock.internal.StreamDirectory} turns configurations and the driver's file into plans, one {@link
 * org.framedock.dock.internal.StreamController} for each stream makes them come true. A controller and all that it owns
 * (lease, slots, live source) belong to the stream's thread; create, start and stop of sources run on the stream's
 * lifecycle thread; other threads only leave notes for the controller.
 */
package org.framedock.dock.internal;
