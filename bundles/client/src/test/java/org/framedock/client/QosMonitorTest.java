package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QosMonitorTest {

    private ClientScene scene;
    private QosMonitor monitor;

    @BeforeEach
    void open() throws Exception {
        scene = new ClientScene();
        monitor = scene.client.addQosMonitor();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private QosSnapshot find(final boolean producer) {
        monitor.poll(System.nanoTime());
        final List<QosSnapshot> found = monitor.snapshots().stream()
            .filter(snapshot -> snapshot.isProducer() == producer).collect(Collectors.toList());
        return found.isEmpty() ? null : found.get(0);
    }

    @Test
    @DisplayName("W-24 both sides report; a monitor sees who is there, how far each has come and what it lost")
    void shouldSeeBothSides() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = scene.attach(
            ClientScene.consumerContext().rateLimited(true).maxRateHz(0), frame -> { });
        scene.offer();
        scene.producer.reserve(64).abandon();
        scene.offer();
        scene.until(() -> consumer.counters().frames() == 2);
        scene.until(() -> find(false) != null && find(false).seq() == 2 && find(true) != null
            && find(true).seq() == 2);
        assertEquals(consumer.clientId(), find(false).clientId());
        assertEquals(1, find(false).gaps());
        assertEquals(0, find(false).late());
        assertTrue(find(false).isLimited());
        assertEquals(scene.producer.clientId(), find(true).clientId());
        assertEquals(1, find(true).epoch());
        assertEquals(ScriptedDriver.STREAM_ID, find(true).streamId());
    }

    @Test
    @DisplayName("W-24 whoever is silent for five intervals is forgotten")
    void shouldForgetTheSilent() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = scene.attach(ClientScene.consumerContext(), frame -> { });
        scene.until(() -> find(false) != null);
        scene.consumers.remove(consumer);
        consumer.close();
        scene.until(() -> find(false) == null);
        assertFalse(find(true) == null);
    }
}
