package org.framedock.camera.bgapi2;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Transport;
import org.framedock.source.SourceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that talks to the camera while frames flow: it makes the camera send, asks a silent one for a sign of life
 * and closes it in the end. All of it may block while the camera is gone, which the stream's thread must not do.
 */
final class CameraKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CameraKeeper.class);

    private final SourceContext context;
    private final Camera camera;
    private final SlotBuffers buffers;
    private final Transport.Use use;
    private final Set<Integer> lostResults;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean slotsAreSafe;
    private volatile boolean startWanted;
    private volatile boolean askWanted;
    private volatile boolean closeWanted;
    private volatile boolean started;
    private volatile String failure;

    /**
     * Takes over a camera that does not send yet.
     *
     * @param context     where a lost camera is told.
     * @param camera      used by nobody else from now on; closed in the end.
     * @param buffers     its stream; closed in the end.
     * @param use         of the interfaces; closed in the end.
     * @param lostResults results of calls that mean that the camera is gone.
     */
    CameraKeeper(final SourceContext context, final Camera camera, final SlotBuffers buffers, final Transport.Use use,
        final Set<Integer> lostResults) {
        this.context = context;
        this.camera = camera;
        this.buffers = buffers;
        this.use = use;
        this.lostResults = lostResults;
        thread = new Thread(this::run, "bgapi2-" + context.streamName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the camera send, in the background. Any thread; no allocation. */
    void startAcquisition() {
        startWanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * Whether the camera has been made to send.
     *
     * @return true from then on. Any thread; no allocation.
     */
    boolean hasStarted() {
        return started;
    }

    /**
     * What went wrong although the camera is there.
     *
     * @return null if nothing did. Any thread; no allocation.
     */
    String failure() {
        return failure;
    }

    /** Asks the camera for a sign of life, in the background. Any thread; no allocation. */
    void askForLife() {
        askWanted = true;
        LockSupport.unpark(thread);
    }

    /**
     * Closes the camera. Waits for as long as something may still write to a slot; what is left to do after that, if it
     * takes long, goes on in the background.
     *
     * @param patienceMs how long to wait for that.
     * @return true if all is closed.
     * @throws InterruptedException  if the calling thread is interrupted; something may write to a slot then.
     * @throws IllegalStateException if the library did not give the slots back.
     */
    boolean close(final long patienceMs) throws InterruptedException {
        closeWanted = true;
        LockSupport.unpark(thread);
        released.await();
        if (!slotsAreSafe) {
            throw new IllegalStateException(
                "camera " + camera.name() + ": the library did not give its buffers back, and may write to them");
        }
        return closed.await(patienceMs, TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!closeWanted) {
            LockSupport.park(this);
            if (startWanted && !closeWanted) {
                startWanted = false;
                start();
            }
            if (askWanted && !closeWanted) {
                askWanted = false;
                ask();
            }
        }
        end();
    }

    private void end() {
        try {
            slotsAreSafe = camera.stopAcquisition(buffers);
        } finally {
            released.countDown();
            try {
                camera.close();
            } finally {
                use.close();
                closed.countDown();
                LOG.info("{}: camera {} closed", context.streamName(), camera.name());
            }
        }
    }

    private void start() {
        try {
            camera.startAcquisition(buffers);
            started = true;
        } catch (final Bgapi2Exception trouble) {
            tell(trouble);
        }
    }

    private void tell(final Bgapi2Exception trouble) {
        boolean alive = false;
        try {
            alive = camera.isAlive();
        } catch (final Bgapi2Exception busy) {
            LOG.debug("{}: {}", context.streamName(), busy.getMessage());
        }
        final String text = "camera " + camera.name() + ": " + trouble.getMessage();
        if (closeWanted) {
            return;
        }
        if (!alive || lostResults.contains(trouble.result())) {
            context.deviceLost(text);
        } else {
            failure = text;
        }
    }

    private void ask() {
        try {
            if (!camera.isAlive() && !closeWanted) {
                context.deviceLost("camera " + camera.name() + " is lost: it sends no frames and does not answer");
            }
        } catch (final Bgapi2Exception busy) {
            // Somebody else's call hangs, which says nothing of this camera.
            LOG.info("{}: camera {} cannot be asked: {}", context.streamName(), camera.name(), busy.getMessage());
        }
    }
}
