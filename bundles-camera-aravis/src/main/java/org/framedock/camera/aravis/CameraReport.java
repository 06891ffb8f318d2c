package org.framedock.camera.aravis;

import java.util.Optional;

import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;

/**
 * What a camera made of its settings, read back from it. Used by the thread that starts the source, after the settings
 * have been applied.
 */
final class CameraReport {

    /** Nodes of the exposure time in microseconds, by standard and by habit. */
    static final String[] EXPOSURE_NODES = {"ExposureTime", "ExposureTimeAbs", "ExposureTimeRaw"};
    /** Nodes of the gain. */
    static final String[] GAIN_NODES = {"Gain", "GainRaw", "GainAbs"};

    private static final String[] TEXTS = {"DeviceVersion", "DeviceFirmwareVersion", "DeviceUserID"};
    private static final String[] CHOICES = {"TriggerMode", "TriggerSource", "ExposureAuto", "GainAuto"};
    private static final String PIXELS = "px";

    private final Aravis aravis;
    private final NativeCells cells;
    private final Camera camera;
    private final CameraNodes nodes;

    /**
     * Of one camera.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     * @param camera open and set up.
     * @param nodes  its nodes.
     */
    CameraReport(final Aravis aravis, final NativeCells cells, final Camera camera, final CameraNodes nodes) {
        this.aravis = aravis;
        this.cells = cells;
        this.camera = camera;
        this.nodes = nodes;
    }

    /**
     * What the camera sends from now on.
     *
     * @return shape and rate of its frames.
     * @throws CameraException   if the camera does not answer.
     * @throws SettingsException if its frames are of a kind that is not delivered here.
     */
    FrameLayout layout() throws CameraException, SettingsException {
        aravis.arvCameraGetRegion(camera.handle(), cells.number(0), cells.number(1), cells.number(2), cells.number(3),
            cells.error());
        cells.check("reading the region of interest");
        final int x = cells.number(0).getInt(0);
        final int y = cells.number(1).getInt(0);
        final int width = cells.number(2).getInt(0);
        final int height = cells.number(3).getInt(0);
        final int payloadBytes = aravis.arvCameraGetPayload(camera.handle(), cells.error());
        cells.check("reading the payload size");
        final double frameRateHz = aravis.arvCameraGetFrameRate(camera.handle(), cells.error());
        // Some cameras have no frame rate, such as line scanners.
        cells.ignoreError();
        final boolean chunks = nodes.isAvailable("ChunkModeActive") && nodes.isTrue("ChunkModeActive");
        final boolean triggered = nodes.isAvailable("TriggerMode") && "On".equals(nodes.text("TriggerMode"));
        final FrameLayout layout = new FrameLayout(
            pixelFormat(), x, y, width, height, payloadBytes, chunks, frameRateHz, triggered);
        if (payloadBytes < layout.imageBytes()) {
            throw new SettingsException("camera " + camera.name() + " sends at most " + payloadBytes
                + " bytes for a frame of " + layout + ", which has " + layout.imageBytes()
                + ": compressed frames are not supported, and have to be switched off in the camera");
        }
        return layout;
    }

    private PixelFormat pixelFormat() throws CameraException, SettingsException {
        final String name = nodes.text("PixelFormat");
        final int code = (int)nodes.integer("PixelFormat");
        final Optional<PixelFormat> format = PixelFormat.ofPfncName(name).or(() -> PixelFormat.ofPfncCode(code));
        if (format.isEmpty()) {
            throw camera.refusal("pixel_format", name, "one that is known here, of those of the camera: "
                + nodes.entries("PixelFormat").stream().filter(entry -> PixelFormat.ofPfncName(entry).isPresent())
                    .toList());
        }
        return format.get();
    }

    /**
     * What consumers should know.
     *
     * @param layout   what the camera sends.
     * @param settings what the configuration says: its nodes are among what is told.
     * @return the camera, its frames and its settings as they were read back.
     * @throws CameraException if the camera does not answer.
     */
    SourceMetadata metadata(final FrameLayout layout, final AravisSettings settings) throws CameraException {
        final SourceMetadata.Builder metadata = SourceMetadata
            .builder((camera.vendor() + " " + camera.model()).strip(), "serial " + camera.serial())
            .text("DeviceVendorName", camera.vendor())
            .text("DeviceModelName", camera.model())
            .text("DeviceSerialNumber", camera.serial())
            .text("DeviceProtocol", camera.protocol())
            .text("PixelFormat", layout.pixelFormat().pfncName())
            .number("OffsetX", layout.offsetXPixels(), PIXELS)
            .number("OffsetY", layout.offsetYPixels(), PIXELS)
            .number("Width", layout.widthPixels(), PIXELS)
            .number("Height", layout.heightPixels(), PIXELS)
            .number("PayloadSize", layout.payloadBytes(), "B")
            .text("TimestampSource", camera.hasClock() ? "device clock" : "arrival at this host");
        if (layout.frameRateHz() > 0) {
            metadata.number("AcquisitionFrameRate", layout.frameRateHz(), "Hz");
        }
        addNumber(metadata, "ExposureTime", "us", nodes.firstAvailable(EXPOSURE_NODES));
        addNumber(metadata, "Gain", "", nodes.firstAvailable(GAIN_NODES));
        for (final String node : TEXTS) {
            add(metadata, node, NodeKind.STRING);
        }
        for (final String node : CHOICES) {
            add(metadata, node, NodeKind.ENUMERATION);
        }
        for (final String node : settings.nodes().keySet()) {
            add(metadata, node, nodes.kind(node));
        }
        return metadata.build();
    }

    private void addNumber(
        final SourceMetadata.Builder metadata, final String key, final String unitOtherwise, final String node)
        throws CameraException {
        if (node == null) {
            return;
        }
        final String unit = nodes.unit(node).isEmpty() ? unitOtherwise : nodes.unit(node);
        if (nodes.kind(node) == NodeKind.FLOAT) {
            metadata.number(key, nodes.number(node), unit);
        } else {
            metadata.number(key, nodes.integer(node), unit);
        }
    }

    private void add(final SourceMetadata.Builder metadata, final String node, final NodeKind kind)
        throws CameraException {
        if (!nodes.isAvailable(node) || nodes.kind(node) != kind) {
            return;
        }
        try {
            switch (kind) {
                case ENUMERATION, STRING -> metadata.text(node, nodes.text(node));
                case BOOLEAN -> metadata.text(node, Boolean.toString(nodes.isTrue(node)));
                case INTEGER, FLOAT -> addNumber(metadata, node, "", node);
                default -> {
                    // A command leaves nothing to be read.
                }
            }
        } catch (final CameraException unreadable) {
            if (unreadable.isUnavailable()) {
                throw unreadable;
            }
            // Some nodes can only be written.
        }
    }
}
