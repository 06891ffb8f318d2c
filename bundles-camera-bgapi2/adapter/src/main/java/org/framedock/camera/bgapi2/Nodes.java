package org.framedock.camera.bgapi2;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.framedock.camera.bgapi2.library.Bgapi2;
import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.Cells;
import org.framedock.camera.bgapi2.library.Results;
import org.framedock.source.SettingsException;

/**
 * The settings of an open camera by their GenICam names, checked against the camera's own bounds before they are set.
 * Every method is called with the library held.
 */
final class Nodes {

    private static final double STEP_TOLERANCE = 1e-6;
    private static final double LARGEST_PLAIN = 1e15;

    private final Bgapi2Library library;
    private final Bgapi2 functions;
    private final long device;
    private final String camera;
    private final Cells cells = new Cells(1);

    /**
     * For one device.
     *
     * @param library the library.
     * @param device  open.
     * @param camera  its name for the operator.
     */
    Nodes(final Bgapi2Library library, final long device, final String camera) {
        this.library = library;
        this.functions = library.functions();
        this.device = device;
        this.camera = camera;
    }

    /** The node of a name, 0 if the camera has none now. */
    private long find(final String name) {
        if (functions.deviceGetRemoteNode(device, name, cells.address(0)) != Results.SUCCESS) {
            return 0;
        }
        final long node = cells.number(0);
        final boolean available =
            functions.nodeGetAvailable(node, cells.address(0)) != Results.SUCCESS || cells.flag(0);
        return available ? node : 0;
    }

    private boolean isWriteable(final long node) {
        return functions.nodeIsWriteable(node, cells.address(0)) != Results.SUCCESS || cells.flag(0);
    }

    /**
     * Whether the camera answers.
     *
     * @return false if it does not.
     */
    boolean isAlive() {
        return readInt("Width").isPresent() || readText("DeviceModelName") != null;
    }

    /**
     * Reads a whole number.
     *
     * @param name of the node.
     * @return empty if there is no such node or it is no whole number.
     */
    OptionalLong readInt(final String name) {
        final long node = find(name);
        return node != 0 && functions.nodeGetInt(node, cells.address(0)) == Results.SUCCESS
            ? OptionalLong.of(cells.number(0)) : OptionalLong.empty();
    }

    /**
     * Reads a number.
     *
     * @param name of the node.
     * @return empty if there is no such node or it is no number.
     */
    OptionalDouble readDouble(final String name) {
        final long node = find(name);
        return node != 0 && functions.nodeGetDouble(node, cells.address(0)) == Results.SUCCESS
            ? OptionalDouble.of(cells.real(0)) : OptionalDouble.empty();
    }

    /**
     * Reads a text or the name of a choice.
     *
     * @param name of the node.
     * @return null if there is no such node or it is no text.
     */
    String readText(final String name) {
        final long node = find(name);
        try {
            return node == 0 ? null : library.text((room, length) -> functions.nodeGetString(node, room, length));
        } catch (final Bgapi2Exception noText) {
            return null;
        }
    }

    /**
     * Carries out a command.
     *
     * @param name of the node.
     * @throws Bgapi2Exception if the camera does not have it or does not do it.
     */
    void execute(final String name) throws Bgapi2Exception {
        library.check(functions.deviceGetRemoteNode(device, name, cells.address(0)), name);
        library.check(functions.nodeExecute(cells.number(0)), name);
    }

    /**
     * Carries out a command if the camera has it; nobody minds if it fails.
     *
     * @param name of the node.
     */
    void executeIfPresent(final String name) {
        final long node = find(name);
        if (node != 0) {
            functions.nodeExecute(node);
        }
    }

    /**
     * Sets a whole number.
     *
     * @param key   name of the setting.
     * @param name  of the node.
     * @param value what it is to be.
     * @throws SettingsException if the camera cannot do that; names what it can.
     * @throws Bgapi2Exception   if the camera does not answer.
     */
    void setInt(final String key, final String name, final long value) throws SettingsException, Bgapi2Exception {
        final long node = forWriting(key, Long.toString(value), name);
        final long min = bound(functions.nodeGetIntMin(node, cells.address(0)), Long.MIN_VALUE);
        final long max = bound(functions.nodeGetIntMax(node, cells.address(0)), Long.MAX_VALUE);
        final long inc = bound(functions.nodeGetIntInc(node, cells.address(0)), 1);
        final boolean onStep = inc <= 1 || (value - min) % inc == 0;
        if (value < min || value > max || !onStep) {
            throw refused(key, Long.toString(value), min + " to " + max + (inc > 1 ? " in steps of " + inc : ""));
        }
        afterwards(functions.nodeSetInt(node, value), key, Long.toString(value));
    }

    private long bound(final int result, final long unbounded) {
        return result == Results.SUCCESS ? cells.number(0) : unbounded;
    }

    /**
     * Sets a number.
     *
     * @param key   name of the setting.
     * @param name  of the node.
     * @param value what it is to be.
     * @throws SettingsException if the camera cannot do that; names what it can.
     * @throws Bgapi2Exception   if the camera does not answer.
     */
    void setDouble(final String key, final String name, final double value)
        throws SettingsException, Bgapi2Exception {
        final long node = forWriting(key, plain(value), name);
        final double min = realBound(functions.nodeGetDoubleMin(node, cells.address(0)), Double.NEGATIVE_INFINITY);
        final double max = realBound(functions.nodeGetDoubleMax(node, cells.address(0)), Double.POSITIVE_INFINITY);
        final double inc = increment(node);
        final double steps = inc > 0 ? (value - min) / inc : 0;
        if (!(value >= min && value <= max) || Math.abs(steps - Math.rint(steps)) > STEP_TOLERANCE) {
            throw refused(key, plain(value), plain(min) + " to " + plain(max)
                + (inc > 0 ? " in steps of " + plain(inc) : ""));
        }
        afterwards(functions.nodeSetDouble(node, value), key, plain(value));
    }

    private double realBound(final int result, final double unbounded) {
        return result == Results.SUCCESS ? cells.real(0) : unbounded;
    }

    private double increment(final long node) {
        try {
            return realBound(functions.nodeGetDoubleInc(node, cells.address(0)), 0);
        } catch (final LinkageError olderLibrary) {
            return 0;
        }
    }

    /**
     * Sets a text or a choice.
     *
     * @param key   name of the setting.
     * @param name  of the node.
     * @param value what it is to be.
     * @throws SettingsException if the camera cannot do that; says why in the camera's words.
     * @throws Bgapi2Exception   if the camera does not answer.
     */
    void setText(final String key, final String name, final String value) throws SettingsException, Bgapi2Exception {
        afterwards(functions.nodeSetString(forWriting(key, value, name), value), key, value);
    }

    /**
     * Sets a switch.
     *
     * @param key   name of the setting.
     * @param name  of the node.
     * @param value what it is to be.
     * @throws SettingsException if the camera cannot do that.
     * @throws Bgapi2Exception   if the camera does not answer.
     */
    void setFlag(final String key, final String name, final boolean value) throws SettingsException, Bgapi2Exception {
        afterwards(functions.nodeSetBool(forWriting(key, Boolean.toString(value), name), (byte)(value ? 1 : 0)), key,
            Boolean.toString(value));
    }

    /**
     * Switches something on, if the camera has that switch and lets it be moved.
     *
     * @param name of the node.
     */
    void switchOnIfPresent(final String name) {
        final long node = find(name);
        if (node != 0 && isWriteable(node)) {
            functions.nodeSetBool(node, (byte)1);
        }
    }

    /**
     * Sets a node of any type, or carries out a command. The type is that in which the node can be read.
     *
     * @param key   name of the setting.
     * @param name  of the node.
     * @param value what it is to be; {@code execute} for a command.
     * @throws SettingsException if there is no such node or the camera cannot do that; names what it can.
     * @throws Bgapi2Exception   if the camera does not answer.
     */
    void setAny(final String key, final String name, final String value) throws SettingsException, Bgapi2Exception {
        final long node = forWriting(key, value, name);
        if (functions.nodeGetInt(node, cells.address(0)) == Results.SUCCESS) {
            setInt(key, name, wholeNumber(key, value));
        } else if (functions.nodeGetDouble(node, cells.address(0)) == Results.SUCCESS) {
            setDouble(key, name, number(key, value));
        } else if (functions.nodeGetBool(node, cells.address(0)) == Results.SUCCESS) {
            setFlag(key, name, flag(key, value));
        } else if (value.equalsIgnoreCase("execute")) {
            afterwards(functions.nodeExecute(node), key, value);
        } else {
            setText(key, name, value);
        }
    }

    private long wholeNumber(final String key, final String value) throws SettingsException {
        try {
            return Long.decode(value);
        } catch (final NumberFormatException notANumber) {
            throw refused(key, value, "a whole number");
        }
    }

    private double number(final String key, final String value) throws SettingsException {
        try {
            return Double.parseDouble(value);
        } catch (final NumberFormatException notANumber) {
            throw refused(key, value, "a number");
        }
    }

    private boolean flag(final String key, final String value) throws SettingsException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(key, value, "true or false");
        };
    }

    private long forWriting(final String key, final String value, final String name)
        throws SettingsException, Bgapi2Exception {
        final int result = functions.deviceGetRemoteNode(device, name, cells.address(0));
        if (result != Results.SUCCESS) {
            final String why = library.explain(result);
            requireLife(key, result, why);
            throw new SettingsException(
                key + " = " + value + " is not accepted: camera " + camera + " has no node " + name + ", " + why);
        }
        final long node = cells.number(0);
        if (!isWriteable(node)) {
            throw new SettingsException(key + " = " + value + " is not accepted: camera " + camera
                + " does not let its node " + name + " be written now");
        }
        return node;
    }

    private void afterwards(final int result, final String key, final String value)
        throws SettingsException, Bgapi2Exception {
        if (result != Results.SUCCESS) {
            final String why = library.explain(result);
            requireLife(key, result, why);
            throw new SettingsException(
                key + " = " + value + " is not accepted: camera " + camera + " refuses it, " + why);
        }
    }

    private void requireLife(final String key, final int result, final String why) throws Bgapi2Exception {
        if (!isAlive()) {
            throw new Bgapi2Exception("setting " + key + ": " + why, result);
        }
    }

    private SettingsException refused(final String key, final String value, final String accepted) {
        return new SettingsException(
            key + " = " + value + " is not accepted: for camera " + camera + " it has to be " + accepted);
    }

    /**
     * A number as people write it.
     *
     * @param number any number.
     * @return without an exponent where that is readable, and without needless digits.
     */
    static String plain(final double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_PLAIN ? Long.toString((long)number)
            : String.format(Locale.ROOT, "%.6g", number).replaceFirst("(\\.\\d*?)0+$", "$1");
    }
}
