package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.HeaderRing;
import org.framedock.memory.MappedStream;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionUri;
import org.framedock.memory.SlotMutator;
import org.framedock.memory.SlotOracle;
import org.framedock.memory.TensorLayout;
import org.framedock.protocol.pool.Dtype;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A writer that commits altered headers and sends their descriptors, against a real consumer. */
class HeaderFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("framedock.fuzz.messages", 20_000);
    private static final int SUPERBLOCK_BYTES = 64;
    private static final int SLOT_BYTES = 256;
    private static final int ONE_WRONG_WORD_IN = 10;
    private static final Map<Integer, Integer> POOLS = Map.of(1, ScriptedDriver.STRIDE);
    private static final TensorLayout PLAIN = TensorLayout.rowMajor(Dtype.UINT8, 8);
    private static final BigInteger LARGEST_STRIDE = BigInteger.ONE.shiftLeft(40);

    private final long seed = Long.getLong("framedock.fuzz.seed", System.nanoTime());
    private final SlotMutator mutator = new SlotMutator(seed);
    private final byte[] slotBytes = new byte[SLOT_BYTES];
    private final UnsafeBuffer descriptor = new UnsafeBuffer(new byte[DescriptorCodec.LENGTH]);
    private ClientScene scene;
    private Consumer consumer;
    private long seq;
    private SlotOracle expected;
    private long handedOut;
    private String surprise;

    @BeforeEach
    void open() throws Exception {
        System.out.println("HeaderFuzzTest: -Dframedock.fuzz.seed=" + seed + " -Dframedock.fuzz.messages=" + MUTATIONS);
        scene = new ClientScene();
        consumer = scene.attach(ClientScene.consumerContext(), this::onFrame);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** Only sound frames come here, and they mean what the oracle read. */
    private void onFrame(final FrameView frame) {
        handedOut++;
        if (expected == null) {
            surprise = "a frame was handed out that is not sound";
            return;
        }
        boolean same = frame.sequence() == seq && frame.length() == expected.u32(8)
            && frame.buffer().capacity() == frame.length() && frame.metaVersion() == (int)expected.u32(30)
            && frame.timestampNs() == (expected.u32(22) | expected.u32(26) << 32)
            && frame.dtype() == expected.u16(72) && frame.majorOrder() == expected.u16(74)
            && frame.ndims() == expected.u8(76);
        for (int i = 0; same && i < frame.ndims(); i++) {
            same = frame.dim(i) == expected.dim(i)
                && BigInteger.valueOf(frame.strideBytes(i)).equals(expected.stride(i).min(LARGEST_STRIDE));
        }
        if (!same) {
            surprise = "a frame was handed out with another meaning";
        }
    }

    private long counted() {
        final ConsumerCounters counters = consumer.counters();
        return counters.frames() + counters.invalid() + counters.late() + counters.gaps();
    }

    /** Other words than the one of the frame, near and far. */
    private long wrongWord() {
        final long right = HeaderRing.committedWord(seq);
        return switch (mutator.below(5)) {
            case 0 -> HeaderRing.writingWord(seq);
            case 1 -> right + 2L * ScriptedDriver.SLOTS;
            case 2 -> right - 2L * ScriptedDriver.SLOTS;
            case 3 -> right ^ 1L << mutator.below(64);
            default -> -1;
        };
    }

    @Test
    @DisplayName("W-12 W-14 W-17 W-23 every altered header is a counted drop or a frame that means what it says")
    void shouldCountEveryMutation() throws Exception {
        final Path ringPath = Path.of(RegionUri.parse(scene.regions.headerUri()).path());
        final RegionMapper mapper = new RegionMapper(
            AllowedDirectories.of(List.of(ringPath.getParent())), Long.MAX_VALUE);
        long sound = 0;
        long invalid = 0;
        long wrong = 0;
        try (MappedStream writer = MappedStream.map(scene.regions, mapper, true, System.nanoTime());
            FileChannel file = FileChannel.open(ringPath, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Publication descriptors = scene.aeron().addPublication(
                ClientContext.DEFAULT_CHANNEL, ClientContext.DEFAULT_DESCRIPTOR_STREAM_ID)) {
            final UnsafeBuffer ring = new UnsafeBuffer(file.map(FileChannel.MapMode.READ_WRITE, 0, file.size()));
            scene.until(descriptors::isConnected);
            for (seq = 0; seq < MUTATIONS; seq++) {
                final int slot = writer.ring().slotOf(seq);
                final int at = SUPERBLOCK_BYTES + slot * SLOT_BYTES;
                final TensorLayout layout = mutator.layout();
                // Twice, as the writer does not know that its last layout was altered.
                final TensorLayout other = layout == PLAIN ? ClientScene.LAYOUT : PLAIN;
                writer.ring().writeHeader(seq, 1, other.payloadBytes(), seq, (int)seq, other);
                writer.ring().writeHeader(seq, 1, layout.payloadBytes(), seq, (int)seq, layout);
                ring.getBytes(at, slotBytes);
                mutator.mutate(slotBytes);
                final boolean wordIsWrong = mutator.below(ONE_WRONG_WORD_IN) == 0;
                final SlotOracle oracle = new SlotOracle(slotBytes);
                final boolean isSound = !wordIsWrong && oracle.fault(slot, POOLS) == null;
                expected = isSound ? oracle : null;
                sound += isSound ? 1 : 0;
                wrong += wordIsWrong ? 1 : 0;
                invalid += isSound || wordIsWrong ? 0 : 1;
                ring.putBytes(at + Long.BYTES, slotBytes, Long.BYTES, SLOT_BYTES - Long.BYTES);
                ring.putLongRelease(at, wordIsWrong ? wrongWord() : HeaderRing.committedWord(seq));
                send(descriptors);
                ring.putLongRelease(at, HeaderRing.committedWord(seq));
            }
        }
        final ConsumerCounters counters = consumer.counters();
        System.out.println("headers at a consumer: " + sound + " sound, " + invalid + " invalid, " + wrong
            + " with another word; " + counters.gaps() + " of them jumped over");
        assertEquals(sound, counters.frames());
        assertEquals(sound, handedOut);
        assertEquals(invalid, counters.invalid());
        assertEquals(wrong, counters.late() + counters.gaps());
        assertEquals(0, counters.memoryFaults());
        assertEquals(0, counters.remaps());
        assertTrue(sound > MUTATIONS / 20 && invalid > MUTATIONS / 20, "the mutations are too much alike");
    }

    private void send(final Publication descriptors) {
        DescriptorCodec.write(descriptor, 0, ScriptedDriver.STREAM_ID, scene.regions.epoch(), seq,
            FrameDescriptorDecoder.timestampNsNullValue(), -1, 0);
        scene.until(() -> descriptors.offer(descriptor, 0, DescriptorCodec.LENGTH) > 0);
        scene.until(() -> counted() > seq);
        final String which = "seed " + seed + ", mutation " + seq;
        assertEquals(null, surprise, which);
        assertEquals(seq + 1, counted(), which);
    }
}
