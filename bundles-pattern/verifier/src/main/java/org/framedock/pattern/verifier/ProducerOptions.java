package org.framedock.pattern.verifier;

import java.util.List;
import java.util.Locale;
import org.framedock.client.ProducerContext;
import org.framedock.pattern.content.Pattern;
import org.framedock.settings.Pool;
import org.framedock.settings.ProducerSettings;
import org.framedock.settings.Profile;
import org.framedock.settings.SettingsFileException;

/**
 * What a producer is to do. Immutable.
 *
 * @param setting      what the files say.
 * @param streamId     the stream to feed.
 * @param count        frames to publish, 0 for ever.
 * @param payloadBytes size of each.
 * @param pattern      what they hold.
 * @param rateHz       frames a second, 0 for as many as it can.
 * @param isInPlace    whether slots are filled in place instead of by a copy.
 */
record ProducerOptions(
    Setting setting, long streamId, long count, int payloadBytes, Pattern pattern, double rateHz, boolean isInPlace) {

    private static final String COUNT = "--count";
    private static final String PAYLOAD_BYTES = "--payload-bytes";
    private static final String PATTERN = "--pattern";
    private static final String STREAM = "--stream";
    private static final String RATE = "--rate";
    private static final String IN_PLACE = "--in-place";
    private static final List<String> PATTERNS = List.of("counter", "interop");
    private static final long MAX_RATE_HZ = 10_000_000;

    /**
     * The command line of the program.
     *
     * @return not read yet.
     */
    static CommandLineReader commandLine() {
        return new CommandLineReader("producer", "DRIVER_CONFIG [CLIENT_CONFIG] [COUNT] [BYTES]",
            "Fill the frames of a stream with a pattern.",
            "A whole number is always the COUNT, then the BYTES, never a file.")
            .option(COUNT, "N", "End after N published frames; 0, the default, is for ever.")
            .option(PAYLOAD_BYTES, "BYTES", "Size of a frame. Default: the stride of the stream's first pool.")
            .option(PATTERN, "PATTERN", "What the frames hold: counter (every byte is seq %% 256) or interop. "
                + "Default: pattern of [producer] in CLIENT_CONFIG, else counter.")
            .option(RATE, "HZ", "Frames a second; 0 is as many as it can. "
                + "Default: rate_hz of [producer] in CLIENT_CONFIG, else 100.")
            .option(STREAM, "NAME|ID", "The stream to feed, by its name in DRIVER_CONFIG or by its id. "
                + "Default: stream_id of [producer] in CLIENT_CONFIG, else the first of DRIVER_CONFIG.")
            .flag(IN_PLACE, "Fill each slot in place instead of copying a frame into it.");
    }

    /**
     * From a command line that has been read.
     *
     * @param line the command line.
     * @return what to do.
     * @throws UsageException        if an argument is wrong.
     * @throws SettingsFileException if a file is.
     */
    static ProducerOptions of(final CommandLineReader line) throws UsageException, SettingsFileException {
        final Positionals positionals = Positionals.of(line.positionals(), List.of("COUNT", "BYTES"));
        final List<String> numbers = positionals.numbers();
        final String count = line.once(numbers.isEmpty() ? null : numbers.get(0), COUNT);
        final String bytes = line.once(numbers.size() < 2 ? null : numbers.get(1), PAYLOAD_BYTES);
        final long frames = count == null ? 0 : Numbers.whole("COUNT", count, 0, Long.MAX_VALUE);
        line.choice(PATTERN, PATTERNS.get(0), PATTERNS);
        final double givenRateHz = line.has(RATE) ? Numbers.rate(RATE, line.value(RATE), MAX_RATE_HZ) : 0;
        final Setting setting = Setting.load(positionals);
        final long streamId = setting.streamId(line.value(STREAM), setting.producer().streamId());
        return new ProducerOptions(setting, streamId, frames, payloadBytes(bytes, setting.profile(streamId)),
            Pattern.valueOf(line.choice(PATTERN, setting.producer().pattern(), PATTERNS).toUpperCase(Locale.ROOT)),
            line.has(RATE) ? givenRateHz : setting.producer().rateHz(), line.has(IN_PLACE));
    }

    /**
     * How the stream is fed.
     *
     * @return a context that is not concluded.
     */
    ProducerContext context() {
        final ProducerSettings settings = setting.producer();
        return new ProducerContext()
            .streamId(streamId)
            .streamName(setting.streamName(streamId))
            .clientId(settings.producerId())
            .progressIntervalNs(settings.progressIntervalNs())
            .progressBytesDelta(settings.progressBytesDelta());
    }

    private static int payloadBytes(final String given, final Profile profile) throws UsageException {
        final List<Pool> pools = profile.pools();
        if (given == null) {
            return pools.get(0).strideBytes();
        }
        final int largest = pools.stream().mapToInt(Pool::strideBytes).max().orElse(0);
        final long bytes = Numbers.whole("BYTES", given, 0, Integer.MAX_VALUE);
        if (bytes > largest) {
            throw new UsageException("BYTES '" + given + "' has to be at most " + largest
                + ", the largest stride_bytes of profile " + profile.name());
        }
        return (int)bytes;
    }
}
