/**
 * The source of kind {@code pattern}: frames whose every byte can be foretold, for trying out a container, its
 * consumers and its speed without a device. The container makes a source through
 * {@link org.framedock.pattern.PatternSourceFactory} and drives it as the SPI says, on the stream's thread; the source
 * has no thread of its own.
 */
package org.framedock.pattern;
