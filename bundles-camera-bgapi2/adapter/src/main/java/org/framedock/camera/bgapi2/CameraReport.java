package org.framedock.camera.bgapi2;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.DeviceEntry;
import org.framedock.source.PixelFormat;
import org.framedock.source.SourceMetadata;

/**
 * What a camera made of its settings, read back from it.
 *
 * @param vendor          its maker, null if it does not say.
 * @param widthPixels     columns that it sends.
 * @param heightPixels    rows that it sends.
 * @param pixelFormatName name of its pixel format, as the camera writes it.
 * @param payloadBytes    size of a frame with all that comes with it, 0 if it does not say.
 * @param frameRateHz     frames per second that it says it makes, 0 if it does not say.
 * @param timestampHz     ticks of its clock in a second.
 */
record CameraReport(String vendor, int widthPixels, int heightPixels, String pixelFormatName, long payloadBytes,
    double frameRateHz, double timestampHz) {

    private static final double DEFAULT_TIMESTAMP_HZ = 1e9;
    private static final String[] TICK_NODES = {
        "GevTimestampTickFrequency", "TimestampTickFrequency", "DeviceTimestampFrequency"};
    private static final String PIXELS = "px";

    /**
     * Reads it. With the library held.
     *
     * @param nodes                 of the camera.
     * @param configuredTimestampHz ticks in a second by configuration, 0 to ask the camera.
     * @return what it answers.
     * @throws Bgapi2Exception if it does not tell what has to be known.
     */
    static CameraReport read(final Nodes nodes, final double configuredTimestampHz) throws Bgapi2Exception {
        final String pixelFormatName = nodes.readText("PixelFormat");
        if (pixelFormatName == null) {
            throw new Bgapi2Exception("its PixelFormat cannot be read", 0);
        }
        return new CameraReport(
            nodes.readText("DeviceVendorName"),
            (int)required(nodes, "Width"),
            (int)required(nodes, "Height"),
            pixelFormatName,
            nodes.readInt("PayloadSize").orElse(0),
            nodes.readDouble("AcquisitionFrameRate").orElse(0),
            configuredTimestampHz > 0 ? configuredTimestampHz : askTimestampHz(nodes));
    }

    private static long required(final Nodes nodes, final String node) throws Bgapi2Exception {
        return nodes.readInt(node).orElseThrow(() -> new Bgapi2Exception("its " + node + " cannot be read", 0));
    }

    private static double askTimestampHz(final Nodes nodes) {
        for (final String node : TICK_NODES) {
            final OptionalLong ticks = nodes.readInt(node);
            if (ticks.isPresent() && ticks.getAsLong() > 0) {
                return ticks.getAsLong();
            }
        }
        return DEFAULT_TIMESTAMP_HZ;
    }

    /**
     * Its pixel format.
     *
     * @return null if the name is not known here.
     */
    PixelFormat pixelFormat() {
        return PixelFormat.ofPfncName(pixelFormatName).orElse(null);
    }

    /**
     * The same with another size of a frame.
     *
     * @param bytes what the stream says.
     * @return a copy.
     */
    CameraReport withPayload(final long bytes) {
        return new CameraReport(
            vendor, widthPixels, heightPixels, pixelFormatName, bytes, frameRateHz, timestampHz);
    }

    /**
     * What consumers should know. With the library held.
     *
     * @param nodes    of the camera.
     * @param entry    how it was found.
     * @param settings what the configuration says: its nodes are among what is told.
     * @return the camera, its frames and its settings.
     */
    SourceMetadata.Builder metadata(final Nodes nodes, final DeviceEntry entry, final Bgapi2Settings settings) {
        final SourceMetadata.Builder metadata = SourceMetadata
            .builder((vendor == null ? "" : vendor + " ") + entry.model(), "serial " + entry.serial())
            .text("DeviceModelName", entry.model())
            .text("DeviceSerialNumber", entry.serial())
            .text("DeviceID", entry.id())
            .text("PixelFormat", pixelFormatName)
            .number("Width", widthPixels, PIXELS)
            .number("Height", heightPixels, PIXELS)
            .number("PayloadSize", payloadBytes, "B");
        if (vendor != null) {
            metadata.text("DeviceVendorName", vendor);
        }
        settings.nodes().forEach(metadata::text);
        for (final String node : new String[] {"OffsetX", "OffsetY"}) {
            nodes.readInt(node).ifPresent(value -> metadata.number(node, value, PIXELS));
        }
        addNumber(metadata, nodes, "ExposureTime", "us");
        addNumber(metadata, nodes, "Gain", "");
        addNumber(metadata, nodes, "AcquisitionFrameRate", "Hz");
        for (final String node : new String[] {"TriggerMode", "TriggerSource"}) {
            final String value = nodes.readText(node);
            if (value != null) {
                metadata.text(node, value);
            }
        }
        return metadata;
    }

    private static void addNumber(
        final SourceMetadata.Builder metadata, final Nodes nodes, final String node, final String unit) {
        final OptionalDouble value = nodes.readDouble(node);
        if (value.isPresent()) {
            metadata.number(node, value.getAsDouble(), unit);
        }
    }
}
