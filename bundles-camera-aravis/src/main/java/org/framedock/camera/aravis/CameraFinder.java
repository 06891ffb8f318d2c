package org.framedock.camera.aravis;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;

/** Finds and opens cameras. One at a time in this process, since Aravis keeps a list that it rebuilds. */
final class CameraFinder {

    private static final ReentrantLock DEVICE_LIST = new ReentrantLock();
    private static final long LIST_PATIENCE_MS = 2_000;
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Aravis aravis;
    private final NativeCells cells;
    private final CameraUse use;

    /**
     * A finder for one thread.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     * @param use    which cameras are taken by this container.
     */
    CameraFinder(final Aravis aravis, final NativeCells cells, final CameraUse use) {
        this.aravis = aravis;
        this.cells = cells;
        this.use = use;
    }

    /**
     * Opens a camera and takes control of it. Blocks for one to a few seconds.
     *
     * @param device id, hardware address, network address, serial number or model; empty for the first camera that no
     *               stream of this container has.
     * @param stream name of the stream that wants it.
     * @return the camera, owned by the caller.
     * @throws DeviceUnavailableException if there is none or it is not free; names what was found instead.
     */
    Camera open(final String device, final String stream) throws DeviceUnavailableException {
        DEVICE_LIST.lock();
        try {
            boolean fresh = false;
            List<DeviceEntry> found = DeviceEntry.matching(DeviceEntry.listed(aravis), device);
            // What is known by nothing but its address need not be listed: it may live beyond the local network.
            final boolean listedOnly = !ADDRESS.matcher(device).matches();
            if (listedOnly && (device.isEmpty() || found.isEmpty())) {
                found = look(device);
                fresh = true;
            }
            try {
                return openOneOf(found, device, stream, !listedOnly);
            } catch (final CameraException failure) {
                if (fresh) {
                    throw unavailable(device, failure.getMessage());
                }
            }
            // It may have come back under another address than the list says.
            try {
                return openOneOf(look(device), device, stream, false);
            } catch (final CameraException failure) {
                throw unavailable(device, failure.getMessage());
            }
        } finally {
            DEVICE_LIST.unlock();
        }
    }

    /**
     * The cameras that are there, for an operator. Asks the network and the bus only while no stream has a camera;
     * while one has, the answer is what was found when a stream last looked for its own.
     *
     * @return those of all interfaces, those in use included.
     * @throws DeviceUnavailableException if a stream is opening a camera and does not come to an end with it.
     */
    List<SourceDevice> list() throws DeviceUnavailableException {
        boolean locked = false;
        try {
            locked = DEVICE_LIST.tryLock(LIST_PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (!locked) {
                throw new DeviceUnavailableException("a stream is opening a camera: ask again when it has");
            }
            final List<DeviceEntry> found = use.isAnyTaken() ? DeviceEntry.listed(aravis) : look("");
            return found.stream().map(this::described).toList();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeviceUnavailableException("interrupted while a stream was opening a camera");
        } finally {
            if (locked) {
                DEVICE_LIST.unlock();
            }
        }
    }

    private SourceDevice described(final DeviceEntry entry) {
        final String key = use.keyOf(entry.id());
        return new SourceDevice(entry.id(), key.equals(CameraUse.SOME_CAMERA) ? CameraUse.KEY_PREFIX + entry.id() : key,
            "model " + entry.model() + ", serial " + entry.serial() + ", " + entry.protocol() + " at "
                + entry.address());
    }

    private List<DeviceEntry> look(final String device) {
        aravis.arvUpdateDeviceList();
        return DeviceEntry.matching(DeviceEntry.listed(aravis), device);
    }

    private Camera openOneOf(
        final List<DeviceEntry> found, final String device, final String stream, final boolean unlistedToo)
        throws CameraException, DeviceUnavailableException {
        if (found.isEmpty() && !unlistedToo) {
            throw new CameraException("it is not found", true);
        }
        String holder = found.isEmpty() ? use.holderOf(List.of(device)) : null;
        if (found.isEmpty() && holder == null) {
            return openNow(device, List.of(device), stream);
        }
        for (final DeviceEntry entry : found) {
            holder = use.holderOf(entry.names());
            if (holder == null) {
                return openNow(entry.id(), entry.names(), stream);
            }
        }
        throw unavailable(device, "it is used by stream " + holder);
    }

    private Camera openNow(final String name, final Collection<String> names, final String stream)
        throws CameraException, DeviceUnavailableException {
        final long handle = aravis.arvCameraNew(name, cells.error());
        cells.check("it cannot be opened");
        if (handle == 0) {
            throw new CameraException("it cannot be opened", true);
        }
        if (aravis.arvCameraIsGvDevice(handle) != 0
            && aravis.arvGvDeviceIsController(aravis.arvCameraGetDevice(handle)) == 0) {
            aravis.gObjectUnref(handle);
            throw unavailable(name, "it is controlled by another program");
        }
        return Camera.of(aravis, cells, handle, use, names, stream);
    }

    private DeviceUnavailableException unavailable(final String device, final String why) {
        final String camera = device.isEmpty() ? "the first camera found" : "camera " + device;
        final List<DeviceEntry> devices = DeviceEntry.listed(aravis);
        final String seen = devices.isEmpty() ? "no camera is seen on any interface"
            : "seen: " + devices.stream().map(DeviceEntry::toString).collect(Collectors.joining(", "));
        return new DeviceUnavailableException(camera + " is not available (" + why + "); " + seen);
    }
}
