package org.framedock.camera.aravis;

import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/**
 * What the stream's configuration says of its camera.
 *
 * @param device          id or address of the device, empty for the first one found.
 * @param widthPixels     columns, 0 to leave them as they are.
 * @param heightPixels    rows, 0 to leave them as they are.
 * @param frameRateHz     frames per second, 0 to leave the rate as it is.
 * @param pixelFormat     format of a pixel.
 * @param packetSizeBytes size of a stream packet, 0 to leave it to Aravis.
 * @param buffers         slots queued at once, 0 for as many as are good.
 * @param library         what the dynamic linker is asked for.
 */
record AravisSettings(
    String device,
    int widthPixels,
    int heightPixels,
    double frameRateHz,
    PixelFormat pixelFormat,
    int packetSizeBytes,
    int buffers,
    String library) {

    /** Slots queued at once if the configuration does not say. */
    static final int DEFAULT_BUFFERS = 8;

    private static final String DEFAULT_LIBRARY = "libaravis-0.8.so.0";
    private static final int MAX_PACKET_SIZE_BYTES = 65_535;
    private static final int MAX_BUFFERS = 1024;
    private static final double MAX_FRAME_RATE_HZ = 1_000_000;

    /** The pixel formats that this source delivers. */
    private enum Format {
        /** 8-bit grey. */
        MONO8(PixelFormat.MONO8);

        private final PixelFormat pixelFormat;

        Format(final PixelFormat pixelFormat) {
            this.pixelFormat = pixelFormat;
        }
    }

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
            settings.integer("width", 0, 0, Integer.MAX_VALUE),
            settings.integer("height", 0, 0, Integer.MAX_VALUE),
            settings.number("frame_rate", 0, 0, MAX_FRAME_RATE_HZ),
            settings.choice("pixel_format", Format.MONO8).pixelFormat,
            settings.integer("packet_size", 0, 0, MAX_PACKET_SIZE_BYTES),
            settings.integer("buffers", 0, 0, MAX_BUFFERS),
            library);
        settings.conclude();
        return read;
    }
}
