package org.framedock.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RawReplayTest extends ReplayTestBase {

    private static final String[] ONCE =
        {"path", "frames", "width", "8", "height", "4", "rate_hz", "0", "loop", "false"};
    private static final String[] LOOPING = {"path", "frames", "width", "8", "height", "4", "rate_hz", "0"};
    private static final int FRAME_BYTES = 32;

    @Test
    @DisplayName("the files of a directory are replayed in the order of their names, and those that are hidden are not")
    void shouldReplayADirectoryByName() throws Exception {
        frames("frames/b.raw", 3, 2, FRAME_BYTES);
        frames("frames/a 100%#.raw", 0, 3, FRAME_BYTES);
        frames("frames/c", 5, 1, FRAME_BYTES);
        frames("frames/.hidden", 9, 1, FRAME_BYTES);
        Files.createDirectory(home.resolve("frames/folder"));
        final ReplaySource source = source(ONCE);
        source.start(slots);
        assertEquals("replaying " + home + "/frames: 6 frames in 3 files, first UINT8[4, 8], as fast as it can, once",
            slots.description());
        poll(source, 10);
        assertEquals(List.of(0, 1, 2, 3, 4, 5), firstBytes);
        assertEquals("replayed 6 frames of " + home + "/frames", slots.description());
        assertEquals(0, source.poll());
        assertNull(slots.lostReason());
        source.stop();
    }

    @Test
    @DisplayName("it begins again after the last frame, and says its shape as metadata once")
    void shouldLoop() throws Exception {
        frames("frames", 7, 3, FRAME_BYTES);
        final ReplaySource source = source(LOOPING);
        source.start(slots);
        poll(source, 8);
        source.stop();
        assertEquals(List.of(7, 8, 9, 7, 8, 9), firstBytes.subList(0, 6));
        assertEquals(List.of(SourceMetadata.builder("replay", home + "/frames")
            .text("PixelFormat", PixelFormat.MONO8.pfncName()).number("Width", 8, "px").number("Height", 4, "px")
            .build()), slots.metadata());
    }

    @Test
    @DisplayName("a frame of many pieces arrives whole, over several short polls")
    void shouldReadALargeFrameInPieces() throws Exception {
        final int frameBytes = 1000 * 1001;
        final byte[] bytes = new byte[2 * frameBytes];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)(i * 31 + i / 257);
        }
        write("large.raw", bytes);
        final boolean[] same = new boolean[2];
        final MemorySlots large = new MemorySlots(SLOT_BYTES, (seq, payload, info) -> {
            same[(int)seq] = true;
            for (int i = 0; i < frameBytes; i++) {
                same[(int)seq] &= payload.getByte(i) == bytes[(int)seq * frameBytes + i];
            }
        });
        final ReplaySource source =
            source("path", "large.raw", "width", "1000", "height", "1001", "rate_hz", "0", "loop", "false");
        source.start(large);
        final long beforeNs = nowNs;
        source.poll();
        assertEquals(0, large.frames());
        assertTrue(nowNs - beforeNs < 1_000_000, "took " + (nowNs - beforeNs));
        poll(source, 10);
        source.stop();
        assertTrue(same[0] && same[1], "every byte");
    }

    @Test
    @DisplayName("frames come at the rate that is asked for, and without a burst after a time without a lease")
    void shouldKeepThePace() throws Exception {
        clockStepNs = 0;
        frames("frames", 0, 100, FRAME_BYTES);
        final ReplaySource source = source("path", "frames", "width", "8", "height", "4", "rate_hz", "100");
        source.start(slots);
        for (int i = 1; i <= 5; i++) {
            source.poll();
            source.poll();
            assertEquals(i, slots.frames());
            nowNs += 10_000_000;
        }
        slots.hasLease(false);
        nowNs += 20_000_000;
        source.poll();
        final long before = slots.frames();
        slots.hasLease(true);
        nowNs += 5_000_000_000L;
        source.poll();
        source.poll();
        assertTrue(slots.frames() - before <= 2, "no burst: " + (slots.frames() - before));
        source.stop();
    }

    @Test
    @DisplayName("a part of a frame at the end of a file is refused with the number of bytes that are left over")
    void shouldRefuseAPartOfAFrame() throws Exception {
        frames("frames/a.raw", 0, 3, FRAME_BYTES);
        write("frames/b.raw", new byte[3 * FRAME_BYTES + 5]);
        final String message = refusal(SettingsException.class, ONCE);
        assertEquals(home + "/frames/b.raw holds 3 frames of 8 x 4 Mono8, of 32 bytes each, and 5 bytes are left over:"
            + " width, height and pixel_format have to be those of the recording, and the file whole", message);
        write("frames/b.raw", new byte[FRAME_BYTES - 1]);
        final String shorter = refusal(SettingsException.class, ONCE);
        assertTrue(shorter.startsWith(home + "/frames/b.raw has 31 bytes, and one frame of 8 x 4 Mono8 has 32"),
            shorter);
    }

    @Test
    @DisplayName("what is not there is waited for, by name, and replayed when it has come")
    void shouldWaitForWhatIsNotThere() throws Exception {
        assertTrue(unavailable().startsWith(home + "/frames does not exist: path has to be"), unavailable());
        Files.createDirectory(home.resolve("frames"));
        assertTrue(unavailable().startsWith(home + "/frames holds no file: it has to hold"), unavailable());
        frames("frames/a.raw", 4, 1, FRAME_BYTES);
        final ReplaySource source = source(ONCE);
        source.start(slots);
        poll(source, 3);
        source.stop();
        assertEquals(List.of(4), firstBytes);
    }

    private String unavailable() {
        return refusal(DeviceUnavailableException.class, ONCE);
    }

    @Test
    @DisplayName("a directory or a file that may not be read is named, with the remedy; root may read everything")
    void shouldNameWhatMayNotBeRead() throws Exception {
        final Path file = frames("frames/a.raw", 0, 1, FRAME_BYTES);
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "this user may read everything");
        assertTrue(unavailable().startsWith(home + "/frames/a.raw cannot be read: permission denied"), unavailable());
        Files.setPosixFilePermissions(file.getParent(), Set.of());
        assertTrue(unavailable().startsWith(home + "/frames cannot be read: permission denied"), unavailable());
        Files.setPosixFilePermissions(
            file.getParent(), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    @DisplayName("a file that vanishes while it is replayed is a lost device, told once")
    void shouldTellOfAFileThatVanishes() throws Exception {
        frames("frames/a.raw", 0, 1, FRAME_BYTES);
        final Path second = frames("frames/b.raw", 1, 1, FRAME_BYTES);
        final ReplaySource source = source(LOOPING);
        source.start(slots);
        Files.delete(second);
        poll(source, 5);
        assertEquals(second + " cannot be opened any more: it is gone", slots.lostReason());
        assertEquals(0, source.poll());
        assertEquals(List.of(0), firstBytes);
        source.stop();
    }

    @Test
    @DisplayName("a file that changes its size while it is replayed is a lost device with both sizes")
    void shouldTellOfAFileThatChangesItsSize() throws Exception {
        clockStepNs = 600_000;
        final Path file = frames("frames", 0, 4, FRAME_BYTES);
        final ReplaySource source = source(LOOPING);
        source.start(slots);
        poll(source, 2);
        write("frames", new byte[FRAME_BYTES + 1]);
        poll(source, 5);
        assertEquals(file + " was cut while it was replayed: it ends at byte 33 of 128", slots.lostReason());
        source.stop();
    }

    @Test
    @DisplayName("a file that grew is noticed in the next round")
    void shouldTellOfAFileThatGrew() throws Exception {
        final Path file = frames("frames", 0, 2, FRAME_BYTES);
        final ReplaySource source = source(LOOPING);
        source.start(slots);
        source.poll();
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        poll(source, 5);
        assertEquals(file + " has 65 bytes now, and had 64 when the replay started", slots.lostReason());
        source.stop();
    }

    @Test
    @DisplayName("a frame larger than every pool is refused with the stride that would do")
    void shouldSayWhichStrideWouldDo() throws Exception {
        frames("frames", 0, 1, SLOT_BYTES + 1);
        final String message = refusal(SettingsException.class,
            "path", "frames", "width", Integer.toString((SLOT_BYTES + 1) / 17), "height", "17");
        assertTrue(message.endsWith("has 1048577 bytes and does not fit stream cam1, whose largest slot has 1048576:"
            + " the stream needs a payload pool with stride_bytes = 1048640"), message);
    }

    @Test
    @DisplayName("100,000 frames of 50,000 files allocate nothing")
    void shouldAllocateNothingForAFrame() throws Exception {
        frames("frames/a.raw", 0, 2, FRAME_BYTES);
        frames("frames/b.raw", 2, 2, FRAME_BYTES);
        final MemorySlots silent = new MemorySlots(SLOT_BYTES, (seq, payload, info) -> { });
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        clockStepNs = 10_000;
        final ReplaySource source = source(LOOPING);
        source.start(silent);
        while (silent.frames() < 20_000) {
            source.poll();
        }
        final long before = threads.getCurrentThreadAllocatedBytes();
        while (silent.frames() < 120_000) {
            source.poll();
        }
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        source.stop();
        assertTrue(allocated < 10_000, allocated + " bytes for 100,000 frames");
    }
}
