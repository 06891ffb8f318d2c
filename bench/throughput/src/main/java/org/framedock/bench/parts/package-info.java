/**
 * Single steps of a frame's way under JMH, on the production classes. Called by a worker process, or by JMH's own
 * virtual machines.
 */
package org.framedock.bench.parts;
