package org.framedock.client;

import java.security.SecureRandom;

/** Ids that a client chooses for itself. */
final class ClientIds {

    static final long MAX_U32 = 0xFFFF_FFFFL;

    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientIds() {
    }

    /** A client id: not 0, which is never sent (D-2), and not the null value. */
    static long chooseClientId() {
        return 1 + (RANDOM.nextInt() & 0x7FFF_FFFEL);
    }

    /** Where correlation ids begin: at random, since a late subscriber may see the answers to another (D-11). */
    static long chooseCorrelationId() {
        return RANDOM.nextLong();
    }

    static void requireU32(final String field, final long value) {
        if (value < 0 || value >= MAX_U32) {
            throw new IllegalArgumentException(field + "=" + value + " has to be from 0 to " + (MAX_U32 - 1));
        }
    }

    static void requireNodeId(final long nodeId) {
        if (nodeId != LeaseRequest.ANY_NODE) {
            requireU32("desiredNodeId", nodeId);
        }
    }
}
