package org.framedock.driver.start;

import org.framedock.driver.DriverStatus;

/** A driver's status together with what only its program knows: which media driver serves it. Any thread. */
public final class PlacedStatus implements DriverStatus {

    private final DriverStatus status;
    private final Place place;

    /**
     * Over the status of a driver that runs.
     *
     * @param status      of the driver.
     * @param mediaDriver which media driver serves it, for people.
     */
    public PlacedStatus(final DriverStatus status, final String mediaDriver) {
        this.status = status;
        final Place told = status.place();
        place = new Place(told.settings(), mediaDriver, told.aeronDirectory(), told.sharedMemory(),
            told.controlChannel(), told.controlStreamId(), told.qosChannel(), told.qosStreamId(), told.leaseLifeNs());
    }

    @Override
    public Snapshot snapshot() {
        return status.snapshot();
    }

    @Override
    public Place place() {
        return place;
    }
}
