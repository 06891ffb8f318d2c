package org.framedock.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    @DisplayName("texts are quoted so that nothing ends them early, and half a pair becomes an escape")
    void shouldQuote() {
        assertEquals("\"a\\\"b\\\\c\\n\\t\\u0001\u00e9\"", Json.of("a\"b\\c\n\t\u0001\u00e9"));
        assertEquals("\"\ud83d\ude00 \\ud83d\"", Json.of("\ud83d\ude00 \ud83d"));
    }

    @Test
    @DisplayName("what is not known is null, and a decimal point is a point")
    void shouldWriteNumbers() {
        assertEquals("[null,0,null,12.346,1795534624547]",
            Json.of(Arrays.asList(-1, 0, -1.0, 12.3456, 1_795_534_624_547L)));
    }

    @Test
    @DisplayName("a value that is always known may be -1, and is written with all its digits")
    void shouldWriteValues() {
        assertEquals("[-1,0.00012345]", Json.of(List.of(new BigDecimal("-1"), new BigDecimal("0.00012345"))));
    }

    @Test
    @DisplayName("records are objects by the names of their components; a lease id keeps its 64 bits")
    void shouldWriteRecords() {
        assertEquals("{\"kind\":\"pattern\",\"bundle\":\"org.example\",\"version\":\"1.0.0\",\"users\":2}",
            Json.of(new SourceView("pattern", "org.example", "1.0.0", 2)));
        assertTrue(Json.of(new LeaseView(-1, 1, "s", "CONSUMER", 2, 3, "p", -1, 0, 0, 0, 0, 0, 0, 0, 0, false))
            .startsWith("{\"leaseId\":\"18446744073709551615\",\"streamId\":1,"));
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of());
        map.put("b", Map.of());
        map.put("c", null);
        assertEquals("{\"a\":[],\"b\":{},\"c\":null}", Json.of(map));
        assertThrows(IllegalArgumentException.class, () -> Json.of(new Object()));
    }
}
