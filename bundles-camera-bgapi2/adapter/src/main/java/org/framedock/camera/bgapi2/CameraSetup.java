package org.framedock.camera.bgapi2;

import java.util.Map;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.source.SettingsException;

/** Brings an open camera to what the configuration says. Used with the library held. */
final class CameraSetup {

    private final Nodes nodes;
    private final NodeWriter writer;

    /**
     * For one camera.
     *
     * @param nodes  to read its settings.
     * @param writer to set them.
     */
    CameraSetup(final Nodes nodes, final NodeWriter writer) {
        this.nodes = nodes;
        this.writer = writer;
    }

    /**
     * Applies the settings.
     *
     * @param settings what the configuration says.
     * @throws Bgapi2Exception   if the camera does not answer.
     * @throws SettingsException if a setting is out of the camera's bounds; names the setting and the bounds.
     */
    void apply(final Bgapi2Settings settings) throws Bgapi2Exception, SettingsException {
        // One that another program left running would refuse most of what follows.
        nodes.executeIfPresent("AcquisitionStop");
        if (settings.pixelFormat() != null) {
            writer.setText("pixel_format", "PixelFormat", settings.pixelFormat().pfncName());
        }
        applyRegion(settings);
        if (settings.exposureTimeUs().isPresent()) {
            writer.setDouble("exposure_time", "ExposureTime", settings.exposureTimeUs().getAsDouble());
        }
        if (settings.gain().isPresent()) {
            writer.setDouble("gain", "Gain", settings.gain().getAsDouble());
        }
        if (settings.frameRateHz() > 0) {
            writer.switchOnIfPresent("AcquisitionFrameRateEnable");
            writer.setDouble("frame_rate", "AcquisitionFrameRate", settings.frameRateHz());
        }
        if (settings.triggerSource() != null) {
            writer.setText("trigger_source", "TriggerSource", settings.triggerSource());
        }
        if (settings.triggerMode() != null) {
            writer.setText("trigger_mode", "TriggerMode", settings.triggerMode());
        }
        for (final Map.Entry<String, String> node : settings.nodes().entrySet()) {
            writer.setAny(Bgapi2Settings.NODE + node.getKey(), node.getKey(), node.getValue());
        }
    }

    private void applyRegion(final Bgapi2Settings settings) throws Bgapi2Exception, SettingsException {
        // The bounds of the size depend on the offset and the other way round: so first to the corner, then the size.
        final boolean resized = settings.widthPixels() > 0 || settings.heightPixels() > 0;
        if (resized && nodes.readInt("OffsetX").orElse(0) != 0) {
            writer.setInt("offset_x", "OffsetX", 0);
        }
        if (resized && nodes.readInt("OffsetY").orElse(0) != 0) {
            writer.setInt("offset_y", "OffsetY", 0);
        }
        if (settings.widthPixels() > 0) {
            writer.setInt("width", "Width", settings.widthPixels());
        }
        if (settings.heightPixels() > 0) {
            writer.setInt("height", "Height", settings.heightPixels());
        }
        if (settings.offsetXPixels().isPresent()) {
            writer.setInt("offset_x", "OffsetX", settings.offsetXPixels().getAsInt());
        }
        if (settings.offsetYPixels().isPresent()) {
            writer.setInt("offset_y", "OffsetY", settings.offsetYPixels().getAsInt());
        }
    }
}
