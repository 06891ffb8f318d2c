package org.framedock.operator;

/**
 * A live lease, with what its holder has reported of itself (W-24).
 *
 * @param leaseId        unsigned.
 * @param streamId       the stream it is for.
 * @param stream         name of that stream in the driver's settings.
 * @param role           {@code PRODUCER} or {@code CONSUMER}.
 * @param clientId       who holds it.
 * @param pid            process that holds it; -1 if that cannot be told for sure. Clients of Framedock tell by their
 *                       counters. Others tell by the name of their Aeron client, {@code NAME pid=N}; where several of
 *                       them read one stream, it is known only of those that attach by an exclusive publication.
 * @param program        name of that program, or empty.
 * @param nodeId         node id that goes with it, -1 if none.
 * @param ageNs          nanoseconds since it was given.
 * @param keepaliveAgeNs nanoseconds since its last keepalive.
 * @param reportAgeNs    nanoseconds since its last report, -1 if none has come for a while.
 * @param epoch          epoch it has reported, -1 without a report.
 * @param lastSequence   last sequence it has reported, -1 without a report.
 * @param lagFrames      for a consumer, by how many frames the stream was ahead of it when it reported, at least: a
 *                       report is some hundred milliseconds old when it is heard; -1 if that is not known.
 * @param dropsGap       for a consumer, missing sequences since it began; -1 without a report.
 * @param dropsLate      for a consumer, frames that were written over before it had read them; -1 without a report.
 * @param isLimited      whether a consumer takes frames at a reduced rate.
 */
public record LeaseView(
    long leaseId, long streamId, String stream, String role, long clientId, long pid, String program, long nodeId,
    long ageNs, long keepaliveAgeNs, long reportAgeNs, long epoch, long lastSequence, long lagFrames, long dropsGap,
    long dropsLate, boolean isLimited) {
}
