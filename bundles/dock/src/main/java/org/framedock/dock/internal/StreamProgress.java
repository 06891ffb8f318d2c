package org.framedock.dock.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.framedock.client.Metadata;
import org.framedock.client.MetadataAttribute;
import org.framedock.dock.StreamFeed;
import org.framedock.source.FrameFormat;

/**
 * What a stream's thread leaves for operators each time it has decided, so that its frames are published without a
 * thought of them. Set on the stream's thread without allocation, read by any.
 */
final class StreamProgress {

    private volatile LiveSource live;
    private volatile FrameFormat format;
    private volatile int openSlots;
    private volatile int mostOpenSlots;
    private volatile int slotCount;
    private volatile int metadataVersion = Metadata.NO_VERSION;
    private volatile boolean inForce;
    private volatile String objection = "";
    /** Written last. */
    private volatile int answered;

    /** What is wanted is not had, for that reason if one is known. */
    void wanting(final Objection objectionOrNull) {
        inForce = false;
        objection = objectionOrNull == null ? "" : objectionOrNull.text();
    }

    /** The source that is polled is the one that is wanted. */
    void inForce() {
        inForce = true;
    }

    /** All wishes up to that count have been acted upon. */
    void decided(final int wishes, final LiveSource polledOrNull, final StreamPort portOrNull,
        final SlotTable tableOrNull) {
        live = polledOrNull;
        if (polledOrNull != null && polledOrNull.format() != null) {
            format = polledOrNull.format();
        }
        final boolean leased = portOrNull != null && tableOrNull != null;
        openSlots = leased ? portOrNull.openReservations() : 0;
        mostOpenSlots = !leased ? 0 : polledOrNull == null ? tableOrNull.maxOutstanding()
            : Math.min(polledOrNull.plan.slotsLent(), tableOrNull.maxOutstanding());
        slotCount = leased ? tableOrNull.slotCount() : 0;
        metadataVersion = portOrNull == null ? Metadata.NO_VERSION : portOrNull.metadataVersion();
        answered = wishes;
    }

    /** Any thread. */
    StreamFeed feed(final String name, final StreamNotes notes, final boolean swapped) {
        final boolean settled = notes.wishes() == answered;
        final StreamPlan plan = notes.plan();
        final LiveSource source = live;
        final FrameFormat shape = format;
        final List<Integer> dimensions = new ArrayList<>();
        for (int i = 0; shape != null && i < shape.dimensionCount(); i++) {
            dimensions.add(shape.dimension(i));
        }
        final Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put(StreamConfiguration.SLOTS_LENT, Integer.toString(plan.slotsLent()));
        return new StreamFeed(name, plan.kind(), settings, swapped, source == null ? "" : source.plan.kind(),
            source == null ? "" : source.factory.bundle(),
            source == null || source.device() == null ? "" : source.device(),
            shape == null ? "" : shape.elementType().toString(), dimensions, shape == null ? 0 : shape.payloadBytes(),
            openSlots, mostOpenSlots, slotCount, metadataVersion,
            described(source == null ? null : source.metadata()), settled, inForce, objection);
    }

    private static Map<String, String> described(final Metadata saidOrNull) {
        final Map<String, String> said = new LinkedHashMap<>();
        if (saidOrNull != null) {
            said.put("name", saidOrNull.name());
            said.put("summary", saidOrNull.summary());
            for (final MetadataAttribute attribute : saidOrNull.attributes()) {
                if (attribute.format().equals(Metadata.TEXT)) {
                    said.putIfAbsent(attribute.key(), attribute.text());
                }
            }
        }
        return said;
    }
}
