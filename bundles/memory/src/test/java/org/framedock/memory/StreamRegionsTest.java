package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.framedock.memory.StreamRegions.Pool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamRegionsTest {

    private static final String URI = "shm:file?path=/dev/shm/a";

    private static void assertRefused(final String reason, final String headerUri, final Pool... pools) {
        final StreamRegions regions = new StreamRegions(10_000, -1L, 8, headerUri, List.of(pools));
        final var refusal = assertThrows(RegionRefusedException.class, regions::requireComplete);
        assertTrue(refusal.getMessage().endsWith(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("stream 10000 in epoch 18446744073709551615"), refusal.getMessage());
    }

    @Test
    @DisplayName("D-3 refuses a grant without pools, without URIs, with other slot counts or with a pool named twice")
    void shouldRefuseIncompleteGrant() {
        final Pool sound = new Pool(1, 8, 64, URI);
        assertRefused("it has no payload pools", URI);
        assertRefused("the header ring has no URI", " ", sound);
        assertRefused("pool 2 has no URI", URI, sound, new Pool(2, 8, 128, ""));
        assertRefused("pool 2 has 4 slots and the header ring 8", URI, sound, new Pool(2, 4, 128, URI));
        assertRefused("pool 1 is named twice", URI, sound, new Pool(2, 8, 128, URI), new Pool(1, 8, 256, URI));
    }

    @Test
    @DisplayName("D-3 as many pools as a message can name are looked through in one go")
    void shouldCheckManyPools() {
        final List<Pool> pools = new ArrayList<>();
        for (int poolId = 0; poolId <= 0xFFFF; poolId++) {
            pools.add(new Pool(poolId, 8, 64, URI));
        }
        assertDoesNotThrow(new StreamRegions(10_000, 1, 8, URI, pools)::requireComplete);
        pools.set(0xFFFF, new Pool(1, 8, 64, URI));
        assertRefused("pool 1 is named twice", URI, pools.toArray(Pool[]::new));
    }

    @Test
    void shouldDescribeItsRegions() {
        final Pool pool = new Pool(0xFFFF, 8, 64, URI);
        final StreamRegions regions = new StreamRegions(10_000, 7, 8, URI, List.of(pool));
        assertDoesNotThrow(regions::requireComplete);
        assertEquals(RegionSpec.headerRing(7, 10_000, 8), regions.headerSpec());
        assertEquals(RegionSpec.payloadPool(7, 10_000, 0xFFFF, 8, 64), regions.poolSpec(pool));
    }
}
