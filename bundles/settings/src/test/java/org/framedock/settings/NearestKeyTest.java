package org.framedock.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NearestKeyTest {

    @Test
    @DisplayName("the distance counts inserted, removed and exchanged characters")
    void shouldCountDifferences() {
        assertEquals(0, NearestKey.distance("abc", "abc"));
        assertEquals(3, NearestKey.distance("", "abc"));
        assertEquals(3, NearestKey.distance("kitten", "sitting"));
    }

    @Test
    @DisplayName("C-3 a key of the same table is nearer than one of another")
    void shouldPreferTheSameTable() {
        final List<String> known = List.of("b.rate", "a.rats", "a.other");
        assertEquals("a.rats", NearestKey.of("a", "rates", known));
        assertEquals("b.rate", NearestKey.of("c", "rate", known));
    }

    @Test
    @DisplayName("names are sorted by how little they differ, in whatever case they are written")
    void shouldSortByDifference() {
        assertEquals(List.of("rate_hz", "rates", "dims"),
            NearestKey.sorted("RATE_HZ", List.of("dims", "rates", "rate_hz")));
    }
}
