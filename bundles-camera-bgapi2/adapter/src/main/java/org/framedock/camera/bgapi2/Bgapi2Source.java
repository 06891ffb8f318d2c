package org.framedock.camera.bgapi2;

import java.util.List;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Libraries;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.DeviceEntry;
import org.framedock.camera.bgapi2.library.LibraryUnavailableException;
import org.framedock.camera.bgapi2.library.Results;
import org.framedock.camera.bgapi2.library.Transport;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameSource;
import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;
import org.framedock.source.SourceMetadata;
import org.framedock.source.device.DeviceClock;
import org.framedock.source.device.DeviceSlots;
import org.framedock.source.device.FrameIds;
import org.framedock.source.device.MissedFrames;
import org.framedock.source.device.SlotQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera that fills one stream. */
final class Bgapi2Source implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(Bgapi2Source.class);
    /** What keys of cameras begin with. */
    static final String DEVICE_KEY = "bgapi2:";
    private static final String TIMESTAMP_SOURCE = "TimestampSource";
    private static final long CLOSE_PATIENCE_MS = 1_000;
    private static final long LEAST_SILENCE_NS = 1_000_000_000L;
    private static final double FRAMES_OF_SILENCE = 10;

    private final Bgapi2Settings settings;
    private SourceContext context;
    private Transport.Use use;
    private Camera camera;
    private SlotBuffers buffers;
    private FrameIntake intake;
    private CameraKeeper keeper;
    private DeviceClock clock;
    private SourceMetadata.Builder metadata;
    private boolean clockDoubted;
    private boolean startAsked;
    private boolean sending;
    private boolean lost;
    private long silenceLimitNs;
    private long silentSinceNs;

    /**
     * Not started.
     *
     * @param settings what the configuration says.
     */
    Bgapi2Source(final Bgapi2Settings settings) {
        this.settings = settings;
    }

    @Override
    public String device() {
        if (camera != null) {
            return DEVICE_KEY + camera.serial();
        }
        // A camera that has been seen already is known by its serial number, however the configuration calls it.
        final Bgapi2Library library = Bgapi2Libraries.ifLoaded(settings.library());
        final List<DeviceEntry> known = library == null || settings.device().isEmpty() ? List.of()
            : CameraFinder.matching(library.transport().lastSeen(), settings.device());
        return DEVICE_KEY + (known.size() == 1 ? known.get(0).serial() : "*");
    }

    @Override
    public void start(final SourceContext sourceContext) throws DeviceUnavailableException, SettingsException {
        context = sourceContext;
        boolean started = false;
        try {
            open(Bgapi2Libraries.load(settings.library()));
            started = true;
        } catch (final LibraryUnavailableException absent) {
            throw new SettingsException("library = " + settings.library() + " is not accepted: " + absent.getMessage()
                + "; it has to be the name or path of libbgapi2_genicam.so of Baumer's GAPI SDK, set by library, the"
                + " property " + Bgapi2SourceFactory.LIBRARY_PROPERTY + " or the environment variable "
                + Bgapi2SourceFactory.LIBRARY_VARIABLE);
        } catch (final Bgapi2Exception failure) {
            throw new DeviceUnavailableException(
                (camera == null ? "" : "camera " + camera.name() + ": ") + failure.getMessage());
        } catch (final LinkageError missing) {
            throw new SettingsException("library = " + settings.library()
                + " is not accepted: it lacks a function (" + missing.getMessage() + ")");
        } finally {
            if (!started) {
                release();
            }
        }
    }

    private void open(final Bgapi2Library library)
        throws DeviceUnavailableException, SettingsException, Bgapi2Exception {
        final SlotWindow slots = context.slots();
        final int depth = DeviceSlots.depth(slots, settings.buffers());
        use = library.transport().use(settings.producerPath());
        camera = new Camera(library,
            new CameraFinder(library.transport()).open(settings.device(), context.streamName()));
        camera.apply(settings);
        buffers = camera.openStream(slots.slotCount());
        final int payloadBytes = payloadBytes();
        camera.announce(buffers, DeviceSlots.addresses(slots, payloadBytes));
        final double frameRateHz = camera.report().frameRateHz();
        clock = new DeviceClock(camera.report().timestampHz());
        final FrameReader reader =
            new FrameReader(library.functions(), clock, format(payloadBytes), payloadBytes);
        // A GigE Vision camera may count its frames in 16 bits, and nothing says which way a camera is connected.
        intake = new FrameIntake(new SlotQueue(context, payloadBytes, depth), buffers, reader,
            new MissedFrames(context, new FrameIds(true), 1, buffers::underruns));
        silenceLimitNs = Math.max(LEAST_SILENCE_NS,
            frameRateHz > 0 ? (long)(FRAMES_OF_SILENCE * 1e9 / frameRateHz) : 0);
        metadata = camera.metadata(settings);
        context.metadata(metadata.text(TIMESTAMP_SOURCE, "device clock").build());
        final String text = camera.describe();
        context.describe(text);
        keeper = new CameraKeeper(context, camera, buffers, use, settings.lostResults());
        LOG.info("{}: {}, {} of {} slots queued at once", context.streamName(), text, depth, slots.slotCount());
    }

    private int payloadBytes() throws SettingsException, Bgapi2Exception {
        final CameraReport report = camera.report();
        if (report.payloadBytes() <= 0) {
            throw new Bgapi2Exception("neither the stream nor the camera tells the size of a frame", Results.ERROR);
        }
        return DeviceSlots.checkFits(context, report.widthPixels() + "x" + report.heightPixels() + " "
            + report.pixelFormatName(), report.payloadBytes());
    }

    /** Of the image if its format is known and the payload holds it, else of the payload's bytes. */
    private FrameFormat format(final int payloadBytes) {
        final CameraReport report = camera.report();
        final PixelFormat pixelFormat = report.pixelFormat();
        return pixelFormat == null
            || pixelFormat.imageBytes(report.widthPixels(), report.heightPixels()) > payloadBytes
            ? FrameFormat.of(ElementType.BYTES, payloadBytes)
            : FrameFormat.image(pixelFormat, report.widthPixels(), report.heightPixels());
    }

    @Override
    public int poll() {
        if (lost) {
            return 0;
        }
        try {
            if (camera.isRemoved()) {
                lose("camera " + camera.name() + " was unplugged");
                return 0;
            }
            return sending ? receive() : begin();
        } catch (final Bgapi2Exception failure) {
            final String text = "camera " + camera.name() + ": " + failure.getMessage();
            if (!settings.lostResults().contains(failure.result())) {
                throw new IllegalStateException(
                    text + "; if that is what an unplugged camera looks like, name the result in lost_results");
            }
            lose(text);
            return 0;
        }
    }

    /** The camera is made to send when it has somewhere to write to: its first frame would come to nothing. */
    private int begin() throws Bgapi2Exception {
        if (keeper.failure() != null) {
            throw new IllegalStateException(keeper.failure());
        }
        if (startAsked) {
            sending = keeper.hasStarted();
            silentSinceNs = System.nanoTime();
            return 0;
        }
        intake.queue();
        if (intake.isQueued()) {
            startAsked = true;
            keeper.startAcquisition();
        }
        return 1;
    }

    private int receive() throws Bgapi2Exception {
        final long nowNs = System.nanoTime();
        final boolean silent = nowNs - silentSinceNs > silenceLimitNs;
        final int work = intake.work(silent);
        if (work > 0 || silent) {
            silentSinceNs = nowNs;
        }
        if (work == 0 && silent) {
            keeper.askForLife();
        }
        if (!clockDoubted && !clock.isBelieved()) {
            clockDoubted = true;
            context.metadata(metadata.text(TIMESTAMP_SOURCE, "delivery to this host").build());
            LOG.warn("{}: the clock of camera {} does not run at {} ticks a second: frames get the time of their"
                + " delivery; timestamp_hz sets the right rate", context.streamName(), camera.name(),
                NodeWriter.plain(camera.report().timestampHz()));
        }
        return work;
    }

    private void lose(final String reason) {
        lost = true;
        context.deviceLost(reason);
    }

    @Override
    public void stop() {
        try {
            if (!keeper.close(CLOSE_PATIENCE_MS)) {
                LOG.info("{}: camera {} takes long to close, which goes on in the background", context.streamName(),
                    camera.name());
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the library gave its buffers back");
        }
    }

    /** After a start that failed: nothing of it may be left. */
    private void release() {
        if (buffers != null) {
            camera.stopAcquisition(buffers);
        }
        if (camera != null) {
            camera.close();
        }
        if (use != null) {
            use.close();
        }
    }
}
