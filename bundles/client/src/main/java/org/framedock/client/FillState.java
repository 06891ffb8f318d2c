package org.framedock.client;

/** How far a reserved frame is filled, and what of it consumers have been told (W-27). */
final class FillState {

    private boolean told;
    private int filledBytes;
    private int toldBytes;
    private long toldNs;

    void begin() {
        told = false;
        filledBytes = 0;
        toldBytes = 0;
    }

    void filled(final int bytes) {
        filledBytes = bytes;
    }

    void told(final int bytes, final long nowNs) {
        told = true;
        toldBytes = bytes;
        toldNs = nowNs;
    }

    boolean isTold() {
        return told;
    }

    int filledBytes() {
        return filledBytes;
    }

    int toldBytes() {
        return toldBytes;
    }

    long toldNs() {
        return toldNs;
    }
}
