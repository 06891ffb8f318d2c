package org.framedock.dock;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What feeds a stream at one moment, and whether that is what was asked for. Immutable.
 *
 * @param name              name of the configuration.
 * @param wantedKind        kind of source that is wanted now, by the configuration or by a swap.
 * @param wantedSettings    settings that are wanted now, those of the source and {@code slots_lent}.
 * @param isSwapped         whether a swap stands in the place of the configuration.
 * @param kind              kind of the source that delivers, empty if none does.
 * @param bundle            symbolic name and version of that source's bundle, parted by a blank; or empty.
 * @param device            key of the device that it uses alone, or empty.
 * @param elementType       type of an element of its last frame, as in {@code UINT8}; empty before the first one.
 * @param dimensions        sizes of its last frame, slowest first; empty before the first one.
 * @param payloadBytes      bytes of its last frame, 0 before the first one.
 * @param openSlots         slots that it has reserved and neither published nor abandoned.
 * @param mostOpenSlots     how many it may have reserved at once; without a source, how many any may have.
 * @param slotCount         slots of the stream's ring, 0 while there is no lease.
 * @param metadataVersion   version of the metadata that its frames name (W-28), -1 before there is any.
 * @param metadata          what it says of itself: {@code name}, {@code summary}, then its attributes.
 * @param isSettled         whether the stream's thread has acted upon everything that was asked of it so far.
 * @param isInForce         whether the source that delivers is the one that is wanted.
 * @param objection         why what is wanted cannot be had, with what would be accepted; empty if nothing is known
 *                          to be wrong with it.
 */
public record StreamFeed(
    String name, String wantedKind, Map<String, String> wantedSettings, boolean isSwapped, String kind, String bundle,
    String device, String elementType, List<Integer> dimensions, long payloadBytes, int openSlots, int mostOpenSlots,
    int slotCount, int metadataVersion, Map<String, String> metadata, boolean isSettled, boolean isInForce,
    String objection) {

    /** Copies lists and maps. */
    public StreamFeed {
        wantedSettings = Collections.unmodifiableMap(new LinkedHashMap<>(wantedSettings));
        dimensions = List.copyOf(dimensions);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
