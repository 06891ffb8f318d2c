package org.framedock.camera.aravis;

import java.util.Collection;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;

/**
 * An open camera. Used by the thread that starts the source, and after that by the {@link CameraKeeper} alone.
 */
final class Camera {

    private static final int PACKET_HEADER_BYTES = 20 + 8 + 8;
    private static final int LEADER_AND_TRAILER = 2;

    private final Aravis aravis;
    private final NativeCells cells;
    private final long camera;
    private final boolean gigEVision;
    private final CameraUse use;
    private final String vendor;
    private final String model;
    private final String serial;
    private String key;

    private Camera(final Aravis aravis, final NativeCells cells, final long camera, final CameraUse use) {
        this.aravis = aravis;
        this.cells = cells;
        this.camera = camera;
        this.use = use;
        gigEVision = aravis.arvCameraIsGvDevice(camera) != 0;
        vendor = said(aravis.arvCameraGetVendorName(camera, cells.error()));
        model = said(aravis.arvCameraGetModelName(camera, cells.error()));
        serial = said(aravis.arvCameraGetDeviceSerialNumber(camera, cells.error()));
    }

    private String said(final String textOrNull) {
        cells.ignoreError();
        return textOrNull == null ? "" : textOrNull.strip();
    }

    /**
     * Takes over an open camera.
     *
     * @param aravis library.
     * @param cells  out parameters, used by whoever uses this object.
     * @param handle ArvCamera with a reference that now belongs to this object.
     * @param use    where it is noted as taken until it is closed.
     * @param names  names by which it was met.
     * @param stream name of the stream that takes it.
     * @return the camera.
     * @throws DeviceUnavailableException if another stream of this container has it; it is given back then.
     */
    static Camera of(final Aravis aravis, final NativeCells cells, final long handle, final CameraUse use,
        final Collection<String> names, final String stream) throws DeviceUnavailableException {
        final Camera camera = new Camera(aravis, cells, handle, use);
        try {
            camera.key = use.take(camera.vendor + "-" + camera.serial, names, stream);
            return camera;
        } catch (final DeviceUnavailableException taken) {
            aravis.gObjectUnref(handle);
            throw taken;
        }
    }

    /**
     * Makes a stream; its receive thread runs when this returns.
     *
     * @return an ArvStream, owned by the caller.
     * @throws CameraException if it cannot be made.
     */
    long createStream() throws CameraException {
        final long stream = aravis.arvCameraCreateStream(camera, 0, 0, cells.error());
        cells.check("cannot make a stream");
        if (stream == 0) {
            throw new CameraException("cannot make a stream", false);
        }
        return stream;
    }

    /**
     * How many packets a frame has, once a stream has been made and with it the packet size has been settled.
     *
     * @param payloadBytes size of a frame.
     * @return packets of GigE Vision, leader and trailer included; 1 for USB3 Vision, which counts frames.
     * @throws CameraException if the camera does not answer.
     */
    int packetsPerFrame(final int payloadBytes) throws CameraException {
        if (!gigEVision) {
            return 1;
        }
        final int packetSizeBytes = aravis.arvCameraGvGetPacketSize(camera, cells.error());
        cells.check("reading packet_size");
        final int dataBytes = Math.max(1, packetSizeBytes - PACKET_HEADER_BYTES);
        return (payloadBytes + dataBytes - 1) / dataBytes + LEADER_AND_TRAILER;
    }

    /**
     * Whether its frames carry a time of its own.
     *
     * @return false if it has no clock; Aravis then stamps frames with the time of their arrival.
     */
    boolean hasClock() {
        if (!gigEVision) {
            return true;
        }
        final long ticksPerSecond =
            aravis.arvGvDeviceGetTimestampTickFrequency(aravis.arvCameraGetDevice(camera), cells.error());
        cells.ignoreError();
        return ticksPerSecond != 0;
    }

    /**
     * Makes the camera send. Blocks for some seconds if it is gone.
     *
     * @return null if all is well, else what was seen, in one line.
     */
    String startAcquisition() {
        aravis.arvCameraStartAcquisition(camera, cells.error());
        return troubleWith("it cannot start the acquisition");
    }

    /** Makes the camera stop sending; one that is gone need not hear it. Blocks for seconds if it is. */
    void stopAcquisition() {
        aravis.arvCameraStopAcquisition(camera, cells.error());
        cells.ignoreError();
    }

    /**
     * Asks the camera for a sign of life. Blocks for some seconds if it is gone.
     *
     * @return null if all is well, else what was seen, in one line.
     */
    String askForLife() {
        final long device = aravis.arvCameraGetDevice(camera);
        if (gigEVision && aravis.arvGvDeviceIsController(device) == 0) {
            return "control of camera " + name() + " is lost";
        }
        // A register and not a node, whose value may be remembered.
        aravis.arvDeviceReadRegister(device, 0, cells.number(0), cells.error());
        return troubleWith("it sends no frames and does not answer");
    }

    private String troubleWith(final String what) {
        try {
            cells.check(what);
            return null;
        } catch (final CameraException trouble) {
            return "camera " + name() + " is lost: " + trouble.getMessage();
        }
    }

    /** Says that it is going to be closed, in the background perhaps. Any thread. */
    void closing() {
        use.closing(key);
    }

    /** Gives the camera back. Blocks for seconds if it is gone. */
    void close() {
        aravis.gObjectUnref(camera);
        use.release(key);
    }

    /**
     * Whether its frame ids are those of GigE Vision.
     *
     * @return false for USB3 Vision.
     */
    boolean isGigEVision() {
        return gigEVision;
    }

    /**
     * The way it is connected.
     *
     * @return GigE Vision, USB3 Vision or Aravis fake interface.
     */
    String protocol() {
        if (gigEVision) {
            return "GigE Vision";
        }
        return aravis.arvCameraIsUvDevice(camera) != 0 ? "USB3 Vision" : "Aravis fake interface";
    }

    /**
     * The native object.
     *
     * @return ArvCamera; not a new reference.
     */
    long handle() {
        return camera;
    }

    /**
     * What stands for it among all cameras.
     *
     * @return the same for all sources that would use it.
     */
    String key() {
        return key;
    }

    /**
     * Who made it.
     *
     * @return may be empty.
     */
    String vendor() {
        return vendor;
    }

    /**
     * What it is.
     *
     * @return may be empty.
     */
    String model() {
        return model;
    }

    /**
     * Which one it is.
     *
     * @return may be empty.
     */
    String serial() {
        return serial;
    }

    /**
     * Vendor, model and serial number.
     *
     * @return the name for the operator.
     */
    String name() {
        return (vendor + " " + model + " " + serial).strip();
    }

    /**
     * Says that it does not take a setting.
     *
     * @param setting  name of the setting.
     * @param value    what it was.
     * @param accepted what would be accepted.
     * @return to be thrown.
     */
    SettingsException refusal(final String setting, final Object value, final String accepted) {
        return new SettingsException(
            setting + " = " + value + " is not accepted: for camera " + name() + " it has to be " + accepted);
    }
}
