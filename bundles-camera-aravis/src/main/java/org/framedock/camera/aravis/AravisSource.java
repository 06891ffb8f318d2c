package org.framedock.camera.aravis;

import java.util.Locale;

import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameSource;
import org.framedock.source.SettingsException;
import org.framedock.source.SlotWindow;
import org.framedock.source.SourceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One camera that fills one stream. */
final class AravisSource implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(AravisSource.class);
    private static final long CLOSE_PATIENCE_MS = 1_000;
    private static final long LEAST_SILENCE_NS = 1_000_000_000L;
    private static final double FRAMES_OF_SILENCE = 10;
    private static final int STRIDE_STEP_BYTES = 64;

    private final AravisSettings settings;
    private final AravisLibraries libraries;
    private SourceContext context;
    private Camera camera;
    private BufferStream stream;
    private SlotQueue queue;
    private CameraKeeper keeper;
    private boolean sending;
    private long silenceLimitNs;
    private long silentSinceNs;

    /**
     * Not started.
     *
     * @param settings  what the configuration says.
     * @param libraries where libaravis comes from.
     */
    AravisSource(final AravisSettings settings, final AravisLibraries libraries) {
        this.settings = settings;
        this.libraries = libraries;
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
            throw failure.rethrow(camera.name());
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
        final int depth = depth(context.slots());
        final NativeCells cells = new NativeCells(aravis);
        camera = new Camera(aravis, cells, new CameraFinder(aravis, cells).open(settings.device()));
        camera.apply(settings);
        checkFits(context.slots());
        final long[] addressOfSlot = addresses(context.slots(), camera.payloadBytes());
        stream = new BufferStream(aravis, camera.createStream(), addressOfSlot, camera.payloadBytes());
        if (camera.isGigEVision()) {
            stream.enlargeSocketBuffer(cells);
        }
        final FrameFormat format =
            FrameFormat.image(settings.pixelFormat(), camera.widthPixels(), camera.heightPixels());
        queue = new SlotQueue(aravis, context, stream, new FrameIds(camera.isGigEVision()), camera.packetsPerFrame(),
            format, depth);
        final double frameNs = camera.frameRateHz() > 0 ? 1e9 / camera.frameRateHz() : 0;
        silenceLimitNs = Math.max(LEAST_SILENCE_NS, (long)(FRAMES_OF_SILENCE * frameNs));
        silentSinceNs = System.nanoTime();
        final String text = String.format(Locale.ROOT, "%s, %dx%d %s at %.4g Hz", camera.name(), camera.widthPixels(),
            camera.heightPixels(), settings.pixelFormat().pfncName(), camera.frameRateHz());
        keeper = new CameraKeeper(context, camera, stream);
        context.describe(text);
        LOG.info("{}: {}, {} slots queued", context.streamName(), text, depth);
    }

    private int depth(final SlotWindow slots) throws SettingsException {
        final int most = slots.maxOutstanding();
        if (settings.buffers() > most) {
            throw new SettingsException("buffers = " + settings.buffers()
                + " is not accepted: this stream lends at most " + most + " slots at once");
        }
        return settings.buffers() == 0 ? Math.min(AravisSettings.DEFAULT_BUFFERS, most) : settings.buffers();
    }

    private void checkFits(final SlotWindow slots) throws SettingsException {
        final int payloadBytes = camera.payloadBytes();
        if (payloadBytes > slots.maxPayloadBytes()) {
            final long strideBytes = (payloadBytes + STRIDE_STEP_BYTES - 1L) / STRIDE_STEP_BYTES * STRIDE_STEP_BYTES;
            throw new SettingsException("a frame of " + camera.widthPixels() + "x" + camera.heightPixels() + " "
                + settings.pixelFormat().pfncName() + " has " + payloadBytes + " bytes and the largest slot of stream "
                + context.streamName() + " holds " + slots.maxPayloadBytes()
                + ": a pool with a stride of " + strideBytes + " bytes would do, or a smaller width and height");
        }
    }

    private static long[] addresses(final SlotWindow slots, final int payloadBytes) {
        final long[] addressOfSlot = new long[slots.slotCount()];
        for (int slot = 0; slot < addressOfSlot.length; slot++) {
            addressOfSlot[slot] = slots.address(slot, payloadBytes);
        }
        return addressOfSlot;
    }

    @Override
    public int poll() {
        final long nowNs = System.nanoTime();
        final int work = queue.work();
        if (!sending && queue.isLent()) {
            // Not before: the first frame would come in half.
            sending = true;
            silentSinceNs = nowNs;
            keeper.startAcquisition();
        } else if (work > 0) {
            silentSinceNs = nowNs;
        } else if (nowNs - silentSinceNs > silenceLimitNs) {
            silentSinceNs = nowNs;
            keeper.askForLife();
        }
        return work;
    }

    @Override
    public void stop() {
        stream.halt();
        if (!keeper.close(CLOSE_PATIENCE_MS)) {
            LOG.info("{}: camera {} does not answer and is being closed in the background", context.streamName(),
                camera.name());
        }
    }

    /** After a start that failed: nothing of it may be left. */
    private void release() {
        if (stream != null) {
            stream.halt();
            stream.release();
        }
        if (camera != null) {
            camera.close();
        }
    }
}
