package org.framedock.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.HeaderFault;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionSpec;
import org.framedock.memory.SlotHeader;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.MajorOrder;
import org.framedock.protocol.pool.MessageHeaderDecoder;
import org.framedock.protocol.pool.ProgressUnit;
import org.framedock.protocol.pool.SlotHeaderDecoder;
import org.framedock.protocol.pool.TensorHeaderDecoder;

/**
 * Reads the slots of a header ring, sound or not. Fields come from a copy of the slot; the verdict comes from the
 * checks that a consumer makes (W-11 to W-17), which need the whole epoch mapped.
 */
final class SlotReader {

    private static final int SLOTS_AT_ONCE = 256;
    private static final int SLOT_BYTES = RegionSpec.HEADER_SLOT_BYTES;
    private static final int EMBEDDED_OFFSET = SlotHeaderDecoder.BLOCK_LENGTH + Integer.BYTES;
    private static final int TENSOR_OFFSET = EMBEDDED_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long NO_METADATA = 0xFFFF_FFFFL;
    private static final int MAX_DIMS = 8;

    private final RegionFileView region;
    private final MappedStream stream;
    private final SlotHeader checked = new SlotHeader();
    private final ByteBuffer slotBytes = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * A reader of a sound ring.
     *
     * @param region its file.
     * @param streamOrNull the mapped epoch, for verdicts.
     */
    SlotReader(final RegionFileView region, final MappedStream streamOrNull) {
        this.region = region;
        this.stream = streamOrNull;
    }

    /** The newest slots by the sequence in their commit word, newest first; those never used are left out. */
    List<SlotView> newest(final int count) throws IOException {
        final NewestSlots newest = new NewestSlots(count);
        final int slotCount = region.spec().slotCount();
        final ByteBuffer chunk = ByteBuffer.allocate(SLOTS_AT_ONCE * SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int first = 0; first < slotCount; first += SLOTS_AT_ONCE) {
            final int slots = Math.min(SLOTS_AT_ONCE, slotCount - first);
            region.readFully(chunk.clear().limit(slots * SLOT_BYTES), offset(first));
            for (int i = 0; i < slots; i++) {
                final long word = chunk.getLong(i * SLOT_BYTES + SlotHeaderDecoder.seqCommitEncodingOffset());
                if (word != 0 || chunk.getInt(i * SLOT_BYTES + SlotHeaderDecoder.BLOCK_LENGTH) != 0) {
                    newest.offer(first + i, word);
                }
            }
        }
        final List<SlotView> views = new ArrayList<>();
        for (final int slot : newest.slots()) {
            views.add(read(slot));
        }
        return views;
    }

    private static long offset(final int slot) {
        return RegionSpec.SUPERBLOCK_BYTES + (long)slot * SLOT_BYTES;
    }

    /** Reads one slot. */
    SlotView read(final int slot) throws IOException {
        final long before = word(slot);
        region.readFully(slotBytes.clear(), offset(slot));
        final Map<String, Object> fields = decode(new UnsafeBuffer(slotBytes.array()));
        final String verdict = verdict(slot, before);
        final boolean isChanging = word(slot) != before;
        return new SlotView(slot, before, fields, verdict, isChanging);
    }

    private long word(final int slot) throws IOException {
        final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        region.readFully(word, offset(slot) + SlotHeaderDecoder.seqCommitEncodingOffset());
        return word.getLong(0);
    }

    private static Map<String, Object> decode(final UnsafeBuffer bytes) {
        final SlotHeaderDecoder slot = new SlotHeaderDecoder()
            .wrap(bytes, 0, SlotHeaderDecoder.BLOCK_LENGTH, SlotHeaderDecoder.SCHEMA_VERSION);
        final TensorHeaderDecoder tensor = new TensorHeaderDecoder()
            .wrap(bytes, TENSOR_OFFSET, TensorHeaderDecoder.BLOCK_LENGTH, TensorHeaderDecoder.SCHEMA_VERSION);
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("valuesLenBytes", slot.valuesLenBytes());
        fields.put("payloadSlot", slot.payloadSlot());
        fields.put("poolId", slot.poolId());
        fields.put("payloadOffset", slot.payloadOffset());
        fields.put("timestampNs", Json.u64(slot.timestampNs()));
        fields.put("metaVersion", slot.metaVersion() == NO_METADATA ? "none" : (Object)slot.metaVersion());
        fields.put("dtype", MessageReader.name(raw -> Dtype.get((short)raw), tensor.dtypeRaw()));
        fields.put("majorOrder", MessageReader.name(raw -> MajorOrder.get((short)raw), tensor.majorOrderRaw()));
        fields.put("ndims", (int)tensor.ndims());
        final int shown = Math.min(tensor.ndims(), MAX_DIMS);
        final List<Integer> dims = new ArrayList<>();
        final List<Integer> strides = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            dims.add(tensor.dims(i));
            strides.add(tensor.strides(i));
        }
        fields.put("dims", dims);
        fields.put("strides", strides);
        fields.put("progressUnit", MessageReader.name(raw -> ProgressUnit.get((short)raw), tensor.progressUnitRaw()));
        fields.put("progressStrideBytes", tensor.progressStrideBytes());
        return fields;
    }

    private String verdict(final int slot, final long word) {
        final long sequence = word >>> 1;
        if ((int)(sequence & region.spec().slotCount() - 1) != slot) {
            return "sequence " + Long.toUnsignedString(sequence) + " does not belong into this slot";
        }
        if ((word & 1) == 0) {
            return "not committed";
        }
        if (stream == null) {
            return "not checked";
        }
        final HeaderRing ring = stream.ring();
        if (ring.commitWord(slot) != word) {
            return "overwritten meanwhile";
        }
        checked.read(ring, slot);
        if (ring.commitWordAfterReads(slot) != word) {
            return "overwritten meanwhile";
        }
        final HeaderFault fault = checked.check(slot, stream);
        return fault == null ? "sound" : "a consumer drops it: " + fault;
    }
}
