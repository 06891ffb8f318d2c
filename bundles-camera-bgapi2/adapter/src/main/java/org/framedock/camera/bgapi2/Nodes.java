package org.framedock.camera.bgapi2;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.framedock.camera.bgapi2.library.Bgapi2;
import org.framedock.camera.bgapi2.library.Bgapi2Exception;
import org.framedock.camera.bgapi2.library.Bgapi2Library;
import org.framedock.camera.bgapi2.library.Cells;
import org.framedock.camera.bgapi2.library.Results;

/**
 * The settings of an open camera by their GenICam names, for reading, and its commands. Every method is called with the
 * library held.
 */
final class Nodes {

    private final Bgapi2Library library;
    private final Bgapi2 functions;
    private final long device;
    private final Cells cells = new Cells(1);

    /**
     * For one device.
     *
     * @param library the library.
     * @param device  open.
     */
    Nodes(final Bgapi2Library library, final long device) {
        this.library = library;
        this.functions = library.functions();
        this.device = device;
    }

    /** The node of a name, 0 if the camera has none now. */
    long find(final String name) {
        if (functions.deviceGetRemoteNode(device, name, cells.address(0)) != Results.SUCCESS) {
            return 0;
        }
        final long node = cells.number(0);
        final boolean available =
            functions.nodeGetAvailable(node, cells.address(0)) != Results.SUCCESS || cells.flag(0);
        return available ? node : 0;
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
}
