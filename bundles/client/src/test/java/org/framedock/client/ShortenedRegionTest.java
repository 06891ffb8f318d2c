package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import org.framedock.memory.RegionUri;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShortenedRegionTest {

    private final List<Long> seen = new ArrayList<>();
    private ClientScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new ClientScene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("W-8 a region that is shortened while it is mapped is unmapped by both sides, and nobody dies of it")
    void shouldGiveUpShortenedRegion() throws Exception {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = scene.attach(ClientScene.consumerContext(), frame -> seen.add(frame.sequence()));
        scene.offer();
        scene.until(() -> seen.size() == 1);
        final String pool = RegionUri.parse(scene.regions.pools().get(0).uri()).path();
        try (RandomAccessFile file = new RandomAccessFile(pool, "rw")) {
            file.setLength(0);
        }
        // Nothing is offered any more: a copy into a page that is gone is the machine's business, not ours to provoke.
        scene.driver.grants = false;
        scene.until(() -> !consumer.isMapped() && !scene.producer.isAttached());
        assertTrue(consumer.detail().contains("shortened") || consumer.detail().contains("refuse")
            || consumer.detail().contains("bytes"), consumer.detail());
        assertEquals(1, seen.size());
        assertFalse(scene.driver.detaches.isEmpty());
    }
}
