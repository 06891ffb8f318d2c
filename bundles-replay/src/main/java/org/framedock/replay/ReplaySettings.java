package org.framedock.replay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.framedock.source.FrameFormat;
import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/**
 * The settings of a replay. Immutable.
 *
 * @param path   the file, or the directory with files; absolute.
 * @param format what the files hold; null to tell it by their suffix.
 * @param raw    shape of a raw frame; null if width and height are not given.
 * @param rateHz frames a second; 0 for as fast as it can.
 * @param loop   whether it begins again after the last frame.
 */
record ReplaySettings(Path path, FileFormat format, RawFormat raw, double rateHz, boolean loop) {

    static final String PATH = "path";
    static final String FORMAT = "format";
    static final String PIXEL_FORMAT = "pixel_format";
    static final String WIDTH = "width";
    static final String HEIGHT = "height";

    static final int MAX_PIXELS = 1_000_000;
    static final double DEFAULT_RATE_HZ = 30;
    static final double MAX_RATE_HZ = 1e7;

    private static final int NOT_GIVEN = 0;
    private static final String NOTHING = "nothing";

    /** What the files hold. */
    enum FileFormat { RAW, FITS }

    /**
     * Shape of a raw frame.
     *
     * @param pixelFormat  format of a pixel.
     * @param widthPixels  columns.
     * @param heightPixels rows.
     * @param frame        the frame that they make.
     */
    record RawFormat(PixelFormat pixelFormat, int widthPixels, int heightPixels, FrameFormat frame) {

        @Override
        public String toString() {
            return widthPixels + " x " + heightPixels + " " + pixelFormat;
        }
    }

    private enum Answer { TRUE, FALSE }

    /**
     * Reads and checks the settings; no file is looked at.
     *
     * @param settings what the stream's configuration says.
     * @param home     what a relative path starts from.
     * @return the settings.
     * @throws SettingsException if any is wrong; the message names all of them.
     */
    static ReplaySettings read(final SourceSettings settings, final Path home) throws SettingsException {
        final Path path = path(settings, home);
        final FileFormat format =
            settings.text(FORMAT, null) == null ? null : settings.choice(FORMAT, FileFormat.RAW);
        final RawFormat raw = raw(settings, format);
        final double rateHz = settings.number("rate_hz", DEFAULT_RATE_HZ, 0, MAX_RATE_HZ);
        final boolean loop = settings.choice("loop", Answer.TRUE) == Answer.TRUE;
        settings.conclude();
        return new ReplaySettings(path, format, raw, rateHz, loop);
    }

    private static Path path(final SourceSettings settings, final Path home) {
        final String text = settings.text(PATH, "");
        try {
            if (!text.isEmpty()) {
                return home.resolve(text).normalize();
            }
        } catch (final InvalidPathException e) {
            // falls through to the one message for both mistakes
        }
        settings.refuse(PATH, text.isEmpty() ? NOTHING : text, "a file with frames, or a directory with such files");
        return home;
    }

    private static RawFormat raw(final SourceSettings settings, final FileFormat format) {
        final boolean isPixelFormatGiven = settings.text(PIXEL_FORMAT, null) != null;
        final PixelFormat pixelFormat = settings.pixelFormat(PIXEL_FORMAT, PixelFormat.MONO8);
        final boolean isWidthGiven = settings.text(WIDTH, null) != null;
        final boolean isHeightGiven = settings.text(HEIGHT, null) != null;
        final int width = settings.integer(WIDTH, NOT_GIVEN, 1, MAX_PIXELS);
        final int height = settings.integer(HEIGHT, NOT_GIVEN, 1, MAX_PIXELS);
        final boolean isNeeded = format == FileFormat.RAW || isPixelFormatGiven || isWidthGiven || isHeightGiven;
        if (format == FileFormat.FITS && (isPixelFormatGiven || isWidthGiven || isHeightGiven)) {
            settings.refuse(FORMAT, "fits",
                "raw, or " + PIXEL_FORMAT + ", " + WIDTH + " and " + HEIGHT + " left out, since FITS files tell them");
        } else if (isNeeded && !isWidthGiven) {
            settings.refuse(WIDTH, NOTHING, "the columns of a raw frame, a whole number from 1 to " + MAX_PIXELS);
        } else if (isNeeded && !isHeightGiven) {
            settings.refuse(HEIGHT, NOTHING, "the rows of a raw frame, a whole number from 1 to " + MAX_PIXELS);
        }
        if (width == NOT_GIVEN || height == NOT_GIVEN) {
            return null;
        }
        try {
            return new RawFormat(pixelFormat, width, height, FrameFormat.image(pixelFormat, width, height));
        } catch (final IllegalArgumentException e) {
            settings.refuse(HEIGHT, Integer.toString(height), "smaller, or " + WIDTH + " has: " + e.getMessage());
            return null;
        }
    }
}
