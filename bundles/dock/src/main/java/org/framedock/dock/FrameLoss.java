package org.framedock.dock;

/** Why a frame of a source did not reach the consumers. Each lost frame is counted under one of these. */
public enum FrameLoss {
    /** The device dropped it. */
    DEVICE_DROPPED,
    /** Part of it did not arrive. */
    INCOMPLETE,
    /** The device had it and no slot was reserved for it. */
    NO_FREE_SLOT,
    /** It is larger than the slot. */
    DID_NOT_FIT,
    /** Its descriptor could not be sent, since a consumer did not keep up. */
    BACK_PRESSURE,
    /** The stream's lease had ended when it was published. */
    LEASE_LOST
}
