package org.framedock.replay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.framedock.replay.ReplaySettings.FileFormat;
import org.framedock.replay.ReplaySettings.RawFormat;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceMetadata;

/**
 * Finds the files of a replay and looks at each one, so that what is wrong with any of them is said before the first
 * frame. Reads headers, no pixels. What may come right by itself, such as a file that is not there, is a device that is
 * not available; what contradicts the settings is a wrong setting.
 */
final class RecordingFinder {

    private static final List<String> FITS_SUFFIXES = List.of(".fits", ".fit", ".fts");

    private final ReplaySettings settings;
    private final Map<SourceMetadata, SourceMetadata> knownMetadata = new HashMap<>();

    RecordingFinder(final ReplaySettings settings) {
        this.settings = settings;
    }

    /**
     * The files in the order in which they are replayed.
     *
     * @return at least one, each with at least one frame.
     * @throws DeviceUnavailableException if there are none, or one cannot be read or is damaged.
     * @throws SettingsException          if the settings do not say what they hold, or say something else.
     */
    List<Recording> find() throws DeviceUnavailableException, SettingsException {
        final Path path = settings.path();
        try {
            return Files.isDirectory(path) ? recordings(list(path)) : recordings(List.of(path));
        } catch (final IOException e) {
            throw unavailable(path, e);
        }
    }

    /** An input or output error in the operator's words. */
    static DeviceUnavailableException unavailable(final Path path, final IOException e) {
        if (e instanceof NoSuchFileException) {
            return new DeviceUnavailableException(
                path + " does not exist: " + ReplaySettings.PATH + " has to be a file or a directory with frames");
        }
        if (e instanceof AccessDeniedException) {
            return new DeviceUnavailableException(path + " cannot be read: permission denied to the user "
                + System.getProperty("user.name") + "; chmod or chown it");
        }
        return new DeviceUnavailableException(path + " cannot be read: " + e.getMessage());
    }

    private static List<Path> list(final Path folder) throws IOException {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (final Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".") && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (final DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return files;
    }

    private List<Recording> recordings(final List<Path> found)
        throws IOException, DeviceUnavailableException, SettingsException {
        final boolean isOneFile = found.size() == 1 && found.get(0).equals(settings.path());
        final FileFormat format = settings.format() == null ? formatOf(found) : settings.format();
        final List<Path> files = new ArrayList<>(found);
        if (!isOneFile) {
            files.removeIf(file -> isFits(file) != (format == FileFormat.FITS));
        }
        if (files.isEmpty()) {
            throw new DeviceUnavailableException(settings.path() + " holds no " + (found.isEmpty() ? ""
                : format == FileFormat.FITS ? "FITS " : "raw ") + "file: it has to hold files with frames");
        }
        checkShape(format);
        final List<Recording> recordings = new ArrayList<>();
        for (final Path file : files) {
            final long sizeBytes = Files.size(file);
            if (!Files.isRegularFile(file)) {
                throw new SettingsException(ReplaySettings.PATH + " = " + file
                    + " is not accepted: it has to be a file or a directory, and it is neither");
            }
            if (!Files.isReadable(file)) {
                throw unavailable(file, new AccessDeniedException(file.toString()));
            }
            recordings.add(new Recording(file, sizeBytes,
                format == FileFormat.FITS ? new FitsFileReader(file, sizeBytes, knownMetadata).runs()
                    : rawRuns(file, sizeBytes)));
        }
        return recordings;
    }

    private FileFormat formatOf(final List<Path> files) throws SettingsException {
        final long fits = files.stream().filter(RecordingFinder::isFits).count();
        if (fits > 0 && fits < files.size()) {
            throw new SettingsException(settings.path() + " holds FITS files and others: " + ReplaySettings.FORMAT
                + " has to say which are meant, raw or fits");
        }
        return fits > 0 ? FileFormat.FITS : FileFormat.RAW;
    }

    private static boolean isFits(final Path file) {
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return FITS_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private void checkShape(final FileFormat format) throws SettingsException {
        if (format == FileFormat.RAW && settings.raw() == null) {
            throw new SettingsException(settings.path() + " holds raw frames: " + ReplaySettings.WIDTH + " and "
                + ReplaySettings.HEIGHT + " have to be given, and " + ReplaySettings.PIXEL_FORMAT
                + " if it is not Mono8");
        }
        if (format == FileFormat.FITS && settings.raw() != null) {
            throw new SettingsException(ReplaySettings.WIDTH + " = " + settings.raw().widthPixels()
                + " is not accepted: FITS files tell their sizes, so it has to be left out, or "
                + ReplaySettings.FORMAT + " has to be raw");
        }
    }

    private List<FrameRun> rawRuns(final Path file, final long sizeBytes) throws SettingsException {
        final RawFormat raw = settings.raw();
        final int frameBytes = raw.frame().payloadBytes();
        final long leftOverBytes = sizeBytes % frameBytes;
        if (sizeBytes < frameBytes) {
            throw new SettingsException(file + " has " + sizeBytes + " bytes, and one frame of " + raw + " has "
                + frameBytes + ": " + ReplaySettings.WIDTH + ", " + ReplaySettings.HEIGHT + " and "
                + ReplaySettings.PIXEL_FORMAT + " have to be those of the recording");
        }
        if (leftOverBytes != 0) {
            throw new SettingsException(file + " holds " + sizeBytes / frameBytes + " frames of " + raw + ", of "
                + frameBytes + " bytes each, and " + leftOverBytes + " bytes are left over: " + ReplaySettings.WIDTH
                + ", " + ReplaySettings.HEIGHT + " and " + ReplaySettings.PIXEL_FORMAT
                + " have to be those of the recording, and the file whole");
        }
        return List.of(new FrameRun(0, sizeBytes / frameBytes, raw.frame(), SampleConversion.NONE,
            knownMetadata.computeIfAbsent(rawMetadata(raw), metadata -> metadata)));
    }

    private SourceMetadata rawMetadata(final RawFormat raw) {
        return SourceMetadata.builder("replay", settings.path().toString())
            .text("PixelFormat", raw.pixelFormat().pfncName())
            .number("Width", raw.widthPixels(), "px")
            .number("Height", raw.heightPixels(), "px")
            .build();
    }
}
