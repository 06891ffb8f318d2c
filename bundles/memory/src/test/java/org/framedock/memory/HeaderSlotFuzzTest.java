package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every altered header is sound by the words of the protocol, and then read with the same meaning, or found out. */
class HeaderSlotFuzzTest {

    private static final int SLOTS = 8;
    private static final Map<Integer, Integer> POOLS = Map.of(1, 1024, 2, 4096);
    /** Where our strides end; no array that fits a slot comes near it. */
    private static final BigInteger LARGEST_STRIDE = BigInteger.ONE.shiftLeft(40);

    private final SlotHeader header = new SlotHeader();

    @Test
    @DisplayName("W-11 W-16 W-17 W-18 W-19 no altered header is accepted that is not sound, and none refused that is")
    void shouldJudgeEveryMutationLikeOracle(@TempDir(factory = SharedMemory.class) final Path directory)
        throws Exception {
        final long seed = Fuzz.seed(HeaderSlotFuzzTest.class);
        final SlotMutator mutator = new SlotMutator(seed);
        final byte[] bytes = new byte[RegionSpec.HEADER_SLOT_BYTES];
        final Set<HeaderFault> reached = EnumSet.noneOf(HeaderFault.class);
        int accepted = 0;
        try (TestStream stream = TestStream.open(directory, SLOTS, 1024, 4096)) {
            for (int i = 0; i < Fuzz.mutations(); i++) {
                final int slot = mutator.below(SLOTS);
                final TensorLayout layout = mutator.layout();
                final HeaderRing ring = new HeaderRing(stream.producer().ring().slotAddress(0), SLOTS);
                ring.writeHeader(slot, 1 + mutator.below(2), layout.payloadBytes(), i, i, layout);
                final UnsafeBuffer memory = new UnsafeBuffer(ring.slotAddress(slot), bytes.length);
                memory.getBytes(0, bytes);
                mutator.mutate(bytes);
                memory.putBytes(0, bytes);

                final SlotOracle oracle = new SlotOracle(bytes);
                final String fault = oracle.fault(slot, POOLS);
                header.read(stream.consumer().ring(), slot);
                final HeaderFault found = header.check(slot, stream.consumer());
                final int mutation = i;
                assertEquals(fault == null, found == null,
                    () -> "seed " + seed + ", mutation " + mutation + ": " + fault + " but " + found);
                if (fault != null) {
                    reached.add(found);
                } else {
                    accepted++;
                    assertSameMeaning(oracle, "seed " + seed + ", mutation " + mutation);
                }
            }
        }
        final int all = Fuzz.mutations();
        System.out.println("header slots: " + all + " mutations, " + accepted + " sound");
        assertEquals(EnumSet.allOf(HeaderFault.class), reached);
        assertTrue(accepted > all / 20 && accepted < all - all / 20, "the mutations are too much alike");
    }

    private void assertSameMeaning(final SlotOracle oracle, final String which) {
        assertEquals(oracle.u32(8), header.valuesLengthBytes(), which);
        assertEquals(oracle.u16(16), header.poolId(), which);
        assertEquals(oracle.u32(22) | oracle.u32(26) << 32, header.timestampNs(), which);
        assertEquals(oracle.u32(30), Integer.toUnsignedLong(header.metaVersion()), which);
        assertEquals(oracle.u16(72), header.dtype(), which);
        assertEquals(oracle.u16(74), header.majorOrder(), which);
        assertEquals(oracle.u8(76), header.ndims(), which);
        for (int i = 0; i < header.ndims(); i++) {
            assertEquals(oracle.dim(i), header.dim(i), which);
            assertEquals(oracle.stride(i).min(LARGEST_STRIDE), BigInteger.valueOf(header.strideBytes(i)), which);
        }
    }
}
