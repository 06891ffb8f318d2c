package org.framedock.client;

import org.agrona.DirectBuffer;

/** Sends on the shared control stream. */
@FunctionalInterface
interface ControlSender {

    /** Returns whether the message was taken. */
    boolean send(DirectBuffer buffer, int length);
}
