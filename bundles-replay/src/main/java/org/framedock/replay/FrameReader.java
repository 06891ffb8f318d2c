package org.framedock.replay;

import java.util.List;
import org.framedock.source.SlotReservation;

/**
 * Goes through the frames of several files in order and reads them into slots, a piece at a time. Used by the stream's
 * thread, and after it by the thread that stops the source. Reading allocates nothing.
 */
final class FrameReader implements AutoCloseable {

    /** A multiple of every sample's size; small enough that its conversion finds it in the cache. */
    private static final int PIECE_BYTES = 256 * 1024;

    private final List<Recording> recordings;
    private final byte[][] fileNames;
    private final NativeFile file = new NativeFile();
    private int recordingIndex;
    private int runIndex;
    private long frameIndex;
    private int readBytes;
    private int convertedBytes;

    /**
     * Stands before the first frame.
     *
     * @param recordings the files, at least one.
     */
    FrameReader(final List<Recording> recordings) {
        this.recordings = recordings;
        fileNames = new byte[recordings.size()][];
        for (int i = 0; i < fileNames.length; i++) {
            fileNames[i] = NativeFile.nameOf(recordings.get(i).file());
        }
    }

    /**
     * What the frame belongs to that is to be read now.
     *
     * @return the run.
     */
    FrameRun run() {
        return recording().runs().get(runIndex);
    }

    /**
     * Whether all of the frame is in its slot.
     *
     * @return true until {@link #advance}.
     */
    boolean isComplete() {
        return readBytes == run().format().payloadBytes();
    }

    /**
     * Reads a piece of the frame.
     *
     * @param slot the same one until the frame is complete.
     * @throws FileLostException if the file is not what it was when the replay started.
     */
    void read(final SlotReservation slot) throws FileLostException {
        if (!file.isOpen()) {
            open();
        }
        final FrameRun run = run();
        final int payloadBytes = run.format().payloadBytes();
        final long offset = run.offsetBytes() + frameIndex * payloadBytes + readBytes;
        final long read =
            file.read(slot.address() + readBytes, Math.min(PIECE_BYTES, payloadBytes - readBytes), offset);
        if (read < 0) {
            throw new FileLostException(recording().file() + " cannot be read: " + file.error());
        }
        if (read == 0) {
            throw new FileLostException(recording().file() + " was cut while it was replayed: it ends at byte "
                + file.sizeBytes() + " of " + recording().sizeBytes());
        }
        readBytes += (int)read;
        final int wholeBytes = readBytes == payloadBytes ? readBytes : readBytes & -Long.BYTES;
        run.samples().apply(slot.buffer(), convertedBytes, wholeBytes);
        convertedBytes = wholeBytes;
    }

    /**
     * Goes on to the next frame, or back to the first one.
     *
     * @return false if the frame was the last one.
     */
    boolean advance() {
        readBytes = 0;
        convertedBytes = 0;
        frameIndex++;
        if (frameIndex < run().frames()) {
            return true;
        }
        frameIndex = 0;
        runIndex++;
        if (runIndex < recording().runs().size()) {
            return true;
        }
        // Also if the next file is the same one: it is looked at anew in each round.
        file.close();
        runIndex = 0;
        recordingIndex++;
        if (recordingIndex < recordings.size()) {
            return true;
        }
        recordingIndex = 0;
        return false;
    }

    @Override
    public void close() {
        file.close();
    }

    private Recording recording() {
        return recordings.get(recordingIndex);
    }

    private void open() throws FileLostException {
        final Recording recording = recording();
        if (!file.open(fileNames[recordingIndex])) {
            throw new FileLostException(recording.file() + " cannot be opened any more: " + file.error());
        }
        final long sizeBytes = file.sizeBytes();
        if (sizeBytes != recording.sizeBytes()) {
            throw new FileLostException(recording.file() + " has " + sizeBytes + " bytes now, and had "
                + recording.sizeBytes() + " when the replay started");
        }
    }
}
