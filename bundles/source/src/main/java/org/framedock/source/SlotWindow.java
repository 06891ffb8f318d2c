package org.framedock.source;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The slots that a source may fill: a ring of {@link #slotCount} slots of which a few are reserved at a time.
 *
 * <p>Reservations come in the order of their sequence numbers, and sequence and slot are tied: {@code slot = sequence &
 * (slotCount - 1)}. Addresses stay valid until the source's {@code stop} has returned.
 */
@ProviderType
public interface SlotWindow {

    /**
     * Number of slots in the ring.
     *
     * @return a power of two.
     */
    int slotCount();

    /**
     * How many reservations may be open at once, at most half the ring.
     *
     * @return the limit, at least 1.
     */
    int maxOutstanding();

    /**
     * The largest payload that a slot of this stream holds.
     *
     * @return bytes.
     */
    int maxPayloadBytes();

    /**
     * Where the payload of a slot lies, so that a device's buffer can be announced before the slot is reserved.
     * Nothing may be written there unless a reservation of that slot is open.
     *
     * @param slot         index of the slot, 0 to {@code slotCount - 1}.
     * @param payloadBytes size of the payload, as it will be given to {@link #reserve}.
     * @return native address in this process.
     * @throws IllegalArgumentException if no slot holds so much or there is no such slot.
     */
    long address(int slot, int payloadBytes);

    /**
     * Bytes that a device may write at {@link #address}.
     *
     * @param payloadBytes size of the payload, as it will be given to {@link #reserve}.
     * @return capacity of a slot of the smallest pool that holds the payload.
     * @throws IllegalArgumentException if no slot holds so much; the message says what would.
     */
    int capacity(int payloadBytes);

    /**
     * Reserves the next slot. Only inside {@link FrameSource#poll}. No allocation.
     *
     * @param payloadBytes the largest payload that will be published from it.
     * @return the reservation, or null while {@link #maxOutstanding} are open or the stream has no lease at the moment.
     * @throws IllegalArgumentException if no slot holds so much; the message says what would.
     */
    SlotReservation reserve(int payloadBytes);
}
