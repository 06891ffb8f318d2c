package org.framedock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessagesTest {

    private static final Map<String, Consumer<GoldenFile>> DESCRIPTIONS = new TreeMap<>();

    static {
        PoolMessages.describe(DESCRIPTIONS);
        LeaseMessages.describe(DESCRIPTIONS);
    }

    static Iterable<String> described() {
        return DESCRIPTIONS.keySet();
    }

    @Test
    void shouldDescribeEveryFile() {
        assertEquals(GoldenFile.names(), new ArrayList<>(DESCRIPTIONS.keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("W-20 every field of a message is read as it was sent, and written as it was sent")
    @MethodSource("described")
    void shouldReadAndWriteEveryField(final String name) {
        DESCRIPTIONS.get(name).accept(GoldenFile.open(name));
    }
}
