package org.framedock.camera.bgapi2;

import java.util.List;
import java.util.stream.Collectors;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.DeviceEntry;
import org.framedock.camera.bgapi2.library.DeviceHold;
import org.framedock.camera.bgapi2.library.Transport;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;

/** Opens cameras by serial number, id or model. Blocks for as long as the interfaces take to be asked. */
final class CameraFinder {

    private final Transport transport;

    /**
     * A finder.
     *
     * @param transport open interfaces.
     */
    CameraFinder(final Transport transport) {
        this.transport = transport;
    }

    /**
     * Opens a camera.
     *
     * @param wanted serial number, id or model; empty for the first one that is free.
     * @param owner  the stream that is to be fed.
     * @return the open device.
     * @throws DeviceUnavailableException if there is none or it is not free; names what was found instead.
     */
    DeviceHold open(final String wanted, final String owner) throws DeviceUnavailableException {
        List<DeviceEntry> seen = List.of();
        String reason;
        try {
            seen = transport.devices();
            reason = "it is not there";
        } catch (final Bgapi2Exception silent) {
            reason = silent.getMessage();
        }
        for (final DeviceEntry entry : matching(seen, wanted)) {
            try {
                final String other = transport.ownerOf(entry);
                if (other == null) {
                    return transport.open(entry, owner);
                }
                reason = entry.name() + " feeds stream " + other;
            } catch (final Bgapi2Exception notFree) {
                reason = entry.name() + ": " + notFree.getMessage();
            }
        }
        throw new DeviceUnavailableException((wanted.isEmpty() ? "the first free camera" : "camera " + wanted)
            + " is not available (" + reason + "); " + list(seen));
    }

    /**
     * The cameras that are there, for an operator. The interfaces are asked only while no stream has a camera; while
     * one has, the answer is what was found when a stream last looked for its own.
     *
     * @return those of all interfaces, those in use included.
     * @throws DeviceUnavailableException if the library fails or is busy.
     */
    List<SourceDevice> list() throws DeviceUnavailableException {
        try {
            List<DeviceEntry> seen = transport.lastSeen();
            if (!isAnyUsed(seen)) {
                try (Transport.Use use = transport.use("")) {
                    seen = transport.devices();
                }
            }
            return seen.stream().map(entry -> new SourceDevice(entry.serial(), Bgapi2Source.DEVICE_KEY + entry.serial(),
                "model " + entry.model() + ", id " + entry.id())).toList();
        } catch (final Bgapi2Exception failure) {
            throw new DeviceUnavailableException(failure.getMessage());
        }
    }

    private boolean isAnyUsed(final List<DeviceEntry> seen) throws Bgapi2Exception {
        for (final DeviceEntry entry : seen) {
            if (transport.ownerOf(entry) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The devices that a name means: a serial number goes before an id, and an id before a model.
     *
     * @param seen   devices that are there.
     * @param wanted the name, empty for any.
     * @return those it may be, the first free one of which is to be used.
     */
    static List<DeviceEntry> matching(final List<DeviceEntry> seen, final String wanted) {
        if (wanted.isEmpty()) {
            return seen;
        }
        final List<DeviceEntry> bySerial = seen.stream().filter(entry -> entry.serial().equals(wanted)).toList();
        if (!bySerial.isEmpty()) {
            return bySerial;
        }
        final List<DeviceEntry> byId = seen.stream().filter(entry -> entry.id().equals(wanted)).toList();
        return byId.isEmpty() ? seen.stream().filter(entry -> entry.model().equalsIgnoreCase(wanted)).toList() : byId;
    }

    private static String list(final List<DeviceEntry> seen) {
        return seen.isEmpty() ? "no camera is seen on any interface" : seen.stream()
            .map(entry -> entry.name() + " (id " + entry.id() + ")").collect(Collectors.joining(", ", "seen: ", ""));
    }
}
