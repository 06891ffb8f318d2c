package org.framedock.camera.aravis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.framedock.source.SourceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that talks to the camera while frames flow: it makes the camera send, asks a silent one for a sign of life
 * and closes it in the end. All of it blocks for seconds if the camera is gone, which neither the stream's thread nor a
 * stop may do.
 */
final class CameraKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CameraKeeper.class);

    private final SourceContext context;
    private final Camera camera;
    private final BufferStream stream;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean startWanted;
    private volatile boolean askWanted;
    private volatile boolean closeWanted;
    private volatile boolean gone;

    /**
     * Takes over a camera that does not send yet.
     *
     * @param context where a lost camera is told.
     * @param camera  used by nobody else from now on.
     * @param stream  released in the end; halted before.
     */
    CameraKeeper(final SourceContext context, final Camera camera, final BufferStream stream) {
        this.context = context;
        this.camera = camera;
        this.stream = stream;
        thread = new Thread(this::run, "aravis-" + context.streamName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the camera send, in the background. Any thread; no allocation. */
    void startAcquisition() {
        startWanted = true;
        LockSupport.unpark(thread);
    }

    /** Asks the camera for a sign of life, in the background. Any thread; no allocation. */
    void askForLife() {
        askWanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * Whether the camera was found to be lost. Any thread.
     *
     * @return true after it was told.
     */
    boolean isGone() {
        return gone;
    }

    /**
     * Closes the camera, in the background if it takes long. The stream has been halted.
     *
     * @param patienceMs how long to wait for a camera that is not known to be gone.
     * @return true if it is closed.
     */
    boolean close(final long patienceMs) {
        camera.closing();
        closeWanted = true;
        LockSupport.unpark(thread);
        try {
            return closed.await(gone ? 0 : patienceMs, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (!closeWanted) {
            LockSupport.park(this);
            if (startWanted && !closeWanted) {
                startWanted = false;
                tellIfLost(camera.startAcquisition());
            }
            if (askWanted && !closeWanted && !gone) {
                askWanted = false;
                tellIfLost(camera.askForLife());
            }
        }
        if (!gone) {
            camera.stopAcquisition();
        }
        stream.release();
        camera.close();
        closed.countDown();
        LOG.info("{}: camera {} is closed", context.streamName(), camera.name());
    }

    private void tellIfLost(final String trouble) {
        if (trouble != null && !closeWanted) {
            gone = true;
            context.deviceLost(trouble);
        }
    }
}
