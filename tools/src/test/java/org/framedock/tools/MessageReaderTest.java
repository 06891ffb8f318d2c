package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.framedock.protocol.lease.ShmDriverShutdownRequestEncoder;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.protocol.pool.ClockDomain;
import org.framedock.protocol.pool.FrameDescriptorEncoder;
import org.framedock.protocol.pool.MessageHeaderEncoder;
import org.framedock.protocol.pool.ShmPoolAnnounceEncoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final MessageReader reader = new MessageReader();

    private int announce(final String uri) {
        final ShmPoolAnnounceEncoder announce = new ShmPoolAnnounceEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .streamId(4_294_967_294L).producerId(7).epoch(-2).announceTimestampNs(5)
            .announceClockDomain(ClockDomain.MONOTONIC).layoutVersion(1).headerNslots(64).headerSlotBytes(256);
        announce.payloadPoolsCount(1).next().poolId(1).poolNslots(64).strideBytes(4096).regionUri("shm:file?path=/a");
        announce.headerRegionUri(uri);
        return MessageHeaderEncoder.ENCODED_LENGTH + announce.encodedLength();
    }

    @Test
    @DisplayName("fields are named as in the protocol, unsigned numbers stay unsigned")
    void shouldReadAnnounce() {
        final Map<String, Object> fields = reader.read(buffer, 0, announce("shm:file?path=/b"));
        assertEquals("ShmPoolAnnounce", fields.get("message"));
        assertEquals(4_294_967_294L, fields.get("streamId"));
        assertEquals("18446744073709551614", fields.get("epoch").toString());
        assertEquals("shm:file?path=/b", fields.get("headerRegionUri"));
        assertTrue(Json.of(fields).contains("\"payloadPools\":[{\"poolId\":1,\"poolNslots\":64,\"strideBytes\":4096"),
            Json.of(fields));
    }

    @Test
    @DisplayName("W-20 an absent optional is null and never a number")
    void shouldShowAbsentAsNull() {
        final FrameDescriptorEncoder descriptor = new FrameDescriptorEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).streamId(1).epoch(2).seq(3)
            .timestampNs(FrameDescriptorEncoder.timestampNsNullValue())
            .metaVersion(FrameDescriptorEncoder.metaVersionNullValue())
            .traceId(FrameDescriptorEncoder.traceIdNullValue());
        final Map<String, Object> fields =
            reader.read(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + descriptor.encodedLength());
        assertTrue(fields.containsKey("timestampNs"));
        assertNull(fields.get("timestampNs"));
        assertNull(fields.get("metaVersion"));
        assertNull(fields.get("traceId"));
        assertEquals(3L, fields.get("seq"));
    }

    @Test
    @DisplayName("D-13 the token of a shutdown request is never shown")
    void shouldHideToken() {
        final ShmDriverShutdownRequestEncoder request = new ShmDriverShutdownRequestEncoder()
            .wrapAndApplyHeader(buffer, 0, new org.framedock.protocol.lease.MessageHeaderEncoder())
            .correlationId(9).reason(ShutdownReason.ADMIN).token("open sesame").errorMessage("why");
        final Map<String, Object> fields =
            reader.read(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + request.encodedLength());
        assertEquals("(11 bytes, not shown)", fields.get("token"));
        assertEquals("why", fields.get("errorMessage"));
        assertFalse(fields.toString().contains("sesame"));
    }

    @Test
    @DisplayName("a text from outside cannot steer a terminal and has a bearable length")
    void shouldTameTexts() {
        final String uri = reader.read(buffer, 0, announce("\u001b[2J" + "x".repeat(1000))).get("headerRegionUri")
            .toString();
        assertTrue(uri.startsWith("?[2J") && uri.length() < 210, uri);
    }

    @Test
    @DisplayName("what is malformed is shown as such with a reason")
    void shouldShowMalformed() {
        final int length = announce("shm:file?path=/b");
        assertReason("has 3 bytes", 3);
        assertReason("contradicts the schema", length - 1);
        buffer.putShort(2, (short)99);
        assertReason("template 99 of schema 900 is not listed", length);
        buffer.putShort(4, (short)17);
        assertReason("schema 17 is neither", length);
        announce("shm:file?path=/b");
        buffer.putShort(6, (short)2);
        assertReason("newer than 1", length);
    }

    private void assertReason(final String reason, final int length) {
        final Map<String, Object> fields = reader.read(buffer, 0, length);
        assertEquals("malformed", fields.get("message"));
        assertTrue(fields.get("reason").toString().contains(reason), fields.toString());
    }

    @Test
    @DisplayName("any bytes whatever become one line of text and one JSON object")
    void shouldSurviveAnything() {
        final Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            final int length = announce("shm:file?path=/b");
            for (int i = 0; i < 1 + round % 4; i++) {
                buffer.putByte(random.nextInt(length), (byte)random.nextInt());
            }
            if (round % 5 == 0) {
                buffer.putShort(2, (short)(1 + random.nextInt(11)));
                buffer.putShort(4, (short)(900 + random.nextInt(2)));
            }
            final Map<String, Object> fields = reader.read(buffer, 0, random.nextInt(length + 1));
            final String line = Shown.fields(fields);
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
            assertEquals(1, Json.of(fields).lines().count());
        }
    }
}
