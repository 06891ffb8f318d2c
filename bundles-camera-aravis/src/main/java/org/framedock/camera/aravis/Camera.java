package org.framedock.camera.aravis;

import java.util.Locale;

import jnr.ffi.Pointer;

import org.framedock.source.SettingsException;

/**
 * An open camera whose settings have been applied. Used by the thread that starts the source, and after that by the
 * {@link CameraKeeper} alone.
 */
final class Camera {

    private static final int ACQUISITION_CONTINUOUS = 0;
    private static final int PACKET_SIZE_AS_IT_IS = 0;
    private static final int PACKET_SOCKET_DISABLED = 1;
    private static final int PACKET_HEADER_BYTES = 20 + 8 + 8;
    private static final int LEADER_AND_TRAILER = 2;

    private final Aravis aravis;
    private final NativeCells cells;
    private final long camera;
    private final boolean gigEVision;
    private final String name;
    private int widthPixels;
    private int heightPixels;
    private int payloadBytes;
    private double frameRateHz;

    /**
     * Takes over an open camera.
     *
     * @param aravis library.
     * @param cells  out parameters, used by whoever uses this object.
     * @param camera ArvCamera with a reference that now belongs to this object.
     */
    Camera(final Aravis aravis, final NativeCells cells, final long camera) {
        this.aravis = aravis;
        this.cells = cells;
        this.camera = camera;
        this.gigEVision = aravis.arvCameraIsGvDevice(camera) != 0;
        this.name = nameOf();
    }

    private String nameOf() {
        final String vendor = aravis.arvCameraGetVendorName(camera, cells.error());
        cells.ignoreError();
        final String model = aravis.arvCameraGetModelName(camera, cells.error());
        cells.ignoreError();
        final String serial = aravis.arvCameraGetDeviceSerialNumber(camera, cells.error());
        cells.ignoreError();
        return vendor + " " + model + " " + serial;
    }

    /**
     * Applies the settings and reads back what the camera made of them.
     *
     * @param settings what the configuration says.
     * @throws CameraException   if the camera does not answer or refuses without a bound to name.
     * @throws SettingsException if a setting is out of the camera's bounds; names the setting and the bounds.
     */
    void apply(final AravisSettings settings) throws CameraException, SettingsException {
        aravis.arvCameraSetPixelFormatFromString(camera, settings.pixelFormat().pfncName(), cells.error());
        cells.check("pixel_format = " + settings.pixelFormat().pfncName());
        applyRegion(settings);
        applyFrameRate(settings.frameRateHz());
        aravis.arvCameraSetAcquisitionMode(camera, ACQUISITION_CONTINUOUS, cells.error());
        // A camera without the feature has no other mode.
        cells.ignoreError();
        if (gigEVision) {
            aravis.arvCameraGvSetStreamOptions(camera, PACKET_SOCKET_DISABLED);
            applyPacketSize(settings.packetSizeBytes());
        } else if (settings.packetSizeBytes() != 0) {
            throw refused("packet_size", settings.packetSizeBytes(), "0 for a camera that is not GigE Vision");
        }
        readBack();
        if (payloadBytes != (long)widthPixels * heightPixels) {
            throw new SettingsException("camera " + name + " sends " + payloadBytes + " bytes for a frame of "
                + widthPixels + "x" + heightPixels + " " + settings.pixelFormat().pfncName()
                + ": padded lines and chunk data are not supported, and have to be switched off in the camera");
        }
    }

    private void applyRegion(final AravisSettings settings) throws CameraException, SettingsException {
        final int width = settings.widthPixels();
        final int height = settings.heightPixels();
        if (width == 0 && height == 0) {
            return;
        }
        // The bounds of the size depend on the offset, which therefore goes first.
        aravis.arvCameraSetRegion(camera, 0, 0, 0, 0, cells.error());
        cells.check("region of interest at 0, 0");
        final Pointer min = cells.number(0);
        final Pointer max = cells.number(1);
        if (width != 0) {
            aravis.arvCameraGetWidthBounds(camera, min, max, cells.error());
            cells.check("bounds of width");
            final int step = aravis.arvCameraGetWidthIncrement(camera, cells.error());
            cells.ignoreError();
            checkSize("width", width, min.getInt(0), max.getInt(0), step);
        }
        if (height != 0) {
            aravis.arvCameraGetHeightBounds(camera, min, max, cells.error());
            cells.check("bounds of height");
            final int step = aravis.arvCameraGetHeightIncrement(camera, cells.error());
            cells.ignoreError();
            checkSize("height", height, min.getInt(0), max.getInt(0), step);
        }
        aravis.arvCameraSetRegion(camera, -1, -1, width, height, cells.error());
        cells.check("width = " + width + ", height = " + height);
    }

    private void checkSize(final String key, final int size, final int min, final int max, final int step)
        throws SettingsException {
        final boolean onStep = step <= 1 || (size - min) % step == 0;
        if (size < min || size > max || !onStep) {
            throw refused(key, size, min + " to " + max + (step > 1 ? " in steps of " + step : ""));
        }
    }

    private void applyFrameRate(final double wantedHz) throws CameraException, SettingsException {
        if (wantedHz == 0) {
            return;
        }
        final boolean settable = aravis.arvCameraIsFrameRateAvailable(camera, cells.error()) != 0;
        cells.check("whether the frame rate can be set");
        if (!settable) {
            throw refused("frame_rate", wantedHz, "0, since its frame rate cannot be set");
        }
        final Pointer min = cells.number(0);
        final Pointer max = cells.number(1);
        aravis.arvCameraGetFrameRateBounds(camera, min, max, cells.error());
        cells.check("bounds of frame_rate");
        if (wantedHz < min.getDouble(0) || wantedHz > max.getDouble(0)) {
            throw refused("frame_rate", wantedHz, String.format(Locale.ROOT, "%.6g to %.6g, or 0 to leave it",
                min.getDouble(0), max.getDouble(0)));
        }
        aravis.arvCameraSetFrameRate(camera, wantedHz, cells.error());
        cells.check("frame_rate = " + wantedHz);
    }

    private void applyPacketSize(final int packetSizeBytes) throws CameraException, SettingsException {
        if (packetSizeBytes == 0) {
            return;
        }
        aravis.arvCameraGvSetPacketSizeAdjustment(camera, PACKET_SIZE_AS_IT_IS);
        aravis.arvCameraGvSetPacketSize(camera, packetSizeBytes, cells.error());
        cells.check("packet_size = " + packetSizeBytes);
        final int used = aravis.arvCameraGvGetPacketSize(camera, cells.error());
        cells.check("reading packet_size");
        if (used != packetSizeBytes) {
            throw refused("packet_size", packetSizeBytes, "a size that it keeps: it made " + used + " of it");
        }
    }

    private void readBack() throws CameraException {
        aravis.arvCameraGetRegion(camera, cells.number(0), cells.number(1), cells.number(2), cells.number(3),
            cells.error());
        cells.check("reading the region of interest");
        widthPixels = cells.number(2).getInt(0);
        heightPixels = cells.number(3).getInt(0);
        payloadBytes = aravis.arvCameraGetPayload(camera, cells.error());
        cells.check("reading the payload size");
        frameRateHz = aravis.arvCameraGetFrameRate(camera, cells.error());
        // Some cameras have no frame rate, such as line scanners.
        cells.ignoreError();
    }

    private SettingsException refused(final String key, final Object value, final String accepted) {
        return new SettingsException(
            key + " = " + value + " is not accepted: for camera " + name + " it has to be " + accepted);
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
     * @return packets of GigE Vision, leader and trailer included; 1 for USB3 Vision, which counts frames.
     * @throws CameraException if the camera does not answer.
     */
    int packetsPerFrame() throws CameraException {
        if (!gigEVision) {
            return 1;
        }
        final int packetSizeBytes = aravis.arvCameraGvGetPacketSize(camera, cells.error());
        cells.check("reading packet_size");
        final int dataBytes = Math.max(1, packetSizeBytes - PACKET_HEADER_BYTES);
        return (payloadBytes + dataBytes - 1) / dataBytes + LEADER_AND_TRAILER;
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
        if (gigEVision && aravis.arvGvDeviceIsController(aravis.arvCameraGetDevice(camera)) == 0) {
            return "control of camera " + name + " is lost";
        }
        aravis.arvCameraGetPayload(camera, cells.error());
        return troubleWith("it sends no frames and does not answer");
    }

    private String troubleWith(final String what) {
        try {
            cells.check(what);
            return null;
        } catch (final CameraException trouble) {
            return "camera " + name + " is lost: " + trouble.getMessage();
        }
    }

    /** Gives the camera back. Blocks for seconds if it is gone. */
    void close() {
        aravis.gObjectUnref(camera);
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
     * Columns that it sends.
     *
     * @return pixels.
     */
    int widthPixels() {
        return widthPixels;
    }

    /**
     * Rows that it sends.
     *
     * @return pixels.
     */
    int heightPixels() {
        return heightPixels;
    }

    /**
     * Size of a frame.
     *
     * @return bytes.
     */
    int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Frame rate.
     *
     * @return frames per second, 0 if the camera has none.
     */
    double frameRateHz() {
        return frameRateHz;
    }

    /**
     * Vendor, model and serial number.
     *
     * @return the name for the operator.
     */
    String name() {
        return name;
    }
}
