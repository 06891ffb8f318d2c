/**
 * Time from publish to handler at a fixed rate of frames, into histograms. The loops run on the same two threads as
 * those of the load.
 */
package org.framedock.bench.latency;
