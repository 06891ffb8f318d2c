package org.framedock.camera.bgapi2;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.DeviceHold;
import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;

/**
 * An open camera with its settings. Used by the thread that starts the source, and after that by the {@link
 * CameraKeeper} alone; holds the library for every call.
 */
final class Camera {

    private static final double DEFAULT_TIMESTAMP_HZ = 1e9;
    private static final String[] TICK_NODES = {
        "GevTimestampTickFrequency", "TimestampTickFrequency", "DeviceTimestampFrequency"};

    private final Bgapi2Library library;
    private final DeviceHold hold;
    private final Nodes nodes;
    private final String name;
    private String vendor;
    private int widthPixels;
    private int heightPixels;
    private String pixelFormatName;
    private long payloadBytes;
    private double timestampHz;

    /**
     * Takes over an open device.
     *
     * @param library the library.
     * @param hold    open; closed by {@link #close}.
     */
    Camera(final Bgapi2Library library, final DeviceHold hold) {
        this.library = library;
        this.hold = hold;
        this.name = hold.entry().name();
        this.nodes = new Nodes(library, hold.entry().handle(), name);
    }

    /**
     * Applies the settings and reads back what the camera made of them.
     *
     * @param settings what the configuration says.
     * @throws Bgapi2Exception   if the camera does not answer.
     * @throws SettingsException if a setting is out of the camera's bounds; names the setting and the bounds.
     */
    void apply(final Bgapi2Settings settings) throws Bgapi2Exception, SettingsException {
        try (Bgapi2Library.Hold held = library.hold("setting up " + name)) {
            // One that another program left running would refuse most of what follows.
            nodes.executeIfPresent("AcquisitionStop");
            if (settings.pixelFormat() != null) {
                nodes.setText("pixel_format", "PixelFormat", settings.pixelFormat().pfncName());
            }
            applyRegion(settings);
            if (settings.exposureTimeUs().isPresent()) {
                nodes.setDouble("exposure_time", "ExposureTime", settings.exposureTimeUs().getAsDouble());
            }
            if (settings.gain().isPresent()) {
                nodes.setDouble("gain", "Gain", settings.gain().getAsDouble());
            }
            if (settings.frameRateHz() > 0) {
                nodes.switchOnIfPresent("AcquisitionFrameRateEnable");
                nodes.setDouble("frame_rate", "AcquisitionFrameRate", settings.frameRateHz());
            }
            if (settings.triggerSource() != null) {
                nodes.setText("trigger_source", "TriggerSource", settings.triggerSource());
            }
            if (settings.triggerMode() != null) {
                nodes.setText("trigger_mode", "TriggerMode", settings.triggerMode());
            }
            for (final Map.Entry<String, String> node : settings.nodes().entrySet()) {
                nodes.setAny(Bgapi2Settings.NODE + node.getKey(), node.getKey(), node.getValue());
            }
            readBack(settings.timestampHz());
        }
    }

    private void applyRegion(final Bgapi2Settings settings) throws Bgapi2Exception, SettingsException {
        // The bounds of the size depend on the offset and the other way round: so first to the corner, then the size.
        final boolean resized = settings.widthPixels() > 0 || settings.heightPixels() > 0;
        if (resized && nodes.readInt("OffsetX").orElse(0) != 0) {
            nodes.setInt("offset_x", "OffsetX", 0);
        }
        if (resized && nodes.readInt("OffsetY").orElse(0) != 0) {
            nodes.setInt("offset_y", "OffsetY", 0);
        }
        if (settings.widthPixels() > 0) {
            nodes.setInt("width", "Width", settings.widthPixels());
        }
        if (settings.heightPixels() > 0) {
            nodes.setInt("height", "Height", settings.heightPixels());
        }
        if (settings.offsetXPixels().isPresent()) {
            nodes.setInt("offset_x", "OffsetX", settings.offsetXPixels().getAsInt());
        }
        if (settings.offsetYPixels().isPresent()) {
            nodes.setInt("offset_y", "OffsetY", settings.offsetYPixels().getAsInt());
        }
    }

    private void readBack(final double configuredTimestampHz) throws Bgapi2Exception {
        widthPixels = (int)required("Width");
        heightPixels = (int)required("Height");
        pixelFormatName = nodes.readText("PixelFormat");
        if (pixelFormatName == null) {
            throw new Bgapi2Exception("its pixel format cannot be read", 0);
        }
        payloadBytes = nodes.readInt("PayloadSize").orElse(0);
        vendor = nodes.readText("DeviceVendorName");
        timestampHz = configuredTimestampHz > 0 ? configuredTimestampHz : askTimestampHz();
    }

    private long required(final String node) throws Bgapi2Exception {
        return nodes.readInt(node).orElseThrow(() -> new Bgapi2Exception("its " + node + " cannot be read", 0));
    }

    private double askTimestampHz() {
        for (final String node : TICK_NODES) {
            final OptionalLong ticks = nodes.readInt(node);
            if (ticks.isPresent() && ticks.getAsLong() > 0) {
                return ticks.getAsLong();
            }
        }
        return DEFAULT_TIMESTAMP_HZ;
    }

    /**
     * What consumers should know of the camera, once its settings have been applied.
     *
     * @param settings what the configuration says.
     * @return with what the camera answers now.
     * @throws Bgapi2Exception if the library is busy.
     */
    SourceMetadata.Builder metadata(final Bgapi2Settings settings) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("reading " + name)) {
            final SourceMetadata.Builder metadata = SourceMetadata.builder(
                (vendor == null ? "" : vendor + " ") + hold.entry().model(), "serial " + hold.entry().serial());
            if (vendor != null) {
                metadata.text("DeviceVendorName", vendor);
            }
            metadata.text("DeviceModelName", hold.entry().model()).text("DeviceSerialNumber", hold.entry().serial())
                .text("DeviceID", hold.entry().id()).text("PixelFormat", pixelFormatName)
                .number("Width", widthPixels, "px").number("Height", heightPixels, "px")
                .number("PayloadSize", payloadBytes, "B");
            settings.nodes().forEach(metadata::text);
            addInt(metadata, "OffsetX", "px");
            addInt(metadata, "OffsetY", "px");
            addDouble(metadata, "ExposureTime", "us");
            addDouble(metadata, "Gain", "");
            addDouble(metadata, "AcquisitionFrameRate", "Hz");
            addText(metadata, "TriggerMode");
            addText(metadata, "TriggerSource");
            return metadata;
        }
    }

    private void addInt(final SourceMetadata.Builder metadata, final String node, final String unit) {
        final OptionalLong value = nodes.readInt(node);
        if (value.isPresent()) {
            metadata.number(node, value.getAsLong(), unit);
        }
    }

    private void addDouble(final SourceMetadata.Builder metadata, final String node, final String unit) {
        final OptionalDouble value = nodes.readDouble(node);
        if (value.isPresent()) {
            metadata.number(node, value.getAsDouble(), unit);
        }
    }

    private void addText(final SourceMetadata.Builder metadata, final String node) {
        final String value = nodes.readText(node);
        if (value != null) {
            metadata.text(node, value);
        }
    }

    /**
     * Frames per second that the camera says it makes.
     *
     * @return 0 if it does not say.
     * @throws Bgapi2Exception if the library is busy.
     */
    double frameRateHz() throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("reading " + name)) {
            return nodes.readDouble("AcquisitionFrameRate").orElse(0);
        }
    }

    /**
     * Opens its stream.
     *
     * @param slots how many slots the ring has.
     * @return without buffers yet.
     * @throws Bgapi2Exception if it cannot be opened.
     */
    SlotBuffers openStream(final int slots) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("opening the stream of " + name)) {
            final SlotBuffers buffers = SlotBuffers.open(library, hold.entry().handle(), slots);
            boolean known = false;
            try {
                final long ofStream = buffers.payloadBytes();
                payloadBytes = ofStream > 0 ? ofStream : payloadBytes;
                known = true;
                return buffers;
            } finally {
                if (!known) {
                    buffers.close();
                }
            }
        }
    }

    /**
     * Announces one buffer over each slot.
     *
     * @param buffers       its stream.
     * @param addressOfSlot where the payload of each slot lies.
     * @throws Bgapi2Exception if one is refused.
     */
    void announce(final SlotBuffers buffers, final long[] addressOfSlot) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("announcing buffers to " + name)) {
            buffers.announce(addressOfSlot, payloadBytes);
        }
    }

    /**
     * Makes the host receive and the camera send.
     *
     * @param buffers its stream, with the first buffers queued.
     * @throws Bgapi2Exception if that does not work.
     */
    void startAcquisition(final SlotBuffers buffers) throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("starting " + name)) {
            buffers.start();
            nodes.execute("AcquisitionStart");
        }
    }

    /**
     * Makes the camera stop, takes the buffers back and closes the stream. Waits for as long as that takes.
     *
     * @param buffers its stream.
     * @return true if nothing writes to a slot any more.
     */
    boolean stopAcquisition(final SlotBuffers buffers) {
        try (Bgapi2Library.Hold held = library.holdHoweverLong("stopping " + name)) {
            nodes.executeIfPresent("AcquisitionAbort");
            nodes.executeIfPresent("AcquisitionStop");
            return buffers.close();
        }
    }

    /**
     * Asks the camera for a sign of life.
     *
     * @return false if it does not answer.
     * @throws Bgapi2Exception if the library is busy.
     */
    boolean isAlive() throws Bgapi2Exception {
        try (Bgapi2Library.Hold held = library.hold("asking " + name)) {
            return nodes.isAlive();
        }
    }

    /**
     * Whether a plug event has said that it is gone. Any thread; no allocation.
     *
     * @return true from then on.
     */
    boolean isRemoved() {
        return hold.isRemoved();
    }

    /** Gives the device back. May block while it is gone. */
    void close() {
        hold.close();
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
     * Name of its pixel format.
     *
     * @return as the camera writes it.
     */
    String pixelFormatName() {
        return pixelFormatName;
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
     * Size of a frame with all that comes with it; by the stream, once that is open, if it tells one.
     *
     * @return bytes.
     */
    long payloadBytes() {
        return payloadBytes;
    }

    /**
     * Rate of its clock.
     *
     * @return ticks per second.
     */
    double timestampHz() {
        return timestampHz;
    }

    /**
     * Model and serial number.
     *
     * @return the name for the operator.
     */
    String name() {
        return name;
    }

    /**
     * Serial number.
     *
     * @return as the interface tells it.
     */
    String serial() {
        return hold.entry().serial();
    }

    /**
     * What it sends, for the operator.
     *
     * @param frameRateHz frames per second, 0 if it does not say.
     * @return one line.
     */
    String describe(final double frameRateHz) {
        return String.format(Locale.ROOT, "%s, %dx%d %s%s%s", name, widthPixels, heightPixels, pixelFormatName,
            frameRateHz > 0 ? " at " + Nodes.plain(frameRateHz) + " Hz" : "",
            library.isSimulator() ? ", a simulator and no camera" : "");
    }
}
