/**
 * The programs {@code producer} and {@code consumer}: one fills frames with a pattern, the other looks at every byte
 * of every frame. Called by the launcher through {@link org.framedock.pattern.verifier.ProducerMain} and
 * {@link org.framedock.pattern.verifier.ConsumerMain}, each on the main thread of a process of its own, or by a plain
 * {@code java} command; they need no OSGi framework.
 */
package org.framedock.pattern.verifier;
