package org.framedock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.protocol.MessageCheck.Verdict;
import org.framedock.protocol.lease.MessageHeaderEncoder;
import org.framedock.protocol.lease.ShmAttachResponseDecoder;
import org.framedock.protocol.pool.DataSourceMetaDecoder;
import org.framedock.protocol.pool.ShmPoolAnnounceDecoder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCheckTest {

    private static final int BLOCK_LENGTH_AT = 0;
    private static final int TEMPLATE_AT = 2;
    private static final int SCHEMA_AT = 4;
    private static final int VERSION_AT = 6;

    static Iterable<String> files() {
        return GoldenFile.names();
    }

    /** The check of the schema that a golden message belongs to. */
    static MessageCheck checkOf(final byte[] message) {
        return u16(message, SCHEMA_AT) == ShmPoolAnnounceDecoder.SCHEMA_ID ? Schemas.POOL : Schemas.LEASE;
    }

    private static int u16(final byte[] message, final int at) {
        return message[at] & 0xFF | (message[at + 1] & 0xFF) << 8;
    }

    /** Of a buffer that ends where the message ends, so that reading beyond it throws. */
    private static Verdict judge(final MessageCheck check, final byte[] message) {
        return check.judge(new UnsafeBuffer(message), 0, message.length);
    }

    private static byte[] with16(final byte[] message, final int at, final int value) {
        final byte[] altered = message.clone();
        new UnsafeBuffer(altered).putShort(at, (short)value, ByteOrder.LITTLE_ENDIAN);
        return altered;
    }

    private static byte[] with32(final byte[] message, final int at, final int value) {
        final byte[] altered = message.clone();
        new UnsafeBuffer(altered).putInt(at, value, ByteOrder.LITTLE_ENDIAN);
        return altered;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldFindMessageSoundWhereverItLies(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        assertEquals(Verdict.SOUND, judge(checkOf(message), message));
        assertEquals(u16(message, TEMPLATE_AT), MessageCheck.templateId(new UnsafeBuffer(message), 0));

        final byte[] surrounded = new byte[message.length + 27];
        Arrays.fill(surrounded, (byte)0xFF);
        System.arraycopy(message, 0, surrounded, 13, message.length);
        final UnsafeBuffer buffer = new UnsafeBuffer(surrounded);
        assertEquals(Verdict.SOUND, checkOf(message).judge(buffer, 13, message.length));
        assertEquals(Verdict.MALFORMED, checkOf(message).judge(buffer, 13, message.length + 1));
        assertEquals(u16(message, TEMPLATE_AT), MessageCheck.templateId(buffer, 13));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldNeverAcceptTruncatedMessage(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        for (int length = 0; length < message.length; length++) {
            final Verdict expected = length < MessageCheck.HEADER_BYTES ? Verdict.FOREIGN : Verdict.MALFORMED;
            assertEquals(expected, judge(checkOf(message), Arrays.copyOf(message, length)), "length " + length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldRefuseLongerMessage(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        for (int extra = 1; extra <= 16; extra++) {
            assertEquals(Verdict.MALFORMED, judge(checkOf(message), Arrays.copyOf(message, message.length + extra)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("D-4 a message of a newer version is told from a malformed one")
    @MethodSource("files")
    void shouldTellVersions(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        final MessageCheck check = checkOf(message);
        for (final int newer : new int[] {2, 3, 0x7FFF, 0x8000, 0xFFFF}) {
            assertEquals(Verdict.NEWER_VERSION, judge(check, with16(message, VERSION_AT, newer)));
        }
        final byte[] newerAndLonger = Arrays.copyOf(with16(message, VERSION_AT, 2), message.length + 8);
        assertEquals(Verdict.NEWER_VERSION, judge(check, with16(newerAndLonger, BLOCK_LENGTH_AT, 4711)));
        assertEquals(Verdict.MALFORMED, judge(check, with16(message, VERSION_AT, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldLeaveOtherSchemasAndTemplatesAlone(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        final MessageCheck check = checkOf(message);
        for (final int schema : new int[] {0, 899, 902, 904, 910, 0xFFFF}) {
            assertEquals(Verdict.FOREIGN, judge(check, with16(message, SCHEMA_AT, schema)));
        }
        for (final int template : new int[] {0, 10, 12, 50, 51, 52, 0xFFFF}) {
            assertEquals(Verdict.FOREIGN, judge(check, with16(message, TEMPLATE_AT, template)));
        }
        final MessageCheck other = check == Schemas.POOL ? Schemas.LEASE : Schemas.POOL;
        assertEquals(Verdict.FOREIGN, judge(other, message));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldRefuseOtherBlockLength(final String name) {
        final byte[] message = GoldenFile.bytes(name);
        final int blockLength = u16(message, BLOCK_LENGTH_AT);
        for (final int other : new int[] {0, blockLength - 1, blockLength + 1, 0x8000, 0xFFFF}) {
            assertEquals(Verdict.MALFORMED, judge(checkOf(message), with16(message, BLOCK_LENGTH_AT, other)));
        }
    }

    @ParameterizedTest(name = "{0} group at {1}")
    @CsvSource({
        "shm_pool_announce_driver_periodic, 43",
        "attach_response_producer_ok, 62",
        "attach_response_rejected_layout, 62",
        "data_source_meta, 24",
    })
    void shouldRefuseGroupOfOtherSize(final String name, final int groupAt) {
        final byte[] message = GoldenFile.bytes(name);
        final MessageCheck check = checkOf(message);
        final int blockLength = u16(message, groupAt);
        for (final int other : new int[] {blockLength + 1, blockLength + 64, 0x7FFF, 0x8000, 0xFFFF}) {
            assertEquals(Verdict.MALFORMED, judge(check, with16(message, groupAt, other)), "block length " + other);
        }
        final int count = u16(message, groupAt + 2);
        for (final int other : new int[] {count + 1, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF}) {
            assertEquals(Verdict.MALFORMED, judge(check, with16(message, groupAt + 2, other)), "count " + other);
        }
        for (int fewer = 0; fewer < count; fewer++) {
            assertEquals(Verdict.MALFORMED, judge(check, with16(message, groupAt + 2, fewer)), "count " + fewer);
        }
    }

    @ParameterizedTest(name = "{0} length at {1}")
    @CsvSource({
        "shm_pool_announce_driver_periodic, 57", "shm_pool_announce_driver_periodic, 167",
        "shm_pool_announce_driver_periodic, 267",
        "consumer_hello_per_consumer, 47", "consumer_hello_per_consumer, 75",
        "consumer_hello_default, 47", "consumer_hello_default, 51",
        "consumer_config_per_consumer, 26", "consumer_config_per_consumer, 30", "consumer_config_per_consumer, 58",
        "data_source_announce, 28", "data_source_announce, 36",
        "data_source_meta, 28", "data_source_meta, 45", "data_source_meta, 59", "data_source_meta, 70",
        "data_source_meta, 78", "data_source_meta, 98",
        "control_response, 20",
        "attach_response_producer_ok, 76", "attach_response_producer_ok, 186", "attach_response_producer_ok, 286",
        "attach_response_producer_ok, 391",
        "attach_response_rejected_layout, 66", "attach_response_rejected_layout, 70",
        "detach_response_rejected, 20", "driver_shutdown, 17", "lease_revoked_expired_producer, 34",
    })
    void shouldRefuseDataOfOtherLength(final String name, final int lengthAt) {
        final byte[] message = GoldenFile.bytes(name);
        final int length = new UnsafeBuffer(message).getInt(lengthAt, ByteOrder.LITTLE_ENDIAN);
        assertTrue(length >= 0 && length <= message.length - lengthAt - Integer.BYTES, "no length there");
        for (final int other : new int[] {0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFC, 0x8000_0000, 0x7FFF_FFFF,
            0x4000_0000, length + 1, -length - Integer.BYTES}) {
            final byte[] altered = with32(message, lengthAt, other);
            assertEquals(Verdict.MALFORMED, judge(checkOf(message), altered), "length " + other);
        }
    }

    @Test
    @DisplayName("a group as large as its count can say is walked to its end")
    void shouldWalkLargestGroup() {
        final int entries = 0xFFFF;
        final int entryBytes = 3 * Integer.BYTES;
        final byte[] head = Arrays.copyOf(GoldenFile.bytes("data_source_meta"), 28);
        final byte[] message = Arrays.copyOf(with16(head, 26, entries), 28 + entries * entryBytes);
        assertEquals(Verdict.SOUND, judge(Schemas.POOL, message));
        assertEquals(Verdict.MALFORMED, judge(Schemas.POOL, Arrays.copyOf(message, message.length - 1)));
        final var decoder = new DataSourceMetaDecoder().wrapAndApplyHeader(
            new UnsafeBuffer(message), 0, new org.framedock.protocol.pool.MessageHeaderDecoder());
        assertEquals(message.length - MessageCheck.HEADER_BYTES, decoder.sbeDecodedLength());
    }

    @Test
    void shouldKnowEveryTemplateOfItsSchema() {
        final byte[] header = new byte[MessageHeaderEncoder.ENCODED_LENGTH];
        final MessageHeaderEncoder encoder = new MessageHeaderEncoder().wrap(new UnsafeBuffer(header), 0);
        for (int template = 1; template <= 11; template++) {
            encoder.templateId(template).version(1).schemaId(ShmPoolAnnounceDecoder.SCHEMA_ID);
            final Verdict pool = judge(Schemas.POOL, header);
            assertEquals(template == 10 ? Verdict.FOREIGN : Verdict.MALFORMED, pool, "900 template " + template);
            encoder.schemaId(ShmAttachResponseDecoder.SCHEMA_ID);
            final Verdict lease = judge(Schemas.LEASE, header);
            assertEquals(template > 8 ? Verdict.FOREIGN : Verdict.MALFORMED, lease, "901 template " + template);
            assertNotEquals(Verdict.SOUND, lease);
        }
    }
}
