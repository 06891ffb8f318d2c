package org.framedock.camera.aravis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jnr.ffi.Pointer;

import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;

/**
 * Applies a stream's settings to a camera, all of them and always in the same order, so that a camera that comes back
 * from a power cycle is as it was before. Used by the thread that starts the source.
 *
 * <p>The order: selectors, commands and other nodes by name, so that binning and user sets are in place before the
 * bounds are asked for that depend on them; pixel format; region of interest; frame rate, with which Aravis switches
 * triggers off; trigger; exposure time and gain; then the nodes that could not be written before, and those of
 * triggers.
 */
final class CameraSetup {

    private static final int ACQUISITION_CONTINUOUS = 0;
    private static final int PACKET_SIZE_AS_IT_IS = 0;
    private static final int PACKET_SOCKET_DISABLED = 1;
    private static final String SELECTOR = "Selector";
    private static final String TRIGGER = "Trigger";
    private static final String FRAME_START = "FrameStart";
    private static final String OFF = "Off";

    private final Aravis aravis;
    private final NativeCells cells;
    private final Camera camera;
    private final CameraNodes nodes;
    private final NodeWriter writer;

    /**
     * Of one camera.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     * @param camera open and not streaming.
     * @param nodes  its nodes.
     */
    CameraSetup(final Aravis aravis, final NativeCells cells, final Camera camera, final CameraNodes nodes) {
        this.aravis = aravis;
        this.cells = cells;
        this.camera = camera;
        this.nodes = nodes;
        writer = new NodeWriter(aravis, cells, nodes, camera);
    }

    /**
     * Applies the settings.
     *
     * @param settings what the configuration says.
     * @throws CameraException   if the camera does not answer or refuses without a bound to name.
     * @throws SettingsException if a setting is not one of the camera's or out of its bounds; names both.
     */
    void apply(final AravisSettings settings) throws CameraException, SettingsException {
        final Map<String, String> later = writeNodes(settings.nodes());
        applyPixelFormat(settings.pixelFormat());
        applyRegion(settings);
        applyFrameRate(settings.frameRateHz());
        applyTrigger(settings);
        applyExposureAndGain(settings);
        for (final Map.Entry<String, String> node : later.entrySet()) {
            writer.write(AravisSettings.NODE_PREFIX + node.getKey(), node.getKey(), node.getValue());
        }
        aravis.arvCameraSetAcquisitionMode(camera.handle(), ACQUISITION_CONTINUOUS, cells.error());
        // A camera without the feature has no other mode.
        cells.ignoreError();
        if (camera.isGigEVision()) {
            aravis.arvCameraGvSetStreamOptions(camera.handle(), PACKET_SOCKET_DISABLED);
            applyPacketSize(settings.packetSizeBytes());
        } else if (settings.packetSizeBytes() != 0) {
            throw camera.refusal(
                "packet_size", settings.packetSizeBytes(), "left out, since it is no GigE Vision camera");
        }
    }

    private Map<String, String> writeNodes(final Map<String, String> texts) throws CameraException, SettingsException {
        final List<String> order = new ArrayList<>(texts.keySet());
        order.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        final Map<String, String> later = new LinkedHashMap<>();
        for (final String node : order) {
            if (node.startsWith(TRIGGER) || nodes.kind(node) != NodeKind.NONE && !nodes.isWritable(node)) {
                later.put(node, texts.get(node));
            } else {
                writer.write(AravisSettings.NODE_PREFIX + node, node, texts.get(node));
            }
        }
        return later;
    }

    private int rank(final String node) {
        return node.endsWith(SELECTOR) ? 0 : nodes.kind(node) == NodeKind.COMMAND ? 1 : 2;
    }

    private void applyPixelFormat(final PixelFormat wanted) throws CameraException, SettingsException {
        if (wanted == null) {
            return;
        }
        final List<String> names = nodes.entries("PixelFormat");
        final long[] codes = nodes.entryValues("PixelFormat");
        String entry = null;
        for (int i = 0; i < names.size(); i++) {
            // Older cameras have other names for the same code.
            final String name = names.get(i);
            if (name.equalsIgnoreCase(wanted.pfncName()) || entry == null && (int)codes[i] == wanted.pfncCode()) {
                entry = name;
            }
        }
        if (entry == null) {
            throw camera.refusal("pixel_format", wanted.pfncName(), "one of " + names);
        }
        writer.write("pixel_format", "PixelFormat", entry);
    }

    private void applyRegion(final AravisSettings settings) throws CameraException, SettingsException {
        final boolean sizeGiven = settings.widthPixels() != 0 || settings.heightPixels() != 0;
        final boolean offsetGiven =
            settings.offsetXPixels() != AravisSettings.LEAVE || settings.offsetYPixels() != AravisSettings.LEAVE;
        if (!sizeGiven && !offsetGiven) {
            return;
        }
        // The bounds of the size depend on the offset, which therefore is taken away first.
        final boolean movable = nodes.isAvailable("OffsetX") && nodes.isAvailable("OffsetY");
        if (movable) {
            writeIfWritable("offset_x", "OffsetX", "0");
            writeIfWritable("offset_y", "OffsetY", "0");
        }
        writeIfGiven("width", "Width", settings.widthPixels());
        writeIfGiven("height", "Height", settings.heightPixels());
        writeIfGiven("offset_x", "OffsetX", settings.offsetXPixels());
        writeIfGiven("offset_y", "OffsetY", settings.offsetYPixels());
        checkWithin("offset_x", settings.offsetXPixels(), "Width", "SensorWidth", "width");
        checkWithin("offset_y", settings.offsetYPixels(), "Height", "SensorHeight", "height");
    }

    private void writeIfGiven(final String key, final String node, final int pixels)
        throws CameraException, SettingsException {
        if (pixels > 0) {
            writer.write(key, node, Integer.toString(pixels));
        }
    }

    private void writeIfWritable(final String key, final String node, final String text)
        throws CameraException, SettingsException {
        if (nodes.isWritable(node)) {
            writer.write(key, node, text);
        }
    }

    /** Some cameras take a region that lies partly beside the sensor. */
    private void checkWithin(
        final String key, final int offset, final String sizeNode, final String sensorNode, final String sizeKey)
        throws CameraException, SettingsException {
        if (offset > 0 && nodes.isAvailable(sensorNode)) {
            final long most = nodes.integer(sensorNode) - nodes.integer(sizeNode);
            if (offset > most) {
                throw camera.refusal(key, offset,
                    "a whole number from 0 to " + most + " with " + sizeKey + " = " + nodes.integer(sizeNode));
            }
        }
    }

    private void applyFrameRate(final double wantedHz) throws CameraException, SettingsException {
        if (wantedHz == 0) {
            return;
        }
        final boolean settable = aravis.arvCameraIsFrameRateAvailable(camera.handle(), cells.error()) != 0;
        cells.check("whether the frame rate can be set");
        if (!settable) {
            throw camera.refusal("frame_rate", wantedHz, "0, since its frame rate cannot be set");
        }
        final Pointer min = cells.number(0);
        final Pointer max = cells.number(1);
        aravis.arvCameraGetFrameRateBounds(camera.handle(), min, max, cells.error());
        cells.check("bounds of frame_rate");
        if (wantedHz < min.getDouble(0) || wantedHz > max.getDouble(0)) {
            throw camera.refusal("frame_rate", wantedHz, String.format(Locale.ROOT, "%.6g to %.6g, or 0 to leave it",
                min.getDouble(0), max.getDouble(0)));
        }
        aravis.arvCameraSetFrameRate(camera.handle(), wantedHz, cells.error());
        cells.check("frame_rate = " + wantedHz);
    }

    private void applyTrigger(final AravisSettings settings) throws CameraException, SettingsException {
        if (settings.triggerMode().isEmpty() && settings.triggerSource().isEmpty()) {
            return;
        }
        if (nodes.isWritable("TriggerSelector") && nodes.entries("TriggerSelector").contains(FRAME_START)) {
            writer.write("trigger_mode", "TriggerSelector", FRAME_START);
        }
        if (!settings.triggerSource().isEmpty()) {
            writer.write("trigger_source", "TriggerSource", settings.triggerSource());
        }
        if (!settings.triggerMode().isEmpty()) {
            writer.write("trigger_mode", "TriggerMode", settings.triggerMode());
        }
    }

    private void applyExposureAndGain(final AravisSettings settings) throws CameraException, SettingsException {
        if (settings.exposureTimeUs() > 0) {
            switchOff("exposure_time", "ExposureAuto", settings);
            writeNumber("exposure_time", settings.exposureTimeUs(), CameraReport.EXPOSURE_NODES);
        }
        if (!Double.isNaN(settings.gain())) {
            switchOff("gain", "GainAuto", settings);
            writeNumber("gain", settings.gain(), CameraReport.GAIN_NODES);
        }
    }

    /** A camera that chooses a value by itself takes none. */
    private void switchOff(final String key, final String node, final AravisSettings settings)
        throws CameraException, SettingsException {
        if (!settings.nodes().containsKey(node) && nodes.isWritable(node) && nodes.entries(node).contains(OFF)) {
            writer.write(key, node, OFF);
        }
    }

    private void writeNumber(final String key, final double value, final String... candidates)
        throws CameraException, SettingsException {
        final String node = nodes.firstAvailable(candidates);
        final String text = value == Math.rint(value) ? Long.toString((long)value) : Double.toString(value);
        if (node == null) {
            throw camera.refusal(key, text, "left out, since it has none of " + List.of(candidates));
        }
        writer.write(key, node, text);
    }

    private void applyPacketSize(final int packetSizeBytes) throws CameraException, SettingsException {
        if (packetSizeBytes == 0) {
            return;
        }
        aravis.arvCameraGvSetPacketSizeAdjustment(camera.handle(), PACKET_SIZE_AS_IT_IS);
        aravis.arvCameraGvSetPacketSize(camera.handle(), packetSizeBytes, cells.error());
        cells.check("packet_size = " + packetSizeBytes);
        final int used = aravis.arvCameraGvGetPacketSize(camera.handle(), cells.error());
        cells.check("reading packet_size");
        if (used != packetSizeBytes) {
            throw camera.refusal("packet_size", packetSizeBytes, "a size that it keeps: it made " + used + " of it");
        }
    }
}
