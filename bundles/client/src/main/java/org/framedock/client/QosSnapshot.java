package org.framedock.client;

/**
 * The last report of one producer or consumer (W-24).
 *
 * @param streamId   the stream.
 * @param clientId   who reports.
 * @param isProducer whether it writes the stream; else it reads it.
 * @param epoch      epoch it is in, unsigned.
 * @param seq        last sequence read, or as a producer counts (some report the last one written, some the next).
 * @param gaps       missing sequences since it began; 0 for a producer.
 * @param late       failed commit checks since it began; 0 for a producer.
 * @param isLimited  whether a consumer takes frames at a reduced rate.
 * @param heardNs    when the report came, System.nanoTime.
 */
public record QosSnapshot(
    long streamId, long clientId, boolean isProducer, long epoch, long seq, long gaps, long late, boolean isLimited,
    long heardNs) {
}
