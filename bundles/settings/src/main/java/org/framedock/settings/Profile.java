package org.framedock.settings;

import java.util.List;

/**
 * The shape of a stream's shared memory ({@code profiles.NAME}).
 *
 * @param name            name of the profile in the file.
 * @param headerSlotCount slots of the header ring and of every pool, a power of two (W-3).
 * @param pools           payload pools in file order, at least one; immutable.
 */
public record Profile(String name, int headerSlotCount, List<Pool> pools) {

    /** Copies the list. */
    public Profile {
        pools = List.copyOf(pools);
    }
}
