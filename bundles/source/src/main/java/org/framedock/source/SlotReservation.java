package org.framedock.source;

import org.agrona.MutableDirectBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One slot while it is being filled. Ends by {@link #publish} or {@link #abandon}; the object is used again afterwards.
 *
 * <p>Belongs to the stream's thread, though the memory itself may be filled by a device or by another thread.
 */
@ProviderType
public interface SlotReservation {

    /**
     * The frame's number.
     *
     * @return the sequence of the frame in its stream.
     */
    long sequence();

    /**
     * The slot's index in the ring.
     *
     * @return {@code sequence & (slotCount - 1)}.
     */
    int slot();

    /**
     * Where the payload lies.
     *
     * @return native address in this process.
     */
    long address();

    /**
     * How much may be written.
     *
     * @return bytes.
     */
    int capacity();

    /**
     * The payload as a buffer of {@link #capacity} bytes.
     *
     * @return a buffer over the slot itself; not to be kept beyond the reservation.
     */
    MutableDirectBuffer buffer();

    /**
     * Hands the filled slot to the consumers. Reservations are published in the order in which they were made; those
     * passed over can only be abandoned.
     *
     * @param info what the slot holds; read during the call only, so one object serves all frames.
     * @return true if the frame went out; false if it was dropped and counted, by back-pressure or because its lease
     *     ended.
     * @throws IllegalStateException    if the reservation has ended or a later one was published before.
     * @throws IllegalArgumentException if the payload is larger than {@link #capacity}.
     */
    boolean publish(FrameInfo info);

    /**
     * Gives the slot back without a frame: a counted gap in the sequence.
     *
     * @param cause why there is no frame.
     * @throws IllegalStateException if the reservation has ended.
     */
    void abandon(LossCause cause);
}
