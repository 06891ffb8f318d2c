package org.framedock.runtime;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What feeds the stream of a demonstration, and how its frames are checked. Immutable.
 *
 * @param bundle       of the source: its jar's name in sources/ up to the version.
 * @param settings     of the stream: the text of its file.
 * @param payloadBytes bytes per frame.
 * @param check        what the verifier is told to expect.
 */
record DemoSource(String bundle, String settings, long payloadBytes, String check) {

    /** The camera that needs no camera. */
    static final String BGAPI2_SIMULATOR = "bgapi2-sim";

    /** Serial number of the simulated camera that is used. */
    static final String SIMULATED_CAMERA = "SIM0001";

    private static final int WIDTH = 1024;
    private static final int HEIGHT = 640;
    private static final double SLOWEST_HZ = 0.5;
    private static final double FASTEST_HZ = 5_000;
    private static final double USUAL_EXPOSURE_US = 10_000;
    private static final double US_PER_S = 1e6;

    /**
     * The pattern source.
     *
     * @param rateHz       frames per second, 0 for as many as it can.
     * @param payloadBytes bytes per frame, at least 1.
     * @return the source.
     */
    static DemoSource pattern(final double rateHz, final long payloadBytes) {
        return new DemoSource("framedock-pattern", """
                source = pattern
                pattern = counter
                rate_hz = %s
                payload_bytes = %d
                """.formatted(rateHz, payloadBytes), payloadBytes, "counter");
    }

    /**
     * Where the simulator of Baumer's library lies if it was built.
     *
     * @param distribution it belongs to.
     * @return the file, which may be missing.
     */
    static Path simulator(final Distribution distribution) {
        return distribution.root().resolve("simulator/libbgapi2_simulator.so");
    }

    /**
     * A Baumer camera's source on the simulator of Baumer's library: 1024x640 pixels of 8 bits.
     *
     * @param distribution where the simulator lies.
     * @param rateHz       frames per second, 0 for as many as the simulator makes.
     * @return the source.
     * @throws UserError if the simulator is not there or does not make so many frames.
     */
    static DemoSource bgapi2Simulator(final Distribution distribution, final double rateHz) throws UserError {
        final Path library = simulator(distribution);
        if (!Files.exists(library)) {
            throw new UserError("the BGAPI2 simulator is not there (" + library + "): it is built if there is a C"
                    + " compiler, cc, as of Debian's package gcc");
        }
        final double hz = rateHz == 0 ? FASTEST_HZ : rateHz;
        if (hz < SLOWEST_HZ || hz > FASTEST_HZ) {
            throw new UserError("the BGAPI2 simulator makes " + SLOWEST_HZ + " to " + FASTEST_HZ
                    + " frames/s, not " + rateHz);
        }
        return new DemoSource("framedock-camera-bgapi2", """
                source = bgapi2
                library = %s
                device = %s
                width = %d
                height = %d
                pixel_format = Mono8
                exposure_time = %d
                frame_rate = %s
                """.formatted(library, SIMULATED_CAMERA, WIDTH, HEIGHT,
                        (long) Math.min(USUAL_EXPOSURE_US, US_PER_S / hz), hz),
                (long) WIDTH * HEIGHT, BGAPI2_SIMULATOR);
    }
}
