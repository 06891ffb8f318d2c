package org.framedock.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.FrameInfo;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FitsReplayTest extends ReplayTestBase {

    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private final List<String> formats = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();

    @Override
    void onFrame(final long seq, final UnsafeBuffer payload, final FrameInfo info) {
        final byte[] bytes = new byte[info.payloadBytes()];
        payload.getBytes(0, bytes);
        payloads.add(bytes);
        formats.add(info.format().toString());
    }

    private static String[] image(final int bits, final String... more) {
        final List<String> cards = new ArrayList<>(
            List.of("SIMPLE = T", "BITPIX = " + bits, "NAXIS = 2", "NAXIS1 = 3", "NAXIS2 = 1"));
        cards.addAll(Arrays.asList(more));
        return cards.toArray(new String[0]);
    }

    private ByteBuffer replayOne(final byte[] file) throws Exception {
        write("frames.fits", file);
        replay("frames.fits");
        assertEquals(1, payloads.size());
        return ByteBuffer.wrap(payloads.remove(0)).order(LITTLE);
    }

    private void replay(final String path) throws Exception {
        final ReplaySource source = source("path", path, "loop", "false", "rate_hz", "0");
        source.start(slots);
        poll(source, 20);
        source.stop();
        assertNull(slots.lostReason());
    }

    @Test
    @DisplayName("every BITPIX comes as the host's numbers, of the signedness that BZERO tells")
    void shouldConvertSamples() throws Exception {
        final ByteBuffer bytes = ByteBuffer.allocate(3).put((byte)0).put((byte)127).put((byte)255);
        assertEquals((byte)255, replayOne(new FitsBytes().header(image(8)).data(bytes).bytes()).get(2));
        assertEquals((byte)127,
            replayOne(new FitsBytes().header(image(8, "BZERO = -128")).data(bytes).bytes()).get(2));

        final ByteBuffer shorts = ByteBuffer.allocate(6);
        shorts.putShort(Short.MIN_VALUE).putShort((short)0).putShort((short)513);
        assertEquals(513, replayOne(new FitsBytes().header(image(16)).data(shorts).bytes()).getShort(4));
        final ByteBuffer unsigned = replayOne(
            new FitsBytes().header(image(16, "BZERO = 32768", "BSCALE = 1.0")).data(shorts).bytes());
        assertEquals(0, unsigned.getShort(0));
        assertEquals(32768, unsigned.getShort(2) & 0xFFFF);
        assertEquals(32768 + 513, unsigned.getShort(4) & 0xFFFF);

        final ByteBuffer ints = ByteBuffer.allocate(12).putInt(-7).putInt(Integer.MIN_VALUE).putInt(0x01020304);
        assertEquals(0x01020304, replayOne(new FitsBytes().header(image(32)).data(ints).bytes()).getInt(8));
        assertEquals(0x81020304, replayOne(
            new FitsBytes().header(image(32, "BZERO = 2147483648")).data(ints).bytes()).getInt(8));

        final ByteBuffer longs = ByteBuffer.allocate(24).putLong(-7).putLong(1).putLong(0x0102030405060708L);
        assertEquals(0x0102030405060708L, replayOne(new FitsBytes().header(image(64)).data(longs).bytes()).getLong(16));
        assertEquals(0x8102030405060708L, replayOne(
            new FitsBytes().header(image(64, "BZERO = 9223372036854775808")).data(longs).bytes()).getLong(16));

        final ByteBuffer floats = ByteBuffer.allocate(12).putFloat(1.5f).putFloat(Float.NaN).putFloat(-2.25f);
        assertEquals(-2.25f, replayOne(new FitsBytes().header(image(-32)).data(floats).bytes()).getFloat(8));
        final ByteBuffer doubles = ByteBuffer.allocate(24).putDouble(0.1).putDouble(-1e300).putDouble(Math.PI);
        assertEquals(Math.PI, replayOne(new FitsBytes().header(image(-64)).data(doubles).bytes()).getDouble(16));
        assertEquals(List.of("UINT8[1, 3]", "INT8[1, 3]", "INT16[1, 3]", "UINT16[1, 3]", "INT32[1, 3]", "UINT32[1, 3]",
            "INT64[1, 3]", "UINT64[1, 3]", "FLOAT32[1, 3]", "FLOAT64[1, 3]"), formats);
    }

    @Test
    @DisplayName("a BZERO that only tells unsigned numbers is not said again; any other scale is, and not applied")
    void shouldLeaveAScaleToTheReader() throws Exception {
        final ByteBuffer data = ByteBuffer.allocate(6).putShort((short)1).putShort((short)2).putShort((short)3);
        replayOne(new FitsBytes().header(image(16, "BZERO = 32768", "BSCALE = 1")).data(data).bytes());
        assertEquals(List.of(), slots.metadata().get(0).attributes());
        final ByteBuffer scaled = replayOne(
            new FitsBytes().header(image(16, "BZERO = 32768", "BSCALE = 0.5")).data(data).bytes());
        assertEquals(2, scaled.getShort(2));
        assertEquals("[BSCALE=0.5, BZERO=32768]", slots.metadata().get(1).attributes().stream()
            .map(card -> card.key() + "=" + card.value()).collect(Collectors.toList()).toString());
    }

    @Test
    @DisplayName("a third axis is a row of frames, extensions follow, tables and empty images are passed over")
    void shouldReplayEveryImageOfAFile() throws Exception {
        final ByteBuffer cube = ByteBuffer.allocate(2 * 3 * 4 * 2);
        for (int i = 0; i < 24; i++) {
            cube.putShort((short)(i * 100));
        }
        write("a.fit", new FitsBytes()
            .header("SIMPLE = T", "BITPIX = 8", "NAXIS = 0", "EXTEND = T")
            .header("XTENSION= 'BINTABLE'", "BITPIX = 8", "NAXIS = 2", "NAXIS1 = 4", "NAXIS2 = 2", "PCOUNT = 0",
                "GCOUNT = 1", "TFIELDS = 1", "TFORM1 = '1J      '").data(ByteBuffer.allocate(8))
            .header("XTENSION= 'IMAGE   '", "BITPIX = 16", "NAXIS = 3", "NAXIS1 = 4", "NAXIS2 = 3", "NAXIS3 = 2",
                "PCOUNT = 0", "GCOUNT = 1").data(cube)
            .header("XTENSION= 'IMAGE   '", "BITPIX = 8", "NAXIS = 2", "NAXIS1 = 2", "NAXIS2 = 1", "PCOUNT = 0",
                "GCOUNT = 1").data(ByteBuffer.allocate(2).put((byte)9).put((byte)8)).bytes());
        replay("a.fit");
        assertEquals(List.of("INT16[3, 4]", "INT16[3, 4]", "UINT8[1, 2]"), formats);
        final ByteBuffer second = ByteBuffer.wrap(payloads.get(1)).order(LITTLE);
        for (int i = 0; i < 12; i++) {
            assertEquals((i + 12) * 100, second.getShort(2 * i));
        }
        assertEquals("[9, 8]", Arrays.toString(payloads.get(2)));
    }

    @Test
    @DisplayName("the cards are metadata with their units, new only where a file says something else")
    void shouldTellTheCards() throws Exception {
        final ByteBuffer data = ByteBuffer.allocate(3);
        for (final String[] file : new String[][] {{"1", "0.5"}, {"2", "0.5"}, {"3", "0.25"}}) {
            write("night/m31-" + file[0] + ".fits", new FitsBytes().header(image(8, "INSTRUME= 'ZWO ASI1600'",
                "OBJECT = 'M 31    '", "EXPTIME = " + file[1], "GAIN = 139", "CCD-TEMP = -1.0D1 / [degC] sensor",
                "DATE-OBS = '2026-01-02T03:04:05'", "FLIPPED = F", "COMMENT no metadata")).data(data).bytes());
        }
        replay("night");
        assertEquals(3, payloads.size());
        assertEquals(2, slots.metadata().size(), slots.metadata().toString());
        final SourceMetadata metadata = slots.metadata().get(1);
        assertEquals("ZWO ASI1600", metadata.name());
        assertEquals("M 31", metadata.summary());
        assertEquals("CCD-TEMP=-10.0 degC, DATE-OBS=2026-01-02T03:04:05 , EXPTIME=0.25 s, FLIPPED=F , GAIN=139 , "
            + "INSTRUME=ZWO ASI1600 , OBJECT=M 31 ", metadata.attributes().stream()
            .map(card -> card.key() + "=" + card.value() + " " + card.unit()).collect(Collectors.joining(", ")));
    }

    @Test
    @DisplayName("what is no FITS image is refused with the file and the reason")
    void shouldRefuseWhatIsNoImage() throws Exception {
        final byte[] good = new FitsBytes().header(image(8)).data(ByteBuffer.allocate(3)).bytes();
        refused("is no FITS file: no whole FITS header begins at byte 0 of 11", "hello world".getBytes());
        refused("is no FITS file: no whole FITS header begins at byte 0 of 0", new byte[0]);
        refused("is no FITS file: no whole FITS header begins at byte 0 of 100", Arrays.copyOf(good, 100));
        refused("image at byte 0 is cut short: its header tells of 1 x 3 bytes, and 0 follow",
            Arrays.copyOf(good, 1000));
        refused("image at byte 0 is cut short: its header tells of 1 x 3 bytes, and 2 follow",
            Arrays.copyOf(good, 2882));
        refused("is damaged: no whole FITS header begins at byte 5760 of 5770", Arrays.copyOf(good, 5770));
        refused("holds no image: it has to have one with two or three axes",
            new FitsBytes().header("SIMPLE = T", "BITPIX = 8", "NAXIS = 0").bytes());
        refused("image at byte 0 has NAXIS = 4: it has to be 2, or 3 for a row of images", new FitsBytes().header(
            "SIMPLE = T", "BITPIX = 8", "NAXIS = 4", "NAXIS1 = 1", "NAXIS2 = 1", "NAXIS3 = 1", "NAXIS4 = 1")
            .data(ByteBuffer.allocate(1)).bytes());
        refused("image at byte 0 makes no frame", new FitsBytes().header(
            "SIMPLE = T", "BITPIX = -64", "NAXIS = 2", "NAXIS1 = 99999999", "NAXIS2 = 99999999").bytes());
        refused("image at byte 0 has NAXIS1 = -3", new FitsBytes().header(
            "SIMPLE = T", "BITPIX = 8", "NAXIS = 2", "NAXIS1 = -3", "NAXIS2 = 1").bytes());
        refused("image at byte 0 has BITPIX = 24", new FitsBytes().header(
            "SIMPLE = T", "BITPIX = 24", "NAXIS = 2", "NAXIS1 = 3", "NAXIS2 = 1").data(ByteBuffer.allocate(9)).bytes());
        refused("holds a compressed image: it has to be uncompressed", new FitsBytes()
            .header("SIMPLE = T", "BITPIX = 8", "NAXIS = 0")
            .header("XTENSION= 'BINTABLE'", "BITPIX = 8", "NAXIS = 2", "NAXIS1 = 4", "NAXIS2 = 2", "PCOUNT = 0",
                "GCOUNT = 1", "TFIELDS = 1", "TFORM1 = '1J      '", "ZIMAGE = T").data(ByteBuffer.allocate(8)).bytes());
    }

    private void refused(final String reason, final byte[] bytes) throws Exception {
        final Path file = write("bad.fits", bytes);
        final String message = refusal(DeviceUnavailableException.class, "path", "bad.fits");
        assertTrue(message.startsWith(file + (reason.startsWith("image") ? ": " : " ") + reason), message);
    }

    @Test
    @DisplayName("a directory of both kinds needs a format, and FITS files need no width")
    void shouldAskForAFormat() throws Exception {
        write("both/a.FITS", new FitsBytes().header(image(8)).data(ByteBuffer.allocate(3)).bytes());
        frames("both/b.raw", 5, 1, 12);
        final String both = refusal(SettingsException.class, "path", "both");
        assertTrue(both.endsWith("holds FITS files and others: format has to say which are meant, raw or fits"), both);
        final String width = refusal(SettingsException.class, "path", "both/a.FITS", "width", "4", "height", "3");
        assertTrue(width.startsWith("width = 4 is not accepted: FITS files tell their sizes"), width);
        final String raw = refusal(SettingsException.class, "path", "both/b.raw");
        assertTrue(raw.endsWith("holds raw frames: width and height have to be given, and pixel_format if it is not"
            + " Mono8"), raw);
        final ReplaySource source =
            source("path", "both", "format", "raw", "width", "4", "height", "3", "loop", "false");
        source.start(slots);
        poll(source, 3);
        source.stop();
        assertEquals(List.of("UINT8[3, 4]"), formats);
    }
}
