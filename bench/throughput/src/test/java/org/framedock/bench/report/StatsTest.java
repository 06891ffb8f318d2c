package org.framedock.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsTest {

    @Test
    void shouldTakeTheMiddleAndTheEnds() {
        final Stats stats = new Stats(new double[] {5, 1, 3, 9});
        assertEquals(4, stats.median());
        assertEquals(1, stats.min());
        assertEquals(9, stats.max());
        assertArrayEquals(new double[] {5, 1, 3, 9}, stats.samples());
    }

    @Test
    void shouldDivideByTheMedianOfWhatWasMeasuredApart() {
        assertArrayEquals(new double[] {2, 4},
            new Stats(new double[] {4, 8}).dividedBy(new Stats(new double[] {1, 2, 3})).samples());
    }

    @Test
    void shouldWriteJsonThatQuotesWhatHasToBe() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("a\"b", "line\nnext\\");
        map.put("n", new double[] {1, Double.NaN});
        map.put("empty", List.of());
        map.put("none", Map.of());
        assertEquals("{\n  \"a\\\"b\": \"line\\u000anext\\\\\",\n  \"n\": [1.0, null],\n  \"empty\": [],\n"
            + "  \"none\": {\n  }\n}\n", JsonWriter.write(map));
    }
}
