package org.framedock.pattern.verifier;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.framedock.client.ConsumerContext;
import org.framedock.pattern.content.Pattern;
import org.framedock.settings.ConsumerMode;
import org.framedock.settings.ConsumerSettings;
import org.framedock.settings.SettingsFileException;

/**
 * What a consumer is to do. Immutable.
 *
 * @param setting  what the files say.
 * @param streamId the stream to read.
 * @param count    frames to verify, 0 for ever.
 * @param pattern  what they should hold: counter, interop, aravis, bgapi2-sim, auto, or none to check nothing.
 * @param ownStreamId id of a descriptor stream of its own to ask for, 0 for none.
 * @param reportNs between two lines of live figures.
 * @param pauses   whether those lines tell the longest pause between two frames.
 * @param latency  whether a last line tells how old frames were.
 * @param spins    whether it never sleeps.
 */
record ConsumerOptions(
    Setting setting, long streamId, long count, String pattern, int ownStreamId, long reportNs,
    boolean pauses, boolean latency, boolean spins) {

    static final String NONE = "none";
    static final String ARAVIS = "aravis";
    static final String BGAPI2_SIMULATOR = "bgapi2-sim";
    static final String AUTO = "auto";

    private static final String COUNT = "--count";
    private static final String PATTERN = "--pattern";
    private static final String STREAM = "--stream";
    private static final String OWN_STREAM = "--own-stream";
    private static final String REPORT = "--report-ms";
    private static final String PAUSES = "--pauses";
    private static final String LATENCY = "--latency";
    private static final String SPIN = "--spin";
    private static final String ONE_SECOND = "1000";
    private static final long LONGEST_REPORT_MS = 3_600_000;
    private static final List<String> PATTERNS =
        List.of("counter", "interop", ARAVIS, BGAPI2_SIMULATOR, AUTO, NONE);

    /**
     * The command line of the program.
     *
     * @return not read yet.
     */
    static CommandLineReader commandLine() {
        return new CommandLineReader("consumer", "DRIVER_CONFIG [CLIENT_CONFIG] [COUNT]",
            "Verify every byte of every frame of a stream.",
            "A whole number is always the COUNT, never a file. Exit code 1 if any byte was wrong.")
            .option(COUNT, "N", "End after N verified frames; 0, the default, is for ever.")
            .option(PATTERN, "PATTERN", "What the frames hold: counter, interop, aravis (the ramp of its fake camera), "
                + "bgapi2-sim (that of the BGAPI2 simulator), auto (whichever of these the stream's metadata "
                + "says, while sources change), or none to count without checking. "
                + "Default: pattern of [producer] in CLIENT_CONFIG, else counter.")
            .option(STREAM, "NAME|ID", "The stream to read, by its name in DRIVER_CONFIG or by its id. "
                + "Default: stream_id of [consumer] in CLIENT_CONFIG, else the first of DRIVER_CONFIG.")
            .option(OWN_STREAM, "ID", "Ask for descriptors on Aeron stream ID for this consumer alone, at most "
                + "max_rate_hz of [consumer] in CLIENT_CONFIG a second.")
            .option(REPORT, "MS", "Milliseconds between two lines of live figures. Default: 1000.")
            .flag(PAUSES, "Live figures tell the longest pause between two frames.")
            .flag(LATENCY, "A last line tells how old frames were: since they were published if the producer says "
                + "when (publish timestamps), else since they were captured.")
            .flag(SPIN, "Never sleep: frames are seen a millisecond earlier, at the price of a core.");
    }

    /**
     * From a command line that has been read.
     *
     * @param line the command line.
     * @return what to do.
     * @throws UsageException        if an argument is wrong.
     * @throws SettingsFileException if a file is.
     */
    static ConsumerOptions of(final CommandLineReader line) throws UsageException, SettingsFileException {
        final Positionals positionals = Positionals.of(line.positionals(), List.of("COUNT"));
        final List<String> numbers = positionals.numbers();
        final String count = line.once(numbers.isEmpty() ? null : numbers.get(0), COUNT);
        final long frames = count == null ? 0 : Numbers.whole("COUNT", count, 0, Long.MAX_VALUE);
        line.choice(PATTERN, NONE, PATTERNS);
        final String report = line.value(REPORT);
        final long reportMs = Numbers.whole(REPORT, report == null ? ONE_SECOND : report, 1, LONGEST_REPORT_MS);
        final Setting setting = Setting.load(positionals);
        return new ConsumerOptions(setting,
            setting.streamId(line.value(STREAM), setting.consumer().streamId()), frames,
            line.choice(PATTERN, setting.producer().pattern(), PATTERNS),
            line.value(OWN_STREAM) == null ? 0
                : (int)Numbers.whole(OWN_STREAM, line.value(OWN_STREAM), 1, Integer.MAX_VALUE),
            TimeUnit.MILLISECONDS.toNanos(reportMs), line.has(PAUSES), line.has(LATENCY),
            line.has(SPIN));
    }

    /**
     * How the stream is read.
     *
     * @return a context that is not concluded.
     */
    ConsumerContext context() {
        final ConsumerSettings settings = setting.consumer();
        final ConsumerContext context = new ConsumerContext()
            .streamId(streamId)
            .streamName(setting.streamName(streamId))
            .metadata(pattern.equals(AUTO))
            .clientId(settings.consumerId())
            .maxOutstandingSeqGap(settings.maxOutstandingSeqGap())
            .expectedLayoutVersion(settings.expectedLayoutVersion())
            .rateLimited(settings.mode() == ConsumerMode.RATE_LIMITED)
            .maxRateHz(settings.maxRateHz())
            .requireHugepages(settings.requireHugepages())
            .payloadFallbackUri(settings.payloadFallbackUri())
            .helloIntervalNs(settings.helloIntervalNs());
        if (settings.supportsProgress()) {
            context.progressIntervalUs(TimeUnit.NANOSECONDS.toMicros(settings.progressIntervalNs()))
                .progressBytesDelta(settings.progressBytesDelta())
                .progressHandler(progress -> { });
        }
        return ownStreamId == 0 ? context : context.ownDescriptorStream(settings.aeronUri(), ownStreamId);
    }

    /**
     * The check of a frame's bytes.
     *
     * @return a check for one thread.
     */
    FrameCheck check() {
        return switch (pattern) {
            case NONE -> frame -> true;
            case ARAVIS -> CameraPattern.ofAravis();
            case BGAPI2_SIMULATOR -> CameraPattern.ofSimulator();
            case AUTO -> warmAutoCheck();
            default -> warmCheck(Pattern.valueOf(pattern.toUpperCase(Locale.ROOT)));
        };
    }

    private static FrameCheck warmAutoCheck() {
        warmCheck(Pattern.COUNTER);
        return new SourcePattern();
    }

    private static FrameCheck warmCheck(final Pattern content) {
        if (!WarmUp.run(content)) {
            throw new AssertionError(content + " does not recognise its own content");
        }
        return FrameCheck.of(content);
    }
}
