/**
 * The source of kind {@code replay}: recorded frames, raw or FITS, as if a camera sent them. The container makes a
 * source through {@link org.framedock.replay.ReplaySourceFactory}; files are looked at in its {@code start}, on a
 * thread that may block, and read piece by piece on the stream's thread, straight into the slots.
 */
package org.framedock.replay;
