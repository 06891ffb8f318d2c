package org.framedock.camera.bgapi2.library;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The systems and interfaces of a library. They are opened for the first camera and closed after the last one, so that
 * cameras come and go independently of each other, and of the source that uses them being replaced. Any thread; all
 * state is guarded by the library's hold.
 */
public final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final long UPDATE_MS = 1_000;

    private final Bgapi2Library library;
    private final List<DeviceHold> holds = new ArrayList<>();
    private OpenTransport open;
    private int users;
    private volatile List<DeviceEntry> lastSeen = List.of();

    /** To be closed once by whoever asked for it. */
    public interface Use extends AutoCloseable {

        /** Closes the systems and interfaces, unless somebody else uses them. May block. */
        @Override
        void close();
    }

    /**
     * With nothing open.
     *
     * @param library whose systems they are.
     */
    Transport(final Bgapi2Library library) {
        this.library = library;
    }

    /**
     * Opens the systems and interfaces, unless they are open. Blocks for as long as that takes.
     *
     * @param producerPath folder with the transport layers, empty for those that are installed; ignored if they are
     *                     open.
     * @return to be closed when the camera has been closed.
     * @throws Bgapi2Exception if none can be opened.
     */
    public Use use(final String producerPath) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("opening the interfaces")) {
            if (open == null) {
                open = OpenTransport.open(library, producerPath, this::onRemoved);
            }
            users++;
            return this::endUse;
        }
    }

    private void endUse() {
        try (Bgapi2Library.Hold held = library.holdHoweverLong("closing the interfaces")) {
            users--;
            if (users == 0) {
                final OpenTransport closing = open;
                open = null;
                closing.close();
            }
        }
    }

    /**
     * Looks which devices are there. Blocks for as long as that takes.
     *
     * @return those that were found, on all interfaces.
     * @throws Bgapi2Exception if none was found and an interface could not be asked.
     */
    public List<DeviceEntry> devices() throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("looking for devices")) {
            final List<DeviceEntry> found = new ArrayList<>();
            Bgapi2Exception failure = null;
            for (final long transport : open.interfaces()) {
                try {
                    find(transport, found);
                } catch (final Bgapi2Exception silent) {
                    failure = silent;
                }
            }
            if (found.isEmpty() && failure != null) {
                throw failure;
            }
            lastSeen = List.copyOf(found);
            return lastSeen;
        }
    }

    /**
     * What {@link #devices} found when it last looked.
     *
     * @return the devices, none if nobody has looked yet. Asks no device.
     */
    public List<DeviceEntry> lastSeen() {
        return lastSeen;
    }

    private void find(final long transport, final List<DeviceEntry> found) throws Bgapi2Exception {
        final Bgapi2 functions = library.functions();
        final Cells cells = new Cells(1);
        library.check(functions.interfaceUpdateDeviceList(transport, cells.address(0), UPDATE_MS),
            "looking for devices");
        library.check(functions.interfaceGetNumDevices(transport, cells.address(0)), "counting devices");
        final int count = cells.count(0);
        for (int i = 0; i < count; i++) {
            cells.set(0, 0);
            library.check(functions.interfaceGetDevice(transport, i, cells.address(0)), "looking at a device");
            final long device = cells.number(0);
            found.add(new DeviceEntry(transport, device,
                library.text((room, length) -> functions.deviceGetID(device, room, length)),
                library.text((room, length) -> functions.deviceGetModel(device, room, length)),
                library.text((room, length) -> functions.deviceGetSerialNumber(device, room, length))));
        }
    }

    /**
     * Who uses a device in this process.
     *
     * @param entry the device.
     * @return the owner, null if nobody does.
     * @throws Bgapi2Exception if the library is busy.
     */
    public String ownerOf(final DeviceEntry entry) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("looking for an owner")) {
            return holds.stream()
                .filter(hold -> hold.entry().serial().equals(entry.serial()))
                .map(DeviceHold::owner).findFirst().orElse(null);
        }
    }

    /**
     * Opens a device.
     *
     * @param entry one of {@link #devices}.
     * @param owner who uses it, for others who want it.
     * @return the open device.
     * @throws Bgapi2Exception if it cannot be opened.
     */
    public DeviceHold open(final DeviceEntry entry, final String owner) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("opening " + entry.name())) {
            library.check(library.functions().deviceOpen(entry.handle()), "it cannot be opened");
            final DeviceHold hold = new DeviceHold(entry, owner, this::close);
            holds.add(hold);
            return hold;
        }
    }

    private void close(final DeviceHold hold) {
        final String name = hold.entry().name();
        try (Bgapi2Library.Hold held = library.holdHoweverLong("closing " + name)) {
            holds.remove(hold);
            final int result = library.functions().deviceClose(hold.entry().handle());
            if (result != Results.SUCCESS) {
                LOG.warn("camera {} was not closed: {}", name, library.explain(result));
            }
        }
    }

    /** A plug event says that a device is gone. With the library held. */
    private void onRemoved(final long transport, final String id, final String serial) {
        for (final DeviceHold hold : holds) {
            final DeviceEntry entry = hold.entry();
            if (entry.transport() == transport && (entry.serial().equals(serial) || entry.id().equals(id))) {
                hold.remove();
            }
        }
    }
}
