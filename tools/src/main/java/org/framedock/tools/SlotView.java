package org.framedock.tools;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One slot of a header ring as it was read. Immutable.
 *
 * @param slot     its index.
 * @param word     its commit word: even while its frame is being written, odd when it is committed.
 * @param fields   its header's fields, named as in the protocol.
 * @param verdict  what a consumer would say of it.
 * @param changing whether it was written while it was read, so that its fields may be of two frames.
 */
record SlotView(int slot, long word, Map<String, Object> fields, String verdict, boolean changing) {

    /** Whether nothing was ever written to it. */
    boolean isEmpty() {
        return word == 0 && Long.valueOf(0).equals(fields.get("valuesLenBytes"));
    }

    long sequence() {
        return word >>> 1;
    }

    /** What the commit word says (W-13). */
    String state() {
        if (isEmpty()) {
            return "empty";
        }
        return changing ? "changing" : (word & 1) == 1 ? "committed" : "writing";
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("slot", slot);
        json.put("state", state());
        json.put("seq", Json.u64(sequence()));
        json.put("seqCommit", Json.u64(word));
        json.putAll(fields);
        json.put("verdict", verdict);
        return json;
    }

    /** One line for people. */
    String line(final long nowNs) {
        if (isEmpty()) {
            return "slot " + slot + " empty";
        }
        final long timestampNs = ((Number)fields.get("timestampNs")).longValue();
        final StringBuilder line = new StringBuilder("slot ").append(slot)
            .append(" seq ").append(Long.toUnsignedString(sequence())).append(' ').append(state())
            .append(", timestampNs ").append(fields.get("timestampNs"))
            .append(" (").append(timestampNs > nowNs ? "ahead of the clock" : Shown.span(nowNs - timestampNs) + " ago")
            .append("), ").append(fields.get("dtype")).append(" dims ").append(fields.get("dims"))
            .append(" strides ").append(fields.get("strides")).append(' ').append(fields.get("majorOrder"))
            .append(", pool ").append(fields.get("poolId"))
            .append(", ").append(fields.get("valuesLenBytes")).append(" bytes");
        if (!"none".equals(fields.get("metaVersion"))) {
            line.append(", metaVersion ").append(fields.get("metaVersion"));
        }
        if (!"NONE".equals(fields.get("progressUnit"))) {
            line.append(", progress ").append(fields.get("progressUnit")).append(" of ")
                .append(fields.get("progressStrideBytes")).append(" bytes");
        }
        return line.append(": ").append(verdict).toString();
    }
}
