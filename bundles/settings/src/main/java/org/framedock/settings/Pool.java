package org.framedock.settings;

/**
 * One payload pool of a profile ({@code profiles.NAME.payload_pools[]}).
 *
 * @param poolId      id of the pool, unique in its profile, 1 to 65534.
 * @param strideBytes bytes of one payload slot, a multiple of 64 (W-4).
 */
public record Pool(int poolId, int strideBytes) {
}
