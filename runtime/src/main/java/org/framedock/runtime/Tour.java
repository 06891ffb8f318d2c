package org.framedock.runtime;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The tour of a demonstration: sources come, go, are swapped and come back on one container, while one consumer process
 * verifies every byte throughout. Prints a line for each thing that happens, with what was seen. Main thread.
 */
final class Tour {

    private static final double RATE_HZ = 100;
    private static final long PAYLOAD_BYTES = 655_360;
    private static final long FRAMES_A_STEP = 60;
    private static final long LONGEST_STEP_S = 20;
    private static final long LOOK_AGAIN_MS = 5;
    private static final String STREAMING = "STREAMING";
    private static final String PATTERN_BUNDLE = "org.framedock.pattern";
    private static final String NEWER_VERSION = "0.1.0.tour";

    private final Distribution distribution;
    private final StopSignal stop;
    private TourStream stream;
    private TourConsumer consumer;

    /** Something an operator does. */
    @FunctionalInterface
    private interface Deed {

        void happen() throws UserError;
    }

    /**
     * A tour that has not begun.
     *
     * @param distribution where sources and consumer come from.
     * @param stop         what ends it early.
     */
    Tour(final Distribution distribution, final StopSignal stop) {
        this.distribution = distribution;
        this.stop = stop;
    }

    /**
     * Makes the tour; nothing of it is left afterwards.
     *
     * @return 0 only if every step was seen and no frame was bad.
     * @throws UserError            if a step was not seen in time, or the tour was ended early.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    int run() throws UserError, InterruptedException {
        final DemoSource pattern = DemoSource.pattern(RATE_HZ, PAYLOAD_BYTES);
        final String whyNoCamera = TourCamera.reasonToLeaveOut();
        try (DemoHome demo = DemoHome.make(distribution, pattern);
                TourCamera camera = whyNoCamera == null ? TourCamera.start() : null;
                TourConsumer verifier = TourConsumer.start(distribution, demo.home());
                Container container = Container.start(distribution, demo.home(), false)) {
            container.raiseWhenStopped(stop);
            consumer = verifier;
            stream = new TourStream(container.context(), demo.home());
            final String patternText = "counter UINT8";
            streaming("the pattern source", patternText, () -> { });
            visitSimulator();
            visitAravis(camera, whyNoCamera);
            streaming("back to the pattern source", patternText, () -> stream.configure(pattern.settings()));
            visitJar(patternText);
            // Before the container, so that its last line counts every frame it was sent.
            final int code = verifier.end();
            System.out.println(verifier.lastLine());
            return code;
        }
    }

    private void visitSimulator() throws UserError {
        final DemoSource simulator;
        try {
            simulator = DemoSource.bgapi2Simulator(distribution, RATE_HZ);
        } catch (final UserError absent) {
            leaveOut("the BGAPI2 simulator, its cable pulled and put in again", absent.getMessage());
            return;
        }
        final String camera = DemoSource.SIMULATED_CAMERA;
        streaming("swap to the BGAPI2 simulator", camera, () -> {
            stream.deploy(distribution.source(simulator.bundle()));
            stream.configure(simulator.settings());
        });
        final TourCable cable = new TourCable(DemoSource.simulator(distribution), camera);
        silent("its cable is pulled", "RECONNECTING", cable::pull);
        streaming("its cable is in again", camera, cable::plugIn);
    }

    private void visitAravis(final TourCamera camera, final String whyNot) throws UserError {
        final String what = "swap to Aravis' fake GigE Vision camera";
        if (camera == null) {
            leaveOut(what, whyNot);
            return;
        }
        await(() -> "the fake camera does not listen", TourCamera::isPortTaken);
        streaming(what, camera.serial(), () -> {
            stream.deploy(distribution.source("framedock-camera-aravis"));
            stream.configure("""
                    source = aravis
                    device = %s
                    width = 640
                    height = 480
                    pixel_format = Mono8
                    frame_rate = 50
                    """.formatted(camera.serial()));
        });
    }

    private void visitJar(final String patternText) throws UserError {
        final Path jar = distribution.source("framedock-pattern");
        streaming("its jar is replaced by version " + NEWER_VERSION, patternText, () -> {
            stream.deploy(jar, NEWER_VERSION);
            await(() -> "version " + NEWER_VERSION + " of " + PATTERN_BUNDLE + " does not start",
                    () -> stream.isActive(PATTERN_BUNDLE, NEWER_VERSION));
        });
        silent("its jar is removed", "IDLE", () -> stream.undeploy(jar));
        streaming("its jar is back", patternText, () -> stream.deploy(jar));
    }

    private static void leaveOut(final String what, final String why) {
        System.out.printf(Locale.ROOT, "%-42s left out: %s%n", what, why);
    }

    /** Does something after which the stream has to be fed by a source that says so, and frames have to come. */
    private void streaming(final String what, final String text, final Deed deed) throws UserError {
        consumer.forgetPauses();
        deed.happen();
        await(() -> what + ": it is " + stream.seen() + ", not " + STREAMING + " with " + text, () -> {
            final TourStream.Seen seen = stream.seen();
            return seen.state().equals(STREAMING) && seen.text().contains(text);
        });
        final long before = consumer.frames();
        await(() -> what + ": the consumer sees no frames, " + consumer.lastLine(),
                () -> consumer.frames() >= before + FRAMES_A_STEP);
        tell(what, String.format(Locale.ROOT, "gap %.1f ms", consumer.longestPauseMs()));
    }

    /** Does something after which the stream has to be in a state without frames. */
    private void silent(final String what, final String state, final Deed deed) throws UserError {
        deed.happen();
        final long sinceNs = System.nanoTime();
        await(() -> what + ": it is " + stream.seen() + ", not " + state, () -> stream.seen().state().equals(state));
        final long lines = consumer.lines();
        await(() -> what + ": frames still come, " + consumer.lastLine(),
                () -> consumer.isSilent() && consumer.lines() > lines);
        tell(what, "no frames, " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs) + " ms later");
    }

    private void tell(final String what, final String pause) {
        final TourStream.Seen seen = stream.seen();
        System.out.printf(Locale.ROOT, "%-42s %s, %d frames so far, %d bad, %s (%s)%n", what, seen.state(),
                consumer.frames(), consumer.bad(), pause, seen.text());
    }

    private void await(final Supplier<String> otherwise, final BooleanSupplier condition) throws UserError {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_STEP_S);
        while (!condition.getAsBoolean()) {
            if (stop.isRequested()) {
                throw new UserError("the tour was ended before its end");
            }
            if (!consumer.isAlive()) {
                throw new UserError("the consumer has ended: " + consumer.lastLine());
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new UserError("not within " + LONGEST_STEP_S + " s: " + otherwise.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS));
        }
    }
}
