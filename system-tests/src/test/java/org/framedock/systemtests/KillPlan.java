package org.framedock.systemtests;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is killed when: the same for the same seed, however many rounds are played. */
final class KillPlan {

    private static final int LONGEST_DELAY_MS = 300;
    private static final int LONGEST_START_MS = 1_000;
    private static final double CHANCE_OF_TWO = 0.2;
    private static final double CHANCE_OF_SECOND = 0.25;

    private final Random random;
    private final List<Part> cards = new ArrayList<>();

    KillPlan(final long seed) {
        random = new Random(seed);
    }

    /**
     * Programs that are killed at once.
     *
     * @param victims which.
     * @param delayMs time after frames were seen, or, for a second strike, after the victims of the first were started.
     */
    record Strike(Set<Part> victims, int delayMs) {

        String names() {
            return victims.stream().map(Part::toString).collect(Collectors.joining(" + "));
        }
    }

    /**
     * One round.
     *
     * @param first  while frames flow.
     * @param second while the victims of the first are starting, attaching or just working again; null for none.
     */
    record Round(Strike first, Strike second) {

        /** What is to be compared with each other. */
        String kind() {
            return second == null ? first.names() : "again while starting";
        }

        @Override
        public String toString() {
            return first.names() + " killed " + first.delayMs() + " ms after frames"
                + (second == null ? "" : ", " + second.names() + " " + second.delayMs() + " ms into the start");
        }
    }

    /** Every part is the first victim once in four rounds. */
    Round next() {
        if (cards.isEmpty()) {
            Collections.addAll(cards, Part.values());
            Collections.shuffle(cards, random);
        }
        final Set<Part> victims = EnumSet.of(cards.remove(cards.size() - 1));
        if (random.nextDouble() < CHANCE_OF_TWO) {
            final List<Part> others = new ArrayList<>(EnumSet.complementOf(EnumSet.copyOf(victims)));
            victims.add(others.get(random.nextInt(others.size())));
        }
        final Strike first = new Strike(victims, random.nextInt(LONGEST_DELAY_MS + 1));
        if (random.nextDouble() >= CHANCE_OF_SECOND) {
            return new Round(first, null);
        }
        final Part again = Part.values()[random.nextInt(Part.values().length)];
        return new Round(first, new Strike(EnumSet.of(again), random.nextInt(LONGEST_START_MS + 1)));
    }
}
