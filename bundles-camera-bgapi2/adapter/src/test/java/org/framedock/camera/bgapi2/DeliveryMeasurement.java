package org.framedock.camera.bgapi2;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import org.framedock.source.LossCause;
import org.framedock.source.MemorySlots;

/**
 * Measures the way of simulated frames of 512x512 from the moment they are whole to their publication, by one thread
 * that polls. No test: its figures are this machine's. Arguments: seconds (60), frames per second (2000), pause between
 * polls in microseconds (0: none), slots that are lent at once (8).
 *
 * <p>The publication here is that of {@link MemorySlots}, which does nothing; what a container's adds is not in it.
 */
public final class DeliveryMeasurement {

    private static final int SIDE = 512;
    private static final int CHUNK_BYTES = 64;
    private static final int WARM_UP_FRAMES = 4_000;

    private DeliveryMeasurement() {
    }

    /**
     * Measures and prints.
     *
     * @param arguments seconds, frames per second, pause, lent slots.
     * @throws Exception if the simulator does not start.
     */
    public static void main(final String[] arguments) throws Exception {
        final int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        final int rateHz = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        final long pauseNs = arguments.length > 2 ? Long.parseLong(arguments[2]) * 1_000 : 0;
        final Simulator.Functions simulator = Simulator.functions();
        final int lent = arguments.length > 3 ? Integer.parseInt(arguments[3]) : Scene.MOST_LENT;
        final MemorySlots ring = new MemorySlots(Integer.highestOneBit(lent * 2), lent, SIDE * SIDE + CHUNK_BYTES);
        final Scene scene = new Scene("measured", ring, "buffers", Integer.toString(lent), "width", "512",
            "height", "512", "exposure_time", Integer.toString(Math.max(20, 500_000 / rateHz)), "frame_rate",
            Integer.toString(rateHz), "node.ChunkModeActive", "true");
        final long[] waysNs = new long[seconds * rateHz * 2];
        final int[] count = {-WARM_UP_FRAMES};
        scene.slots.reader((sequence, payload, info) -> {
            final long nowNs = System.nanoTime();
            if (count[0] >= 0 && count[0] < waysNs.length) {
                waysNs[count[0]] = nowNs - payload.getLong(SIDE * SIDE);
            }
            count[0]++;
        });
        scene.start().pollUntilPublished(WARM_UP_FRAMES);
        final long lateBefore = simulator.bgapi2simLateFrames();
        final long noSlotBefore = scene.context.lost(LossCause.NO_FREE_SLOT);
        final long droppedBefore = scene.context.lost(LossCause.DEVICE_DROPPED);
        final long incompleteBefore = scene.slots.abandoned(LossCause.INCOMPLETE);
        final long untilNs = System.nanoTime() + seconds * 1_000_000_000L;
        count[0] = 0;
        while (System.nanoTime() - untilNs < 0) {
            if (scene.source.poll() > 0) {
                continue;
            }
            if (pauseNs == 0) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(pauseNs);
            }
        }
        final int frames = Math.min(count[0], waysNs.length);
        final long[] sorted = Arrays.copyOf(waysNs, frames);
        Arrays.sort(sorted);
        System.out.printf(Locale.ROOT, "%d frames of %dx%d in %d s (%.1f/s, %d asked for; the simulator was late %d"
            + " times)%n", frames, SIDE, SIDE, seconds, frames / (double)seconds, rateHz,
            simulator.bgapi2simLateFrames() - lateBefore);
        System.out.printf("lost: %d without a free slot (underruns), %d dropped by the device, %d incomplete%n",
            scene.context.lost(LossCause.NO_FREE_SLOT) - noSlotBefore,
            scene.context.lost(LossCause.DEVICE_DROPPED) - droppedBefore,
            scene.slots.abandoned(LossCause.INCOMPLETE) - incompleteBefore);
        System.out.printf(Locale.ROOT, "whole frame to publication: median %.1f us, 99%% %.1f us, 99.9%% %.1f us,"
            + " most %.1f us%n", us(sorted, 0.5), us(sorted, 0.99), us(sorted, 0.999), us(sorted, 1));
        scene.source.stop();
    }

    private static double us(final long[] sorted, final double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int)Math.min(sorted.length - 1, quantile * sorted.length)] / 1e3;
    }
}
