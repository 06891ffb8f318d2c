package org.framedock.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.framedock.bench.load.Figures.Figure;
import org.framedock.bench.load.Scenario;
import org.framedock.bench.load.Scenario.Effort;
import org.framedock.bench.report.Result;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Effort EFFORT = new Effort(2, 1, 1, 1, 0);
    private static final Scenario COPY = Scenario.throughput(false, false, false, 64, EFFORT);

    private final Map<String, Figure> figures = new HashMap<>();

    private void tell(final String name, final double... samples) {
        figures.put(name, new Figure(name, "1", samples));
    }

    private void tellCosts() {
        tell("allocated", 0);
        tell("allocated in all", 1);
        tell("allocated while idle", 1000);
        tell("frames", 10);
        tell("lost", 1, 2);
    }

    @Test
    void shouldDivideByTheBoundOfTheSameRepeat() {
        tellCosts();
        tell("rate", 90, 40);
        tell("bound copy", 100, 50);
        final Result result = Findings.of(COPY, figures).get(0);
        assertEquals("copy", result.limit().name());
        assertArrayEquals(new double[] {0.9, 0.8}, result.limit().ratio().samples());
        assertEquals(3L, result.facts().get(Result.LOST));
    }

    @Test
    void shouldSetApartRepeatsBetweenWhichTheCoresMoved() {
        tellCosts();
        for (final String percentile : List.of("p50", "p90", "p99", "p99.9", "max")) {
            tell("intended " + percentile, 200, 5000, 300);
            tell("begun " + percentile, 200, 5000, 300);
        }
        tell("core to core before", 100, 100, 150);
        tell("core to core after", 100, 500, 150);
        tell("achieved", 1, 1, 1);
        tell("samples", 1, 1, 1);
        final Result result = Findings.of(Scenario.latency(false, 64, 1000, EFFORT), figures).get(0);
        assertEquals(1, result.facts().get(Result.SET_APART));
        assertArrayEquals(new double[] {2, 2}, result.limit().ratio().samples());
    }

    @Test
    void shouldCompareManyConsumersWithOne() {
        tellCosts();
        tell("rate", 100, 100);
        final Result one = Findings.of(COPY, figures).get(0);
        tell("rate", 25, 25);
        final Result many = Findings.of(COPY.with(16, 1), figures).get(0);
        final List<Result> limited = Findings.withLimits(List.of(one, many));
        assertEquals(0.25, limited.get(1).limit().ratio().median());
    }
}
