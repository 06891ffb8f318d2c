package org.framedock.runtime;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The demo verb: container, media driver, a source and a verifier process, all of it gone afterwards. */
@Command(name = "demo", description = "Show verified frames: container, source and a verifier in one go.",
        mixinStandardHelpOptions = true, versionProvider = Framedock.Version.class)
final class DemoCommand implements Callable<Integer> {

    private static final long LONGEST_VERIFIER_END_MS = 800;
    private static final long LARGEST_PAYLOAD_BYTES = 1L << 30;
    private static final double HIGHEST_RATE_HZ = 1_000_000;

    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "0",
            description = "End after N verified frames; 0, the default: at Ctrl-C.")
    private long frames;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "200",
            description = "Frames per second; 0: as many as it can. Default: ${DEFAULT-VALUE}.")
    private double rateHz;

    @Option(names = "--payload-bytes", paramLabel = "N", defaultValue = "655360",
            description = "Bytes per frame. Default: ${DEFAULT-VALUE}.")
    private long payloadBytes;

    @Option(names = "--camera", paramLabel = "CAMERA",
            description = "What makes the frames in place of the pattern source: bgapi2-sim, a Baumer camera's source "
                    + "on a simulator of Baumer's library (no camera), 1024x640 pixels.")
    private String camera;

    @Option(names = "--tour",
            description = "Show sources that come, go, are swapped, lose their camera and come back, on one container "
                    + "with one verifying consumer throughout. Takes about a minute.")
    private boolean tour;

    /**
     * Makes the verb.
     *
     * @param stop what ends it early.
     */
    DemoCommand(final StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws UserError, InterruptedException {
        check(frames >= 0, "--frames", frames, "0 or more");
        check(rateHz >= 0 && rateHz <= HIGHEST_RATE_HZ, "--rate", rateHz, "0 to 1000000");
        check(payloadBytes >= 1 && payloadBytes <= LARGEST_PAYLOAD_BYTES, "--payload-bytes", payloadBytes,
                "1 to " + LARGEST_PAYLOAD_BYTES);
        check(camera == null || camera.equals(DemoSource.BGAPI2_SIMULATOR), "--camera", camera,
                DemoSource.BGAPI2_SIMULATOR);
        check(camera == null || !spec.commandLine().getParseResult().hasMatchedOption("--payload-bytes"),
                "--payload-bytes", payloadBytes, "nothing beside --camera, whose frames have 655360 bytes");
        for (final String option : List.of("--frames", "--rate", "--payload-bytes", "--camera")) {
            check(!tour || !spec.commandLine().getParseResult().hasMatchedOption(option), option, "given",
                    "nothing beside --tour");
        }
        if (System.getProperty(LogSetup.LEVEL_PROPERTY) == null) {
            // The verifier's figures are what a demonstration shows, and its last line is the last of all.
            System.setProperty(LogSetup.LEVEL_PROPERTY, tour ? "ERROR" : "WARN");
        }
        final Distribution distribution = Distribution.locate();
        if (tour) {
            return new Tour(distribution, stop).run();
        }
        final DemoSource source = camera == null ? DemoSource.pattern(rateHz, payloadBytes)
                : DemoSource.bgapi2Simulator(distribution, rateHz);
        try (DemoHome demo = DemoHome.make(distribution, source)) {
            final VerifierProcess verifier =
                    VerifierProcess.start(distribution, demo.home(), source.check(), frames, stop);
            boolean verifierEnded = false;
            try (Container container = Container.start(distribution, demo.home(), false)) {
                container.raiseWhenStopped(stop);
                stop.await();
                // Before the container, so that its last line counts every frame it was sent.
                verifierEnded = true;
                return verifier.end(LONGEST_VERIFIER_END_MS);
            } finally {
                if (!verifierEnded) {
                    verifier.end(LONGEST_VERIFIER_END_MS);
                }
            }
        }
    }

    private void check(final boolean valid, final String option, final Object value, final String accepted) {
        if (!valid) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Invalid value for " + option + ": " + value + ", accepted is " + accepted);
        }
    }
}
