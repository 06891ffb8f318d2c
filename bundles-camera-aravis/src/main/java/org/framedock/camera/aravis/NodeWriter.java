package org.framedock.camera.aravis;

import java.util.List;
import java.util.Locale;

import org.framedock.source.SettingsException;

/**
 * Writes nodes of a camera from texts, each by its kind and within its bounds. Used by the thread that starts the
 * source.
 */
final class NodeWriter {

    private static final double LEAST_STEP = 1e-300;
    private static final double STEP_TOLERANCE = 1e-3;
    private static final String HEXADECIMAL = "0x";
    private static final int RADIX = 16;
    private static final String EXECUTE = "execute";

    private final Aravis aravis;
    private final NativeCells cells;
    private final CameraNodes nodes;
    private final long device;
    private final Camera camera;

    /**
     * Of one camera.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     * @param nodes  the camera's nodes.
     * @param camera the camera.
     */
    NodeWriter(final Aravis aravis, final NativeCells cells, final CameraNodes nodes, final Camera camera) {
        this.aravis = aravis;
        this.cells = cells;
        this.nodes = nodes;
        this.camera = camera;
        device = aravis.arvCameraGetDevice(camera.handle());
    }

    /**
     * Writes a node.
     *
     * @param key  name of the setting, for the refusal.
     * @param node name of the node.
     * @param text what the configuration says.
     * @throws CameraException   if the camera does not answer or refuses without saying what it accepts.
     * @throws SettingsException if there is no such node, it cannot be written, or the text is not one of its values.
     */
    void write(final String key, final String node, final String text) throws CameraException, SettingsException {
        final NodeKind kind = nodes.kind(node);
        if (kind == NodeKind.NONE) {
            throw new SettingsException(
                key + " = " + text + " is not accepted: camera " + camera.name() + " has no setting " + node);
        }
        if (!nodes.isWritable(node)) {
            throw new SettingsException(key + " = " + text + " is not accepted: camera " + camera.name() + " has "
                + node + ", but it cannot be written" + (nodes.isAvailable(node) ? "" : " with its other settings"));
        }
        switch (kind) {
            case ENUMERATION -> writeEntry(key, node, text);
            case BOOLEAN -> aravis.arvDeviceSetBooleanFeatureValue(
                device, node, truth(key, text) ? 1 : 0, cells.error());
            case COMMAND -> execute(key, node, text);
            case INTEGER -> writeInteger(key, node, text);
            case FLOAT -> writeNumber(key, node, text);
            default -> writeText(key, node, text);
        }
        cells.check(key + " = " + text);
    }

    private void writeEntry(final String key, final String node, final String text)
        throws CameraException, SettingsException {
        final List<String> entries = nodes.entries(node);
        for (final String entry : entries) {
            if (entry.equalsIgnoreCase(text)) {
                aravis.arvDeviceSetStringFeatureValue(device, node, entry, cells.error());
                return;
            }
        }
        throw camera.refusal(key, text, "one of " + entries);
    }

    private boolean truth(final String key, final String text) throws SettingsException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw camera.refusal(key, text, "true or false");
        };
    }

    private void execute(final String key, final String node, final String text) throws SettingsException {
        if (!text.equalsIgnoreCase(EXECUTE)) {
            throw camera.refusal(key, text, EXECUTE + ", since it is a command");
        }
        aravis.arvDeviceExecuteCommand(device, node, cells.error());
    }

    private void writeInteger(final String key, final String node, final String text)
        throws CameraException, SettingsException {
        aravis.arvDeviceGetIntegerFeatureBounds(device, node, cells.number(0), cells.number(1), cells.error());
        cells.check("bounds of " + node);
        final long min = cells.number(0).getLong(0);
        final long max = cells.number(1).getLong(0);
        final long step = Math.max(1, aravis.arvDeviceGetIntegerFeatureIncrement(device, node, cells.error()));
        cells.ignoreError();
        final String accepted = "a whole number from " + min + " to " + max + (step > 1 ? " in steps of " + step : "");
        final long value;
        try {
            value = text.startsWith(HEXADECIMAL) ? Long.parseLong(text.substring(HEXADECIMAL.length()), RADIX)
                : Long.parseLong(text);
        } catch (final NumberFormatException notANumber) {
            throw camera.refusal(key, text, accepted);
        }
        if (value < min || value > max || Math.floorMod(value - min, step) != 0) {
            throw camera.refusal(key, text, accepted);
        }
        aravis.arvDeviceSetIntegerFeatureValue(device, node, value, cells.error());
    }

    private void writeNumber(final String key, final String node, final String text)
        throws CameraException, SettingsException {
        aravis.arvDeviceGetFloatFeatureBounds(device, node, cells.number(0), cells.number(1), cells.error());
        cells.check("bounds of " + node);
        final double min = cells.number(0).getDouble(0);
        final double max = cells.number(1).getDouble(0);
        final double step = aravis.arvDeviceGetFloatFeatureIncrement(device, node, cells.error());
        cells.ignoreError();
        final boolean stepped = step > LEAST_STEP;
        final String accepted = "a number from " + shortly(min) + " to " + shortly(max)
            + (stepped ? " in steps of " + shortly(step) : "");
        final double value;
        try {
            value = Double.parseDouble(text);
        } catch (final NumberFormatException notANumber) {
            throw camera.refusal(key, text, accepted);
        }
        final double steps = (value - min) / step;
        if (!(value >= min && value <= max) || stepped && Math.abs(steps - Math.rint(steps)) > STEP_TOLERANCE) {
            throw camera.refusal(key, text, accepted);
        }
        aravis.arvDeviceSetFloatFeatureValue(device, node, value, cells.error());
    }

    private static String shortly(final double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
            ? Long.toString((long)value) : String.format(Locale.ROOT, "%.6g", value);
    }

    private void writeText(final String key, final String node, final String text)
        throws CameraException, SettingsException {
        final long longest =
            aravis.arvGcStringGetMaxLength(aravis.arvDeviceGetFeature(device, node), cells.error());
        cells.check("longest text of " + node);
        if (longest > 0 && text.length() > longest) {
            throw camera.refusal(key, text, "a text of at most " + longest + " characters");
        }
        aravis.arvDeviceSetStringFeatureValue(device, node, text, cells.error());
    }
}
