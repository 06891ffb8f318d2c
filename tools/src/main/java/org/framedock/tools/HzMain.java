package org.framedock.tools;

import org.agrona.CloseHelper;
import org.framedock.memory.NativeCalls;
import org.framedock.settings.ConsumerSettings;
import org.framedock.transport.AeronConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program {@code hz STREAM}: rate, bytes and evenness of a stream's frames. It is a bare subscription to the
 * descriptors and no consumer: it takes no lease and says nothing, so the driver and the producer do not know of it.
 * Sizes and capture times are read from the header ring, mapped for reading only.
 */
@Command(name = "hz", description = {"Print how fast and how evenly a stream's frames come, once a second.",
    "A bare subscription to the descriptors: takes no lease and costs the producer nothing. Gaps are sequences that did"
    + " not come, late are frames that were overwritten before they could be looked at here."})
public final class HzMain extends Tool {

    private static final long SECOND_NS = 1_000_000_000L;
    /** Counting begins within so long, if there is anything to be counted; see {@link FrameListener#onPolled}. */
    private static final long FIRST_NS = 2_500_000_000L;
    private static final int WAIT_MS = 50;

    @Parameters(paramLabel = "STREAM", arity = "0..1", description = "Name or id of the stream. Default: the first of"
        + " the driver's file, or stream_id of [consumer].")
    private String positional;

    @Option(names = "--stream", paramLabel = "NAME|ID", description = "The same by name.")
    private String named;

    @Option(names = "--count", paramLabel = "N", description = "End after N frames. Default: never.")
    private long count;

    @Option(names = "--seconds", paramLabel = "N", description = "End after N lines, one a second. Default: never.")
    private long seconds;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    HzMain() {
    }

    /**
     * Runs the program on the calling thread until it has counted enough or a signal comes.
     *
     * @param args the arguments.
     * @return exit code: 0, 1 if no frame came at all, or 2 if an argument or a settings file is wrong.
     */
    public static int run(final String[] args) {
        return new HzMain().runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new HzMain());
    }

    @Override
    public Integer call() throws Exception {
        if (positional != null && named != null) {
            throw ToolException.usage("the stream is given twice: as '" + positional + "' and as --stream " + named);
        }
        if (count < 0 || seconds < 0) {
            throw ToolException.usage("--count and --seconds have to be at least 0");
        }
        final Place found = Place.of(place, environment());
        final long streamId = found.streamId(positional == null ? named : positional);
        final ConsumerSettings client = found.client().consumer();
        err().println("stream " + found.called(streamId) + ": listening to descriptors on stream "
            + client.descriptorStreamId() + " of " + client.aeronUri() + " in " + found.aeronDirectory()
            + ", without a lease");
        try (AeronConnection connection = new AeronConnection(found.aeronDirectory());
            AnnouncedRegions regions = new AnnouncedRegions(found, streamId)) {
            return listen(client, connection, regions, streamId);
        }
    }

    private int listen(final ConsumerSettings client, final AeronConnection connection, final AnnouncedRegions regions,
        final long streamId) throws ToolException {
        NativeCalls.prepare();
        final FrameListener frames = new FrameListener(streamId, regions, System.nanoTime());
        final Ear announces = new Ear(connection, client.announceChannel(), client.announceStreamId(),
            (buffer, offset, length, header) -> regions.onMessage(buffer, offset, length), trouble -> { });
        final Ear descriptors = new Ear(connection, client.aeronUri(), client.descriptorStreamId(),
            (buffer, offset, length, header) -> {
                if (count == 0 || frames.frames() < count) {
                    frames.onMessage(buffer, offset, length);
                }
            }, trouble -> { });
        final Turn turn = new Turn(frames, announces, descriptors, regions);
        final ListeningThread<FrameMeter.Figures> listening = new ListeningThread<>(turn::work);
        turn.listening = listening;
        try {
            listening.start();
            print(listening);
        } finally {
            listening.close();
            CloseHelper.quietCloseAll(announces, descriptors);
        }
        final FrameMeter.Figures total = frames.total(System.nanoTime());
        print(total, "total", "total: " + total.frames() + " frames in " + Shown.number(total.seconds()) + " s, "
            + total.line());
        return total.frames() == 0 ? FAILURE : OK;
    }

    private void print(final ListeningThread<FrameMeter.Figures> listening) throws ToolException {
        long lines = 0;
        long frames = 0;
        while (!isEnd() && (seconds == 0 || lines < seconds) && (count == 0 || frames < count)) {
            final FrameMeter.Figures next = listening.poll(WAIT_MS);
            if (next != null) {
                print(next, "second", next.line());
                lines++;
                frames += next.frames();
            }
        }
    }

    private void print(final FrameMeter.Figures figures, final String kind, final String line) {
        out().println(json ? Json.of(figures.json(kind)) : line);
        out().flush();
    }

    /** The duty cycle of the listening thread. */
    private final class Turn {

        private final FrameListener frames;
        private final Ear announces;
        private final Ear descriptors;
        private final AnnouncedRegions regions;
        private ListeningThread<FrameMeter.Figures> listening;
        private long dueNs = System.nanoTime() + FIRST_NS;
        private boolean isDone;

        Turn(final FrameListener frames, final Ear announces, final Ear descriptors, final AnnouncedRegions regions) {
            this.frames = frames;
            this.announces = announces;
            this.descriptors = descriptors;
            this.regions = regions;
        }

        int work(final long beginNs) {
            final int announced = announces.poll(beginNs);
            final boolean began = frames.hasBegun();
            final int fragments = descriptors.poll(beginNs);
            // The first mapping takes long, and its time is none of the first second's.
            final long nowNs = System.nanoTime();
            frames.onPolled(fragments, nowNs);
            if (!began && frames.hasBegun()) {
                dueNs = nowNs + SECOND_NS;
            }
            regions.look(nowNs);
            final boolean isEnough = count > 0 && frames.frames() >= count;
            if (!isDone && (isEnough || nowNs - dueNs >= 0)) {
                dueNs += SECOND_NS;
                isDone = isEnough;
                listening.offer(frames.takeSecond(nowNs, silence()));
            }
            return announced + fragments;
        }

        private String silence() {
            if (!descriptors.trouble().isEmpty()) {
                return descriptors.trouble();
            }
            return descriptors.isConnected() ? regions.silence()
                : "nobody publishes on the descriptor stream; " + regions.silence();
        }
    }
}
