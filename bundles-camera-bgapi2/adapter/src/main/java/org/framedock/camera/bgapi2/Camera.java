package org.framedock.camera.bgapi2;

import java.util.Locale;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.DeviceHold;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;

/**
 * An open camera. Used by the thread that starts the source, and after that by the {@link CameraKeeper} alone; holds
 * the library for every call.
 */
final class Camera {

    private final Bgapi2Library library;
    private final DeviceHold hold;
    private final Nodes nodes;
    private final String name;
    private CameraReport report;

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
        this.nodes = new Nodes(library, hold.entry().handle());
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
            final NodeWriter writer = new NodeWriter(library, hold.entry().handle(), nodes, name);
            new CameraSetup(nodes, writer).apply(settings);
            report = CameraReport.read(nodes, settings.timestampHz());
        }
    }

    /**
     * What the camera made of its settings, once they have been applied; the size of a frame is that of the stream,
     * once that is open, if it tells one.
     *
     * @return what it answered.
     */
    CameraReport report() {
        return report;
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
            return report.metadata(nodes, hold.entry(), settings);
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
                report = ofStream > 0 ? report.withPayload(ofStream) : report;
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
            buffers.announce(addressOfSlot, report.payloadBytes());
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
     * @return one line.
     */
    String describe() {
        return String.format(Locale.ROOT, "%s, %dx%d %s%s%s", name, report.widthPixels(), report.heightPixels(),
            report.pixelFormatName(),
            report.frameRateHz() > 0 ? " at " + NodeWriter.plain(report.frameRateHz()) + " Hz" : "",
            library.isSimulator() ? ", a simulator and no camera" : "");
    }
}
