package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetadataTest {

    private final List<Metadata> seen = new ArrayList<>();
    private final List<Integer> versions = new ArrayList<>();
    private ClientScene scene;

    @BeforeEach
    void open() throws Exception {
        scene = new ClientScene();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Consumer attachConsumer() {
        final Consumer[] consumer = new Consumer[1];
        consumer[0] = scene.attach(ClientScene.consumerContext().metadata(true), frame -> {
            versions.add(frame.metaVersion());
            seen.add(consumer[0].metadata(frame.metaVersion()));
        });
        return consumer[0];
    }

    private static Metadata gain(final int decibel) {
        return Metadata.builder("cam1", "640x480 Mono16")
            .text("camera_serial", "SN-0042")
            .attribute("gain", "application/json", ("{\"db\":" + decibel + "}").getBytes(StandardCharsets.US_ASCII))
            .build();
    }

    @Test
    @DisplayName("W-28 each frame names its metadata; the version rises by one with each change and only then")
    void shouldNameMetadataOfEachFrame() {
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachConsumer();
        scene.offer();
        scene.until(() -> versions.size() == 1);
        assertEquals(Metadata.NO_VERSION, versions.get(0), "a frame without metadata names none");

        assertEquals(1, scene.producer.metadata(gain(6)));
        assertEquals(1, scene.producer.metadata(gain(6)), "the same again is no change");
        scene.until(() -> consumer.metadata(1) != null && !consumer.metadata(1).attributes().isEmpty());
        scene.offer();
        assertEquals(2, scene.producer.metadata(gain(7)));
        scene.until(() -> gain(7).equals(consumer.metadata(2)));
        scene.offer();
        scene.until(() -> versions.size() == 3);
        assertEquals(List.of(-1, 1, 2), versions);
        assertNull(seen.get(0));
        assertEquals(gain(6), seen.get(1));
        assertEquals(gain(7), seen.get(2));
        assertEquals("SN-0042", seen.get(2).attribute("camera_serial").text());
        assertNull(consumer.metadata(3));
    }

    @Test
    @DisplayName("W-28 metadata are repeated: a consumer that comes later knows them, too")
    void shouldRepeatMetadata() {
        scene.attach(ClientScene.producerContext());
        scene.producer.metadata(gain(6));
        scene.offer();
        final Consumer late = attachConsumer();
        scene.until(() -> gain(6).equals(late.metadata(1)));
    }

    @Test
    @DisplayName("W-28 metadata that take several fragments arrive whole")
    void shouldCarryLargeMetadata() {
        final byte[] table = new byte[40_000];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte)(i * 31);
        }
        final Metadata large = Metadata.builder("cam1", "").attribute("flat_field", "application/octet-stream", table)
            .build();
        scene.attach(ClientScene.producerContext());
        final Consumer consumer = attachConsumer();
        scene.producer.metadata(large);
        scene.until(() -> large.equals(consumer.metadata(1)));
    }

    @Test
    @DisplayName("metadata beyond the limits, or names that are not ASCII, are refused where they are made")
    void shouldRefuseWhatCannotBeSent() {
        final Metadata.Builder builder = Metadata.builder("cam1", "");
        assertThrows(IllegalArgumentException.class, () -> builder.text("k\u00e4y", ""));
        assertThrows(IllegalArgumentException.class,
            () -> builder.attribute("table", "application/octet-stream", new byte[Metadata.MAX_BYTES]));
        final Metadata.Builder many = Metadata.builder("cam1", "");
        for (int i = 0; i < Metadata.MAX_ATTRIBUTES; i++) {
            many.text("key" + i, "value");
        }
        assertThrows(IllegalArgumentException.class, () -> many.text("one too many", ""));
    }
}
