package org.framedock.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.pool.FrameDescriptorDecoder;
import org.framedock.protocol.pool.MessageHeaderDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DescriptorCodecTest {

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[DescriptorCodec.LENGTH + 8]);

    @Test
    @DisplayName("W-20 the descriptor written at fixed places is the one that the generated codec reads")
    void shouldAgreeWithGeneratedCodec() {
        DescriptorCodec.write(buffer, 0, 0xFFFF_FFFEL, -3, 1L << 40, 5, -1, 0);
        final FrameDescriptorDecoder decoder =
            new FrameDescriptorDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        assertEquals(48, DescriptorCodec.LENGTH);
        assertEquals(0xFFFF_FFFEL, decoder.streamId());
        assertEquals(-3, decoder.epoch());
        assertEquals(1L << 40, decoder.seq());
        assertEquals(5, decoder.timestampNs());
        assertEquals(FrameDescriptorDecoder.metaVersionNullValue(), decoder.metaVersion());
        assertEquals(0, decoder.traceId());
        assertTrue(DescriptorCodec.matches(buffer, 0, DescriptorCodec.LENGTH));
        assertEquals(0xFFFF_FFFEL, DescriptorCodec.streamId(buffer, 0));
        assertEquals(-3, DescriptorCodec.epoch(buffer, 0));
        assertEquals(1L << 40, DescriptorCodec.seq(buffer, 0));
    }

    @Test
    @DisplayName("a message of another length, template, schema or version is no descriptor")
    void shouldRefuseOtherMessages() {
        DescriptorCodec.write(buffer, 0, 1, 1, 1, 1, 1, 1);
        assertFalse(DescriptorCodec.matches(buffer, 0, DescriptorCodec.LENGTH + 1));
        assertFalse(DescriptorCodec.matches(buffer, 0, DescriptorCodec.LENGTH - 1));
        for (int i = 0; i < 8; i++) {
            buffer.putByte(i, (byte)(buffer.getByte(i) + 1));
            assertFalse(DescriptorCodec.matches(buffer, 0, DescriptorCodec.LENGTH));
            buffer.putByte(i, (byte)(buffer.getByte(i) - 1));
        }
        assertTrue(DescriptorCodec.matches(buffer, 0, DescriptorCodec.LENGTH));
    }
}
