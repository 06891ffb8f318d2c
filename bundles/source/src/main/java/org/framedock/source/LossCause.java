package org.framedock.source;

/** Why a frame did not reach the consumers, as far as a source can know. */
public enum LossCause {
    /** The device says, or its frame ids show, that it dropped the frame. */
    DEVICE_DROPPED,
    /** Part of the frame did not arrive. */
    INCOMPLETE,
    /** The device had a frame and no slot was reserved for it. */
    NO_FREE_SLOT,
    /** The frame is larger than the slot. */
    DID_NOT_FIT
}
