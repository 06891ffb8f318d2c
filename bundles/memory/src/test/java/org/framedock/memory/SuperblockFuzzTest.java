package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every altered superblock is either the expected one by the words of the protocol, or its region is refused. */
class SuperblockFuzzTest {

    private static final long NOW_NS = 1_000_000_000_000L;
    private static final RegionSpec POOL = RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 3, 8, 192);
    private static final RegionSpec RING = RegionSpec.headerRing(TestStream.EPOCH, TestStream.STREAM, 8);
    private static final int[][] FIELDS = {
        {0, 8}, {8, 4}, {12, 8}, {20, 4}, {24, 2}, {26, 2}, {28, 4}, {32, 4}, {36, 4}, {40, 8}, {48, 8}, {56, 8},
    };
    private static final long[] BOUNDARIES = {
        0, 1, 2, 3, 4, 8, 16, 64, 192, 256, 0xFFFF, 0xFFFF_FFFFL, -1, Integer.MIN_VALUE, Long.MIN_VALUE,
        Long.MAX_VALUE, NOW_NS, NOW_NS + 1, NOW_NS - TestStream.MAX_AGE_NS, NOW_NS - TestStream.MAX_AGE_NS - 1,
    };

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    /** W-8 and W-9 in plain words; a time counts by its distance from now, to either side. */
    private static boolean isExpected(final ByteBuffer block, final boolean ring) {
        final long activityNs = block.getLong(56);
        final long slotBytes = Integer.toUnsignedLong(block.getInt(32));
        return block.getLong(0) == 0x544F504C53484D31L
            && block.getInt(8) == 1
            && block.getLong(12) == 0x12b_34e7_efc8L
            && block.getInt(20) == 10_000
            && block.getShort(24) == (ring ? 1 : 2)
            && block.getShort(26) == (ring ? 0 : 3)
            && block.getInt(28) == 8
            && (ring ? slotBytes == 256 : slotBytes == 192 || slotBytes == 0xFFFF_FFFFL)
            && block.getInt(36) == (ring ? 0 : 192)
            && activityNs != 0
            && NOW_NS - activityNs <= 3_000_000_000L;
    }

    private static void mutate(final ByteBuffer block, final Random random) {
        for (int left = random.nextInt(3); left > 0; left--) {
            final int[] field = FIELDS[random.nextInt(FIELDS.length)];
            long value = 0;
            for (int i = field[1] - 1; i >= 0; i--) {
                value = value << 8 | block.get(field[0] + i) & 0xFF;
            }
            value = switch (random.nextInt(4)) {
                case 0 -> value ^ 1L << random.nextInt(field[1] * 8);
                case 1 -> BOUNDARIES[random.nextInt(BOUNDARIES.length)];
                case 2 -> random.nextLong();
                default -> value + random.nextInt(3) - 1;
            };
            for (int i = 0; i < field[1]; i++) {
                block.put(field[0] + i, (byte)(value >>> 8 * i));
            }
        }
    }

    @Test
    @DisplayName("W-8 W-9 no region with an altered superblock is mapped unless it says what was granted")
    void shouldJudgeEveryMutationLikeOracle() throws Exception {
        final long seed = Fuzz.seed(SuperblockFuzzTest.class);
        final Random random = new Random(seed);
        final RegionMapper mapper = TestStream.mapper(directory);
        int mapped = 0;
        for (final RegionSpec spec : List.of(POOL, RING)) {
            final boolean ring = spec == RING;
            final Path path = directory.resolve(ring ? "header.ring" : "3.pool");
            RegionFile.create(path, spec, TestStream.PRIVATE, NOW_NS).close();
            final byte[] sound = SharedMemory.read(path, 0, RegionSpec.SUPERBLOCK_BYTES);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                for (int i = 0; i < Fuzz.mutations() / 2; i++) {
                    final ByteBuffer block = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
                    mutate(block, random);
                    channel.write(block.rewind(), 0);
                    final boolean expected = isExpected(block, ring);
                    final int mutation = i;
                    final String refusal = map(mapper, path, spec);
                    assertEquals(expected, refusal == null,
                        () -> "seed " + seed + ", " + path + ", mutation " + mutation + ": " + refusal);
                    mapped += refusal == null ? 1 : 0;
                }
            }
        }
        assertEquals(List.of(), SharedMemory.heldBelow(directory));
        final int all = Fuzz.mutations();
        System.out.println("superblocks: " + all + " mutations, " + mapped + " mapped");
        assertTrue(mapped > all / 20 && mapped < all - all / 20, "the mutations are too much alike");
    }

    private static String map(final RegionMapper mapper, final Path path, final RegionSpec spec) {
        try (MappedRegion region = mapper.map(TestStream.uri(path), spec, false, NOW_NS)) {
            return region.isStillTheSame() ? null : "mapped, but not the same";
        } catch (final RegionRefusedException refused) {
            return refused.getMessage();
        }
    }
}
