package org.framedock.camera.aravis;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameSource;
import org.framedock.source.LossCause;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceContext;
import org.framedock.source.device.DeviceSlots;
import org.framedock.source.device.FrameIds;
import org.framedock.source.device.MissedFrames;
import org.framedock.source.device.SlotQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera that fills one stream. */
final class AravisSource implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(AravisSource.class);
    private static final long CLOSE_PATIENCE_MS = 1_000;
    /** A camera that does not answer takes seven seconds to be closed. */
    private static final long FORMER_CLOSE_PATIENCE_MS = 10_000;
    private static final long LEAST_SILENCE_NS = 1_000_000_000L;
    private static final double FRAMES_OF_SILENCE = 10;
    private static final double NS_PER_S = 1e9;
    private static final long NOT_LOST = 0;

    private final AravisSettings settings;
    private final AravisLibraries libraries;
    private final CameraUse use;
    private final Outages outages;
    private SourceContext context;
    private Camera camera;
    private FrameLayout layout;
    private BufferStream stream;
    private FrameIntake intake;
    private CameraKeeper keeper;
    private boolean sending;
    private long silenceLimitNs;
    private long silentSinceNs;
    private long lostSinceNs = NOT_LOST;

    /**
     * Not started.
     *
     * @param settings  what the configuration says.
     * @param libraries where libaravis comes from.
     * @param use       which cameras are taken by this container.
     * @param outages   which streams have lost their camera.
     */
    AravisSource(final AravisSettings settings, final AravisLibraries libraries, final CameraUse use,
        final Outages outages) {
        this.settings = settings;
        this.libraries = libraries;
        this.use = use;
        this.outages = outages;
    }

    @Override
    public String device() {
        return camera == null ? use.keyOf(settings.device()) : camera.key();
    }

    @Override
    public void start(final SourceContext sourceContext) throws DeviceUnavailableException, SettingsException {
        context = sourceContext;
        final Aravis aravis = libraries.load(settings.library());
        boolean started = false;
        try {
            open(aravis);
            started = true;
        } catch (final CameraException failure) {
            throw failure.rethrow(camera == null ? settings.device() : camera.name());
        } catch (final LinkageError missing) {
            throw new SettingsException("library = " + settings.library()
                + " is not accepted: this Aravis lacks a function (" + missing.getMessage() + ")");
        } finally {
            if (!started) {
                release();
            }
        }
    }

    private void open(final Aravis aravis) throws DeviceUnavailableException, SettingsException, CameraException {
        final int depth = DeviceSlots.depth(context.slots(), settings.buffers());
        use.awaitClosed(context.streamName(), FORMER_CLOSE_PATIENCE_MS);
        final NativeCells cells = new NativeCells(aravis);
        camera = new CameraFinder(aravis, cells, use).open(settings.device(), context.streamName());
        final CameraNodes nodes = new CameraNodes(aravis, cells, camera);
        new CameraSetup(aravis, cells, camera, nodes).apply(settings);
        final CameraReport report = new CameraReport(aravis, cells, camera, nodes);
        layout = report.layout();
        final int payloadBytes = DeviceSlots.checkFits(context, layout.widthPixels() + "x" + layout.heightPixels()
            + " " + layout.pixelFormat(), layout.payloadBytes());
        context.metadata(report.metadata(layout, settings));
        stream = new BufferStream(
            aravis, camera.createStream(), DeviceSlots.addresses(context.slots(), payloadBytes), payloadBytes);
        if (camera.isGigEVision()) {
            stream.enlargeSocketBuffer(cells);
        }
        final NativeCells pollCells = new NativeCells(aravis);
        intake = new FrameIntake(aravis, new SlotQueue(context, payloadBytes, depth), stream,
            new MissedFrames(context, new FrameIds(camera.isGigEVision()), camera.packetsPerFrame(payloadBytes),
                () -> stream.underrunPackets(pollCells)), layout, pollCells);
        final double frameNs = layout.frameRateHz() > 0 ? NS_PER_S / layout.frameRateHz() : 0;
        silenceLimitNs = Math.max(LEAST_SILENCE_NS, (long)(FRAMES_OF_SILENCE * frameNs));
        silentSinceNs = System.nanoTime();
        lostSinceNs = outages.end(context.streamName(), camera.key());
        keeper = new CameraKeeper(context, camera, stream);
        final String text = camera.name() + ", " + layout;
        context.describe(text);
        LOG.info("{}: {}, {} slots queued", context.streamName(), text, depth);
    }

    @Override
    public int poll() {
        final long nowNs = System.nanoTime();
        final int work = intake.work();
        if (!sending && intake.isLent()) {
            // Not before: the first frame would come in half.
            sending = true;
            silentSinceNs = nowNs;
            keeper.startAcquisition();
        } else if (work > 0) {
            silentSinceNs = nowNs;
            if (lostSinceNs != NOT_LOST && intake.lastFrameNs() != FrameIntake.NEVER) {
                countOutage();
            }
        } else if (nowNs - silentSinceNs > silenceLimitNs) {
            silentSinceNs = nowNs;
            keeper.askForLife();
        }
        return work;
    }

    /** The camera counts its frames anew, so that only its frame rate tells how many are missing. */
    private void countOutage() {
        final double outageS = (intake.lastFrameNs() - lostSinceNs) / NS_PER_S;
        final long frames = layout.triggered() ? 0 : Math.max(0, Math.round(outageS * layout.frameRateHz()) - 1);
        lostSinceNs = NOT_LOST;
        context.lost(LossCause.DEVICE_DROPPED, frames);
        LOG.info("{}: camera {} is back, {} frames are missing by its frame rate", context.streamName(), camera.name(),
            frames);
    }

    @Override
    public void stop() {
        stream.halt();
        if (keeper.isGone()) {
            noteOutage();
        }
        if (!keeper.close(CLOSE_PATIENCE_MS)) {
            LOG.info("{}: camera {} does not answer and is being closed in the background", context.streamName(),
                camera.name());
        }
    }

    private void noteOutage() {
        final long sinceNs = intake.lastFrameNs() == FrameIntake.NEVER ? lostSinceNs : intake.lastFrameNs();
        if (sinceNs != NOT_LOST) {
            outages.begin(context.streamName(), camera.key(), sinceNs);
        }
    }

    /** After a start that failed: nothing of it may be left. */
    private void release() {
        if (stream != null) {
            stream.halt();
            stream.release();
        }
        if (camera != null) {
            camera.closing();
            camera.close();
        }
    }
}
