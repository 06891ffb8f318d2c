package org.framedock.operator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream.
 *
 * @param name               name of its configuration, or of the driver's stream where nothing here configures it.
 * @param stream             name in the driver's settings.
 * @param streamId           id in the protocol, 0 while it is unknown.
 * @param state              what it does: a {@code org.framedock.dock.StreamState}, or {@link #EXTERNAL} or
 *                           {@link #UNFED} where nothing in this process feeds it.
 * @param detail             why: a {@code org.framedock.dock.StreamDetail}, {@code NONE} if there is nothing to say.
 * @param text               one line for the operator; may be empty.
 * @param kind               kind of the source that delivers, empty if none does.
 * @param wantedKind         kind of source that is wanted.
 * @param settings           settings of the source that is wanted.
 * @param isSwapped          whether a swap stands in the place of the configuration.
 * @param bundle             symbolic name and version of the bundle of the source that delivers.
 * @param device             key of the device that it uses alone.
 * @param format             its last frame in words, as in {@code UINT8 640x1024 Mono8}. Of a stream that another
 *                           program feeds this, its type, sizes and bytes come from the driver's memory.
 * @param elementType        type of an element of its last frame, as in {@code UINT8}.
 * @param dimensions         sizes of its last frame, slowest first.
 * @param pixelFormat        PFNC name, if its source has told one.
 * @param payloadBytes       bytes of its last frame, -1 before there is one.
 * @param framesPerSecond    rate over the last two seconds or so; -1 while it is not known. Of a stream that another
 *                           program feeds it comes from that program's reports.
 * @param mebibytesPerSecond that rate times the size of the last frame; -1 while either is not known.
 * @param frames             frames that went out since its configuration came; -1 where another program feeds it.
 * @param lost               frames lost since then, by cause in lower case; every cause is there.
 * @param lostTotal          their sum.
 * @param lostPerSecond      how fast it grows, over the last two seconds or so.
 * @param interruptions      how often a source that delivered was lost.
 * @param interruptedNs      nanoseconds without frames that those took which have ended.
 * @param slowPolls          polls of the source that took longer than 100 ms.
 * @param epoch              epoch of its memory, 0 if it has none.
 * @param sequence           sequence of the last frame, -1 before there is one.
 * @param slotCount          slots of its ring.
 * @param openSlots          slots that its source has reserved and not published yet; -1 where another program feeds
 *                           it.
 * @param mostOpenSlots      how many it may have reserved at once; -1 likewise.
 * @param pools              its payload pools.
 * @param metadataVersion    version of the metadata that its frames name (W-28), -1 if there is none.
 * @param metadata           what its source says of itself.
 * @param producerClientId   client id of its producer's lease, 0 if there is none.
 * @param consumers          consumers that hold a lease.
 */
public record StreamView(
    String name, String stream, long streamId, String state, String detail, String text, String kind,
    String wantedKind, Map<String, String> settings, boolean isSwapped, String bundle, String device, String format,
    String elementType, List<Integer> dimensions, String pixelFormat, long payloadBytes, double framesPerSecond,
    double mebibytesPerSecond, long frames, Map<String, Long> lost, long lostTotal, double lostPerSecond,
    long interruptions, long interruptedNs, long slowPolls, long epoch, long sequence, int slotCount, int openSlots,
    int mostOpenSlots, List<PoolView> pools, int metadataVersion, Map<String, String> metadata,
    long producerClientId, int consumers) {

    /** State of a stream that another program feeds. */
    public static final String EXTERNAL = "EXTERNAL";
    /** State of a stream that nobody feeds and nothing here is configured to. */
    public static final String UNFED = "UNFED";

    /** Copies lists and maps. */
    public StreamView {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        dimensions = List.copyOf(dimensions);
        lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
        pools = List.copyOf(pools);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * A payload pool.
     *
     * @param poolId      u16.
     * @param slots       slots.
     * @param strideBytes bytes of a slot.
     * @param fill        share of a slot that the last frame fills, 0 to 1; -1 if it lies in another pool or its size
     *                    is not known.
     */
    public record PoolView(int poolId, int slots, long strideBytes, double fill) {
    }
}
