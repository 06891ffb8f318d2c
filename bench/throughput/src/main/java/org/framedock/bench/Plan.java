package org.framedock.bench;

import java.util.ArrayList;
import java.util.List;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.load.Scenario.Effort;
import org.framedock.bench.load.Scenario.Kind;

/** Which scenarios there are, in the order in which they are measured. */
final class Plan {

    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final int SMALL = 64;
    private static final int FRAME = 640 * KIB;
    private static final int[] PAYLOADS = {SMALL, 4 * KIB, FRAME, 4 * MIB, 16 * MIB};
    private static final int[] RATES_HZ = {1_000, 10_000, 100_000};
    private static final boolean ONE = false;
    private static final boolean TWO = true;
    private static final boolean COPY = false;
    private static final boolean IN_PLACE = true;
    private static final boolean TOUCH = false;
    private static final boolean READ = true;
    private static final boolean[] BOTH = {false, true};

    private final Effort effort;
    private final List<Scenario> scenarios = new ArrayList<>();

    private Plan(final Effort effort) {
        this.effort = effort;
        scenarios.add(Scenario.of(Kind.MEMORY_LIMIT, effort));
        scenarios.add(Scenario.of(Kind.TRANSPORT_LIMIT, effort));
        scenarios.add(Scenario.of(Kind.PARTS, effort));
    }

    /** Everything, in about a quarter of an hour. */
    static List<Scenario> full(final int repeats) {
        final Plan plan = new Plan(new Effort(repeats, 1500, 500, 2000, 1));
        for (final boolean two : BOTH) {
            for (final boolean inPlace : BOTH) {
                for (final boolean reads : BOTH) {
                    for (final int payload : PAYLOADS) {
                        plan.add(two, inPlace, reads, payload);
                    }
                }
            }
            for (final boolean reads : BOTH) {
                plan.scenarios.add(Scenario.throughput(two, COPY, reads, FRAME, plan.effort)
                    .withSlots(Scenario.HOT_SLOTS));
            }
            for (final int payload : new int[] {SMALL, FRAME}) {
                final Scenario base = Scenario.throughput(two, COPY, TOUCH, payload, plan.effort);
                plan.scenarios.add(base.with(4, 1));
                plan.scenarios.add(base.with(16, 1));
                plan.scenarios.add(base.with(1, 8));
            }
        }
        for (final int rateHz : RATES_HZ) {
            plan.scenarios.add(Scenario.latency(COPY, SMALL, rateHz, plan.effort));
            plan.scenarios.add(Scenario.latency(COPY, FRAME, rateHz, plan.effort));
            plan.scenarios.add(Scenario.latency(IN_PLACE, FRAME, rateHz, plan.effort));
        }
        return plan.scenarios;
    }

    /** The most telling ones, in less than a minute. */
    static List<Scenario> quick(final int repeats) {
        final Plan plan = new Plan(new Effort(repeats, 800, 80, 300, 0));
        plan.add(ONE, COPY, TOUCH, SMALL);
        plan.add(ONE, COPY, TOUCH, FRAME);
        plan.add(ONE, IN_PLACE, TOUCH, FRAME);
        plan.add(ONE, COPY, READ, FRAME);
        plan.scenarios.add(Scenario.throughput(ONE, COPY, TOUCH, SMALL, plan.effort).with(16, 1));
        plan.scenarios.add(Scenario.throughput(ONE, COPY, TOUCH, SMALL, plan.effort).with(1, 8));
        plan.add(TWO, COPY, TOUCH, SMALL);
        plan.add(TWO, COPY, TOUCH, FRAME);
        plan.add(TWO, IN_PLACE, TOUCH, FRAME);
        plan.scenarios.add(Scenario.latency(COPY, SMALL, 10_000, plan.effort));
        plan.scenarios.add(Scenario.latency(COPY, FRAME, 1_000, plan.effort));
        return plan.scenarios;
    }

    /** One of each kind, for a test that the bench itself works. */
    static List<Scenario> smoke(final int repeats) {
        final Plan plan = new Plan(new Effort(repeats, 300, 100, 100, 0));
        plan.add(ONE, COPY, TOUCH, SMALL);
        plan.add(ONE, COPY, TOUCH, 16 * MIB);
        plan.add(ONE, IN_PLACE, TOUCH, 16 * MIB);
        plan.scenarios.add(Scenario.throughput(ONE, COPY, TOUCH, SMALL, plan.effort).with(4, 2));
        plan.add(TWO, COPY, READ, FRAME);
        plan.add(TWO, IN_PLACE, TOUCH, SMALL);
        plan.scenarios.add(Scenario.latency(COPY, SMALL, 10_000, plan.effort));
        return plan.scenarios;
    }

    private void add(final boolean two, final boolean inPlace, final boolean reads, final int payloadBytes) {
        scenarios.add(Scenario.throughput(two, inPlace, reads, payloadBytes, effort));
    }
}
