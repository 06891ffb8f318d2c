package org.framedock.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing to measure, small enough to be given to another process in one argument.
 *
 * @param kind         what is measured.
 * @param twoProcesses whether consumers live in a process of their own; otherwise one thread does everything.
 * @param inPlace      whether slots are reserved and published without a copy; otherwise a frame is copied in.
 * @param reads        whether consumers read every byte; otherwise the header and one byte.
 * @param payloadBytes size of a frame.
 * @param slots        of each stream's ring.
 * @param consumers    of each stream, all on one thread.
 * @param streams      written by one thread in turn.
 * @param rateHz       frames a second of a latency run, 0 for as many as possible.
 * @param effort       how long and how often.
 */
public record Scenario(
    Kind kind, boolean twoProcesses, boolean inPlace, boolean reads, int payloadBytes, int slots, int consumers,
    int streams, int rateHz, Effort effort) {

    /** The slots of a ring that stays in the last cache. */
    public static final int HOT_SLOTS = 16;
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final int SMALL_BYTES = 16 * KIB;
    private static final int MAX_BURST = 16;

    /** What a worker process measures. */
    public enum Kind {
        /** Frames a second. */
        THROUGHPUT,
        /** Time from publish to handler. */
        LATENCY,
        /** Copying into a ring and reading one, without anything of ours. */
        MEMORY_LIMIT,
        /** Aeron's own messages, and a cache line between two cores. */
        TRANSPORT_LIMIT,
        /** Single steps under JMH. */
        PARTS
    }

    /**
     * How much time is spent.
     *
     * @param repeats   measurements of each figure.
     * @param warmUpMs  before the first.
     * @param measureMs of each measurement.
     * @param latencyMs of each measurement of a latency.
     * @param forks     virtual machines for each step under JMH, 0 for the worker's own.
     */
    public record Effort(int repeats, int warmUpMs, int measureMs, int latencyMs, int forks) {
    }

    /**
     * A run without a payload, for limits and parts.
     *
     * @param kind   what is measured.
     * @param effort how long and how often.
     * @return the scenario.
     */
    public static Scenario of(final Kind kind, final Effort effort) {
        return new Scenario(kind, false, false, false, 0, 0, 1, 1, 0, effort);
    }

    /**
     * A whole-system run with one consumer of one stream.
     *
     * @param twoProcesses see the record.
     * @param inPlace      see the record.
     * @param reads        see the record.
     * @param payloadBytes see the record.
     * @param effort       how long and how often.
     * @return the scenario.
     */
    public static Scenario throughput(
        final boolean twoProcesses, final boolean inPlace, final boolean reads, final int payloadBytes,
        final Effort effort) {
        return new Scenario(Kind.THROUGHPUT, twoProcesses, inPlace, reads, payloadBytes, usualSlots(payloadBytes), 1,
            1, 0, effort);
    }

    /**
     * A latency run between two processes.
     *
     * @param inPlace      see the record.
     * @param payloadBytes see the record.
     * @param rateHz       see the record.
     * @param effort       how long and how often.
     * @return the scenario.
     */
    public static Scenario latency(
        final boolean inPlace, final int payloadBytes, final int rateHz, final Effort effort) {
        return new Scenario(Kind.LATENCY, true, inPlace, false, payloadBytes, usualSlots(payloadBytes), 1, 1, rateHz,
            effort);
    }

    /** The same for rings of another length. */
    public Scenario withSlots(final int count) {
        return new Scenario(kind, twoProcesses, inPlace, reads, payloadBytes, count, consumers, streams, rateHz,
            effort);
    }

    /** The same for more consumers and streams. */
    public Scenario with(final int consumerCount, final int streamCount) {
        return new Scenario(kind, twoProcesses, inPlace, reads, payloadBytes, slots, consumerCount, streamCount,
            rateHz, effort);
    }

    /** Small frames have the ring of a driver's default profile, large ones as many slots as fit in 64 to 128 MiB. */
    private static int usualSlots(final int payloadBytes) {
        if (payloadBytes <= SMALL_BYTES) {
            return KIB;
        }
        return payloadBytes <= MIB ? 64 : payloadBytes <= 8 * MIB ? HOT_SLOTS : 8;
    }

    /** Frames that one thread publishes before it reads them. */
    int burst() {
        final boolean movesLittle = payloadBytes <= SMALL_BYTES || inPlace && !reads;
        return movesLittle ? Math.min(MAX_BURST, window()) : 1;
    }

    /** How far the producer may be ahead, so that nothing is lost and no consumer jumps (W-23). */
    int window() {
        return Math.max(1, Math.min(slots / 2, 256));
    }

    /**
     * Name in tables and for {@code --only}.
     *
     * @return for example {@code throughput/two/copy/640KiB/touch}.
     */
    public String name() {
        switch (kind) {
            case THROUGHPUT:
                return "throughput/" + (twoProcesses ? "two" : "one") + "/" + path() + "/" + size(payloadBytes)
                    + (reads ? "/read" : "/touch") + (slots == usualSlots(payloadBytes) ? "" : "/" + slots + "slots")
                    + (consumers == 1 ? "" : "/" + consumers + "consumers")
                    + (streams == 1 ? "" : "/" + streams + "streams");
            case LATENCY:
                return "latency/" + (twoProcesses ? "two" : "one") + "/" + path() + "/" + size(payloadBytes) + "/"
                    + rateHz + "Hz" + (slots == usualSlots(payloadBytes) ? "" : "/" + slots + "slots");
            case MEMORY_LIMIT:
                return "limit/memory";
            case TRANSPORT_LIMIT:
                return "limit/transport";
            default:
                return "part";
        }
    }

    private String path() {
        return inPlace ? "in-place" : "copy";
    }

    /**
     * A size as people say it.
     *
     * @param bytes size.
     * @return for example {@code 640KiB}.
     */
    public static String size(final int bytes) {
        return bytes % MIB == 0 && bytes > 0 ? bytes / MIB + "MiB"
            : bytes % KIB == 0 && bytes > 0 ? bytes / KIB + "KiB" : bytes + "B";
    }

    /**
     * All of it in one word.
     *
     * @return what {@link #parse} reads.
     */
    public String format() {
        return List.of(kind, twoProcesses, inPlace, reads, payloadBytes, slots, consumers, streams, rateHz,
            effort.repeats, effort.warmUpMs, effort.measureMs, effort.latencyMs, effort.forks).stream()
            .map(Object::toString).collect(Collectors.joining(","));
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @param word in one word.
     * @return the scenario.
     */
    public static Scenario parse(final String word) {
        final String[] parts = word.split(",");
        final int[] n = Arrays.stream(parts).skip(4).mapToInt(Integer::parseInt).toArray();
        return new Scenario(Kind.valueOf(parts[0]), Boolean.parseBoolean(parts[1]), Boolean.parseBoolean(parts[2]),
            Boolean.parseBoolean(parts[3]), n[0], n[1], n[2], n[3], n[4], new Effort(n[5], n[6], n[7], n[8], n[9]));
    }

    /**
     * What belongs to the figure in the JSON file.
     *
     * @return keys and values.
     */
    public Map<String, Object> facts() {
        return Map.of("processes", twoProcesses ? 2 : 1, "path", path(), "consumer", reads ? "read" : "touch",
            "payloadBytes", payloadBytes, "slots", slots, "consumers", consumers, "streams", streams,
            "rateHz", rateHz);
    }
}
