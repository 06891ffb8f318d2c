package org.framedock.camera.aravis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A device as Aravis lists it without opening it.
 *
 * @param id         name that Aravis gave it.
 * @param physicalId hardware address, of USB3 Vision its GUID.
 * @param address    network address, of USB3 Vision the same word for all.
 * @param model      name of its model.
 * @param serial     serial number.
 * @param protocol   GigEVision, USB3Vision or Fake.
 */
record DeviceEntry(String id, String physicalId, String address, String model, String serial, String protocol) {

    private static final String GIGE_VISION = "GigEVision";

    /**
     * The devices that are listed now.
     *
     * @param aravis library; its list must not be rebuilt meanwhile.
     * @return in the order of the list.
     */
    static List<DeviceEntry> listed(final Aravis aravis) {
        final int devices = aravis.arvGetNDevices();
        final List<DeviceEntry> list = new ArrayList<>(devices);
        for (int i = 0; i < devices; i++) {
            list.add(new DeviceEntry(
                said(aravis.arvGetDeviceId(i)), said(aravis.arvGetDevicePhysicalId(i)),
                said(aravis.arvGetDeviceAddress(i)), said(aravis.arvGetDeviceModel(i)),
                said(aravis.arvGetDeviceSerialNbr(i)), said(aravis.arvGetDeviceProtocol(i))));
        }
        return list;
    }

    private static String said(final String textOrNull) {
        return textOrNull == null ? "" : textOrNull.strip();
    }

    /**
     * Those that an operator may mean.
     *
     * @param devices all that are listed.
     * @param wanted  id, hardware address, network address, serial number or model; empty for any.
     * @return those that have it, by the first of these that any of them has; empty if none has.
     */
    static List<DeviceEntry> matching(final List<DeviceEntry> devices, final String wanted) {
        if (wanted.isEmpty()) {
            return devices;
        }
        final List<DeviceEntry> named =
            devices.stream().filter(device -> device.names().contains(wanted)).toList();
        return !named.isEmpty() ? named
            : devices.stream().filter(device -> device.model.equalsIgnoreCase(wanted)).toList();
    }

    /**
     * Names that no other device has.
     *
     * @return id, hardware address, serial number and, if it is one, network address.
     */
    Collection<String> names() {
        final List<String> names = new ArrayList<>(List.of(id, physicalId, serial));
        if (GIGE_VISION.equals(protocol)) {
            names.add(address);
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    /** For the operator: what can be written into a configuration. */
    @Override
    public String toString() {
        return id + " at " + address + " (model " + model + ", serial " + serial + ")";
    }
}
