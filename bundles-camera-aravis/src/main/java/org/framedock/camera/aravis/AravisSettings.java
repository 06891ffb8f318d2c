package org.framedock.camera.aravis;

import java.util.Map;

import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/**
 * What the stream's configuration says of its camera. What it does not say is left as the camera has it.
 *
 * @param device          id, serial number, model or address of the device, empty for the first one that is free.
 * @param pixelFormat     format of a pixel, null to leave it.
 * @param widthPixels     columns, 0 to leave them.
 * @param heightPixels    rows, 0 to leave them.
 * @param offsetXPixels   first column, {@link #LEAVE} to leave it.
 * @param offsetYPixels   first row, {@link #LEAVE} to leave it.
 * @param frameRateHz     frames per second, 0 to leave the rate.
 * @param exposureTimeUs  microseconds, 0 to leave them.
 * @param gain            in the camera's unit, NaN to leave it.
 * @param triggerMode     entry of the camera's enumeration, empty to leave it.
 * @param triggerSource   entry of the camera's enumeration, empty to leave it.
 * @param nodes           texts for nodes of the camera by their names.
 * @param packetSizeBytes size of a stream packet, 0 to leave it to Aravis.
 * @param buffers         slots queued at once, 0 for as many as the stream lends.
 * @param library         what the dynamic linker is asked for.
 */
record AravisSettings(
    String device,
    PixelFormat pixelFormat,
    int widthPixels,
    int heightPixels,
    int offsetXPixels,
    int offsetYPixels,
    double frameRateHz,
    double exposureTimeUs,
    double gain,
    String triggerMode,
    String triggerSource,
    Map<String, String> nodes,
    int packetSizeBytes,
    int buffers,
    String library) {

    /** An offset of which the configuration says nothing. */
    static final int LEAVE = -1;
    /** What the names of nodes are written behind. */
    static final String NODE_PREFIX = "node.";

    /** Library of streams whose configuration names none. */
    static final String DEFAULT_LIBRARY = "libaravis-0.8.so.0";
    static final int MAX_PACKET_SIZE_BYTES = 65_535;
    static final int MAX_BUFFERS = 1024;
    static final double MAX_FRAME_RATE_HZ = 1_000_000;
    static final double MAX_EXPOSURE_TIME_US = 1e12;
    static final double MAX_GAIN = 1e9;

    /**
     * Reads and checks the settings; touches no device.
     *
     * @param settings the stream's configuration.
     * @return what it says.
     * @throws SettingsException if a setting is wrong or unknown.
     */
    static AravisSettings read(final SourceSettings settings) throws SettingsException {
        final String library = settings.text("library", DEFAULT_LIBRARY);
        if (library.isEmpty()) {
            settings.refuse("library", "", "the name or path of libaravis");
        }
        final AravisSettings read = new AravisSettings(
            settings.text("device", ""),
            settings.pixelFormat("pixel_format", null),
            settings.integer("width", 0, 0, Integer.MAX_VALUE),
            settings.integer("height", 0, 0, Integer.MAX_VALUE),
            settings.integer("offset_x", LEAVE, 0, Integer.MAX_VALUE),
            settings.integer("offset_y", LEAVE, 0, Integer.MAX_VALUE),
            settings.number("frame_rate", 0, 0, MAX_FRAME_RATE_HZ),
            settings.number("exposure_time", 0, 0, MAX_EXPOSURE_TIME_US),
            settings.number("gain", Double.NaN, -MAX_GAIN, MAX_GAIN),
            settings.text("trigger_mode", ""),
            settings.text("trigger_source", ""),
            settings.startingWith(NODE_PREFIX),
            settings.integer("packet_size", 0, 0, MAX_PACKET_SIZE_BYTES),
            settings.integer("buffers", 0, 0, MAX_BUFFERS),
            library);
        settings.conclude();
        return read;
    }
}
