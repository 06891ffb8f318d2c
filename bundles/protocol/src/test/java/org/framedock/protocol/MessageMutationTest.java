package org.framedock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.MessageCheck.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Damages real messages at random. The seed is reported; {@code -Dframedock.test.seed} repeats a run. */
class MessageMutationTest {

    private static final int MESSAGES = 200_000;
    private static final int[] NOTABLE = {
        0, 1, 2, 3, 4, 8, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x4000_0000, 0x7FFF_FFFF, 0x8000_0000,
        0xFFFF_FFF8, 0xFFFF_FFFC, 0xFFFF_FFFF};

    private final long seed = Long.getLong("framedock.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<byte[]> originals = GoldenFile.names().stream().map(GoldenFile::bytes).toList();

    @Test
    @DisplayName("a damaged message is judged without an exception, and one found sound is decoded within its bounds")
    void shouldNeverLetDecoderLeaveMessage(final TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] original = originals.get(random.nextInt(originals.size()));
            final byte[] message = mutate(original);
            try {
                verdicts.merge(judgeAndDecode(MessageCheckTest.checkOf(original), message), 1, Integer::sum);
            } catch (final RuntimeException | AssertionError e) {
                throw new AssertionError(
                    "seed " + seed + ", message " + i + ": " + HexFormat.of().formatHex(message), e);
            }
        }
        reporter.publishEntry("verdicts", verdicts.toString());
        for (final Verdict verdict : Verdict.values()) {
            assertTrue(verdicts.getOrDefault(verdict, 0) > MESSAGES / 1000, () -> "hardly any " + verdict
                + " with seed " + seed + ": " + verdicts);
        }
    }

    /** The buffer ends where the message ends: reading beyond it throws. */
    private static Verdict judgeAndDecode(final MessageCheck check, final byte[] message) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        final Verdict verdict = check.judge(buffer, 0, message.length);
        if (verdict == Verdict.SOUND) {
            assertEquals(message.length, FullDecoding.decode(buffer), "bytes decoded");
        }
        return verdict;
    }

    private byte[] mutate(final byte[] original) {
        byte[] message = original.clone();
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            message = switch (random.nextInt(8)) {
                case 0 -> Arrays.copyOf(message, random.nextInt(message.length + 1));
                case 1 -> Arrays.copyOf(message, message.length + 1 + random.nextInt(64));
                case 2, 3 -> overwrite(message, Short.BYTES);
                case 4, 5 -> overwrite(message, Integer.BYTES);
                case 6 -> splice(message);
                default -> flip(message);
            };
        }
        return message;
    }

    private byte[] overwrite(final byte[] message, final int bytes) {
        if (message.length >= bytes) {
            final int at = random.nextInt(message.length - bytes + 1);
            final int value = NOTABLE[random.nextInt(NOTABLE.length)];
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            if (bytes == Short.BYTES) {
                buffer.putShort(at, (short)value, ByteOrder.LITTLE_ENDIAN);
            } else {
                buffer.putInt(at, value, ByteOrder.LITTLE_ENDIAN);
            }
        }
        return message;
    }

    private byte[] flip(final byte[] message) {
        if (message.length > 0) {
            message[random.nextInt(message.length)] ^= (byte)(1 << random.nextInt(8));
        }
        return message;
    }

    /** The start of one message and the end of another. */
    private byte[] splice(final byte[] message) {
        final byte[] other = originals.get(random.nextInt(originals.size()));
        final int from = random.nextInt(other.length);
        final int keep = random.nextInt(message.length + 1);
        final byte[] spliced = Arrays.copyOf(message, keep + other.length - from);
        System.arraycopy(other, from, spliced, keep, other.length - from);
        return spliced;
    }
}
