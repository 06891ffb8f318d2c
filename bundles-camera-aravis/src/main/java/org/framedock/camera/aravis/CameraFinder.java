package org.framedock.camera.aravis;

import java.util.regex.Pattern;

import org.framedock.source.DeviceUnavailableException;

/** Opens cameras by name. One at a time in this process, since Aravis hands out names from a list that it rebuilds. */
final class CameraFinder {

    private static final Object DEVICE_LIST = new Object();
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Aravis aravis;
    private final NativeCells cells;

    /**
     * A finder for one thread.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     */
    CameraFinder(final Aravis aravis, final NativeCells cells) {
        this.aravis = aravis;
        this.cells = cells;
    }

    /**
     * Opens a camera and takes control of it. Blocks for one to a few seconds.
     *
     * @param device id or address, empty for the first camera that answers.
     * @return an ArvCamera, owned by the caller.
     * @throws DeviceUnavailableException if there is none or it is not free; names what was found instead.
     */
    long open(final String device) throws DeviceUnavailableException {
        synchronized (DEVICE_LIST) {
            final boolean named = !device.isEmpty() && !ADDRESS.matcher(device).matches();
            // Aravis takes a name that it does not know from its list for a host name and asks the resolver, which can
            // take long: so it gets its list first.
            boolean fresh = false;
            if (named && !isListed(device)) {
                aravis.arvUpdateDeviceList();
                fresh = true;
            }
            try {
                return openNow(device);
            } catch (final CameraException failure) {
                if (!fresh) {
                    // The device may have come back under another address than the list says.
                    aravis.arvUpdateDeviceList();
                    if (device.isEmpty() ? aravis.arvGetNDevices() > 0 : named && isListed(device)) {
                        return retry(device);
                    }
                }
                throw unavailable(device, failure);
            }
        }
    }

    private long retry(final String device) throws DeviceUnavailableException {
        try {
            return openNow(device);
        } catch (final CameraException failure) {
            throw unavailable(device, failure);
        }
    }

    private long openNow(final String device) throws CameraException, DeviceUnavailableException {
        final long camera = aravis.arvCameraNew(device.isEmpty() ? null : device, cells.error());
        cells.check("it cannot be opened");
        if (camera == 0) {
            throw new CameraException("it cannot be opened", true);
        }
        if (aravis.arvCameraIsGvDevice(camera) != 0
            && aravis.arvGvDeviceIsController(aravis.arvCameraGetDevice(camera)) == 0) {
            aravis.gObjectUnref(camera);
            throw unavailable(device, new CameraException("it is controlled by another program", true));
        }
        return camera;
    }

    private DeviceUnavailableException unavailable(final String device, final CameraException failure) {
        final String camera = device.isEmpty() ? "the first camera found" : "camera " + device;
        return new DeviceUnavailableException(camera + " is not available (" + failure.getMessage() + "); " + seen());
    }

    private boolean isListed(final String device) {
        final int devices = aravis.arvGetNDevices();
        for (int i = 0; i < devices; i++) {
            if (device.equals(aravis.arvGetDeviceId(i)) || device.equals(aravis.arvGetDevicePhysicalId(i))) {
                return true;
            }
        }
        return false;
    }

    private String seen() {
        final int devices = aravis.arvGetNDevices();
        final StringBuilder list = new StringBuilder();
        for (int i = 0; i < devices; i++) {
            list.append(i == 0 ? "seen: " : ", ")
                .append(aravis.arvGetDeviceId(i)).append(" at ").append(aravis.arvGetDeviceAddress(i));
        }
        return devices == 0 ? "no camera is seen on any interface" : list.toString();
    }
}
