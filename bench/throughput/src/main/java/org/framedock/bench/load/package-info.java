/**
 * Frames a second through the real driver, media driver, producer and consumer: the loops of both sides and what they
 * agree by. Called by a worker process; the producer's side on its main thread, the consumer's on one thread of the
 * same or another process.
 */
package org.framedock.bench.load;
