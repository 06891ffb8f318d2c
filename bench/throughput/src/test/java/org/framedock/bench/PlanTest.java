package org.framedock.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.framedock.bench.load.Scenario;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void shouldNameEveryScenarioDifferently() {
        for (final List<Scenario> plan : List.of(Plan.full(5), Plan.quick(3), Plan.smoke(2))) {
            final List<String> names = plan.stream().map(Scenario::name).toList();
            assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
        }
    }

    @Test
    void shouldGiveAScenarioToAnotherProcessInOneWord() {
        for (final Scenario scenario : Plan.full(5)) {
            assertEquals(scenario, Scenario.parse(scenario.format()));
        }
    }

    @Test
    void shouldMeasureTheBaseThatManyConsumersAndStreamsAreComparedWith() {
        final List<String> names = Plan.full(5).stream().map(Scenario::name).toList();
        names.stream().filter(name -> name.contains("consumers") || name.contains("streams")).forEach(
            name -> assertTrue(names.contains(name.replaceAll("/[0-9]+(consumers|streams)", "")), name));
    }

    @Test
    void shouldTakeLessThanTwentyMinutes() {
        final long ms = Plan.full(5).stream().map(Scenario::effort).mapToLong(
            effort -> 4_000 + 2L * effort.warmUpMs() + effort.repeats() * 2L * effort.measureMs()).sum();
        assertTrue(ms < 20 * 60_000, ms + " ms");
    }
}
