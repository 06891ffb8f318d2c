package org.framedock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.framedock.protocol.MessageCheck.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessageMutatorTest {

    private static final int MESSAGES = 20_000;

    private final List<byte[]> seeds = SeedMessages.all();

    @Test
    void shouldKnowEveryGoldenMessage() {
        assertEquals(GoldenFile.names(), SeedMessages.GOLDEN);
    }

    @Test
    @DisplayName("every template of both schemas is among the seeds, and every seed is sound")
    void shouldHaveSeedOfEveryTemplate() {
        final Set<String> templates = new HashSet<>();
        for (final byte[] seed : seeds) {
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
            buffer.putBytes(0, seed);
            final boolean lease = Schemas.LEASE.judge(buffer, 0, seed.length) == Verdict.SOUND;
            assertTrue(lease || Schemas.POOL.judge(buffer, 0, seed.length) == Verdict.SOUND);
            templates.add((lease ? "901/" : "900/") + MessageCheck.templateId(buffer, 0));
        }
        assertEquals(18, templates.size(), templates.toString());
    }

    @Test
    @DisplayName("the same seed gives the same messages, and messages of every verdict and of great length come up")
    void shouldRepeatItself() {
        final MessageMutator first = new MessageMutator(42);
        final MessageMutator second = new MessageMutator(42);
        final ExpandableArrayBuffer one = new ExpandableArrayBuffer(MessageMutator.MAX_BYTES);
        final ExpandableArrayBuffer other = new ExpandableArrayBuffer(MessageMutator.MAX_BYTES);
        final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int longest = 0;
        for (int i = 0; i < MESSAGES; i++) {
            final byte[] seed = seeds.get(first.nextInt(seeds.size()));
            assertEquals(seed, seeds.get(second.nextInt(seeds.size())));
            final int length = first.mutate(seed, one);
            assertEquals(length, second.mutate(seed, other));
            for (int at = 0; at < length; at++) {
                assertEquals(one.getByte(at), other.getByte(at));
            }
            longest = Math.max(longest, length);
            verdicts.merge(Schemas.LEASE.judge(one, 0, length), 1, Integer::sum);
        }
        for (final Verdict verdict : Verdict.values()) {
            assertTrue(verdicts.getOrDefault(verdict, 0) > MESSAGES / 500, () -> "hardly any " + verdict + verdicts);
        }
        assertTrue(longest > 2048 && longest <= MessageMutator.MAX_BYTES, "longest: " + longest);
    }
}
