package org.framedock.camera.bgapi2;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.framedock.camera.bgapi2.library.Results;
import org.framedock.source.PixelFormat;
import org.framedock.source.SettingsException;
import org.framedock.source.SourceSettings;

/**
 * What the stream's configuration says of its camera. What is not said stays as the camera has it.
 *
 * @param device         serial number, id or model of the device, empty for the first one that is free.
 * @param widthPixels    columns, 0 to leave them as they are.
 * @param heightPixels   rows, 0 to leave them as they are.
 * @param offsetXPixels  first column of the region of interest.
 * @param offsetYPixels  first row of the region of interest.
 * @param pixelFormat    format of a pixel, null to leave it as it is.
 * @param exposureTimeUs exposure time in microseconds.
 * @param gain           gain in the camera's own unit.
 * @param frameRateHz    frames per second, 0 to leave the rate as it is.
 * @param triggerMode    On or Off, null to leave it as it is.
 * @param triggerSource  the camera's name of a source, null to leave it as it is.
 * @param nodes          values of further nodes of the camera by their GenICam names, set last and in this order.
 * @param buffers        slots queued at once, 0 for as many as the stream lends.
 * @param library        what the dynamic linker is asked for.
 * @param producerPath   folder with the transport layers, empty for those that are installed.
 * @param lostResults    results of calls that mean that the camera is gone.
 * @param timestampHz    ticks of the camera's clock in a second, 0 to ask the camera.
 */
record Bgapi2Settings(
    String device,
    int widthPixels,
    int heightPixels,
    OptionalInt offsetXPixels,
    OptionalInt offsetYPixels,
    PixelFormat pixelFormat,
    OptionalDouble exposureTimeUs,
    OptionalDouble gain,
    double frameRateHz,
    String triggerMode,
    String triggerSource,
    Map<String, String> nodes,
    int buffers,
    String library,
    String producerPath,
    Set<Integer> lostResults,
    double timestampHz) {

    /** Prefix of the settings that are nodes by name. */
    static final String NODE = "node.";

    static final int MAX_BUFFERS = 1024;
    static final double MAX_FRAME_RATE_HZ = 1_000_000;
    static final double MAX_TIMESTAMP_HZ = 1e12;
    static final double MAX_EXPOSURE_TIME_US = 1e12;
    static final double MAX_GAIN = 1e9;

    /** Nobody has told what Baumer's library returns after an unplug; these are what it may well be. */
    private static final Set<Integer> DEFAULT_LOST_RESULTS = new TreeSet<>(Set.of(Results.ERROR,
        Results.NOT_INITIALIZED, Results.INVALID_HANDLE, Results.OBJECT_INVALID, Results.LOWLEVEL_ERROR));

    private enum TriggerMode { OFF, ON }

    /**
     * Reads and checks the settings; touches no device and loads no library.
     *
     * @param settings       the stream's configuration.
     * @param defaultLibrary the library if the stream does not name one.
     * @return what it says.
     * @throws SettingsException if a setting is wrong or unknown.
     */
    static Bgapi2Settings read(final SourceSettings settings, final String defaultLibrary) throws SettingsException {
        final String library = settings.text("library", defaultLibrary);
        if (library.isEmpty()) {
            settings.refuse("library", "", "the name or path of the BGAPI2 library");
        }
        final Bgapi2Settings read = new Bgapi2Settings(
            settings.text("device", ""),
            settings.integer("width", 0, 0, Integer.MAX_VALUE),
            settings.integer("height", 0, 0, Integer.MAX_VALUE),
            optionalInteger(settings, "offset_x"),
            optionalInteger(settings, "offset_y"),
            settings.pixelFormat("pixel_format", null),
            optionalNumber(settings, "exposure_time", 0, MAX_EXPOSURE_TIME_US),
            optionalNumber(settings, "gain", -MAX_GAIN, MAX_GAIN),
            settings.number("frame_rate", 0, 0, MAX_FRAME_RATE_HZ),
            triggerMode(settings),
            settings.text("trigger_source", null),
            settings.startingWith(NODE),
            settings.integer("buffers", 0, 0, MAX_BUFFERS),
            library,
            settings.text("producer_path", ""),
            lostResults(settings),
            settings.number("timestamp_hz", 0, 0, MAX_TIMESTAMP_HZ));
        settings.conclude();
        return read;
    }

    private static OptionalInt optionalInteger(final SourceSettings settings, final String key) {
        return settings.text(key, null) == null ? OptionalInt.empty()
            : OptionalInt.of(settings.integer(key, 0, 0, Integer.MAX_VALUE));
    }

    private static OptionalDouble optionalNumber(
        final SourceSettings settings, final String key, final double min, final double max) {
        return settings.text(key, null) == null ? OptionalDouble.empty()
            : OptionalDouble.of(settings.number(key, 0, min, max));
    }

    private static String triggerMode(final SourceSettings settings) {
        if (settings.text("trigger_mode", null) == null) {
            return null;
        }
        return settings.choice("trigger_mode", TriggerMode.OFF) == TriggerMode.ON ? "On" : "Off";
    }

    private static Set<Integer> lostResults(final SourceSettings settings) {
        final String text = settings.text("lost_results", null);
        if (text == null) {
            return DEFAULT_LOST_RESULTS;
        }
        try {
            final Set<Integer> results = Arrays.stream(text.split(",")).map(String::strip)
                .filter(part -> !part.isEmpty()).map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
            if (results.stream().allMatch(result -> result < 0)) {
                return results;
            }
        } catch (final NumberFormatException notANumber) {
            // falls through to the one message for both mistakes
        }
        settings.refuse("lost_results", text, "negative numbers with commas between them, such as -1098, -1099");
        return DEFAULT_LOST_RESULTS;
    }
}
