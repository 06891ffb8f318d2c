package org.framedock.camera.aravis;

import java.util.ArrayList;
import java.util.List;

import jnr.ffi.Pointer;

/**
 * The nodes of a camera as they are read: each by its GenICam name. Used by the thread that starts the source.
 */
final class CameraNodes {

    private static final int READ_ONLY = 0;

    private final Aravis aravis;
    private final NativeCells cells;
    private final long device;

    /**
     * Of one camera.
     *
     * @param aravis library.
     * @param cells  out parameters of this thread.
     * @param camera whose nodes.
     */
    CameraNodes(final Aravis aravis, final NativeCells cells, final Camera camera) {
        this.aravis = aravis;
        this.cells = cells;
        device = aravis.arvCameraGetDevice(camera.handle());
    }

    /**
     * Whether the camera has a node that can be used now.
     *
     * @param node name.
     * @return false also if it is not available at the moment.
     * @throws CameraException if the camera does not answer.
     */
    boolean isAvailable(final String node) throws CameraException {
        if (kind(node) == NodeKind.NONE) {
            return false;
        }
        final long handle = aravis.arvDeviceGetFeature(device, node);
        final boolean implemented = aravis.arvGcFeatureNodeIsImplemented(handle, cells.error()) != 0;
        cells.check("whether there is a node " + node);
        final boolean available = aravis.arvGcFeatureNodeIsAvailable(handle, cells.error()) != 0;
        cells.check("whether node " + node + " is available");
        return implemented && available;
    }

    /**
     * Whether a node can be written now.
     *
     * @param node name.
     * @return false if it is not there, not available, read only or locked.
     * @throws CameraException if the camera does not answer.
     */
    boolean isWritable(final String node) throws CameraException {
        if (!isAvailable(node)) {
            return false;
        }
        final long handle = aravis.arvDeviceGetFeature(device, node);
        final boolean locked = aravis.arvGcFeatureNodeIsLocked(handle, cells.error()) != 0;
        cells.check("whether node " + node + " is locked");
        return !locked && aravis.arvGcFeatureNodeGetActualAccessMode(handle) != READ_ONLY;
    }

    /**
     * The first node that the camera has.
     *
     * @param names in the order of preference.
     * @return its name, null if the camera has none of them.
     * @throws CameraException if the camera does not answer.
     */
    String firstAvailable(final String... names) throws CameraException {
        for (final String name : names) {
            if (isAvailable(name)) {
                return name;
            }
        }
        return null;
    }

    /**
     * What can be written into a node.
     *
     * @param node name.
     * @return {@link NodeKind#NONE} also if there is no such node.
     */
    NodeKind kind(final String node) {
        final long handle = aravis.arvDeviceGetFeature(device, node);
        return handle == 0 || aravis.gTypeCheckInstanceIsA(handle, aravis.arvGcFeatureNodeGetType()) == 0
            ? NodeKind.NONE : NodeKind.of(aravis, handle);
    }

    /**
     * Names of an enumeration's entries.
     *
     * @param node name of the enumeration.
     * @return those that are available now.
     * @throws CameraException if the camera does not answer.
     */
    List<String> entries(final String node) throws CameraException {
        final Pointer names =
            aravis.arvDeviceDupAvailableEnumerationFeatureValuesAsStrings(device, node, cells.number(0), cells.error());
        try {
            cells.check("entries of " + node);
            final int count = cells.number(0).getInt(0);
            final List<String> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(names.getPointer((long)i * Long.BYTES).getString(0));
            }
            return entries;
        } finally {
            aravis.gFree(names);
        }
    }

    /**
     * Values behind an enumeration's entries.
     *
     * @param node name of the enumeration.
     * @return in the order of {@link #entries}.
     * @throws CameraException if the camera does not answer.
     */
    long[] entryValues(final String node) throws CameraException {
        final Pointer values =
            aravis.arvDeviceDupAvailableEnumerationFeatureValues(device, node, cells.number(0), cells.error());
        try {
            cells.check("entries of " + node);
            final long[] copy = new long[cells.number(0).getInt(0)];
            if (copy.length > 0) {
                values.get(0, copy, 0, copy.length);
            }
            return copy;
        } finally {
            aravis.gFree(values);
        }
    }

    /**
     * Reads a text or the entry of an enumeration.
     *
     * @param node name.
     * @return the text, empty if the camera says none.
     * @throws CameraException if it cannot be read.
     */
    String text(final String node) throws CameraException {
        final String text = aravis.arvDeviceGetStringFeatureValue(device, node, cells.error());
        cells.check("reading " + node);
        return text == null ? "" : text;
    }

    /**
     * Reads a whole number, or the value behind the entry of an enumeration.
     *
     * @param node name.
     * @return the number.
     * @throws CameraException if it cannot be read.
     */
    long integer(final String node) throws CameraException {
        final long value = aravis.arvDeviceGetIntegerFeatureValue(device, node, cells.error());
        cells.check("reading " + node);
        return value;
    }

    /**
     * Reads a number.
     *
     * @param node name.
     * @return the number.
     * @throws CameraException if it cannot be read.
     */
    double number(final String node) throws CameraException {
        final double value = aravis.arvDeviceGetFloatFeatureValue(device, node, cells.error());
        cells.check("reading " + node);
        return value;
    }

    /**
     * Reads a boolean.
     *
     * @param node name.
     * @return what it is.
     * @throws CameraException if it cannot be read.
     */
    boolean isTrue(final String node) throws CameraException {
        final boolean value = aravis.arvDeviceGetBooleanFeatureValue(device, node, cells.error()) != 0;
        cells.check("reading " + node);
        return value;
    }

    /**
     * Unit of a number.
     *
     * @param node name.
     * @return such as {@code us}; empty if the camera says none.
     */
    String unit(final String node) {
        final long handle = aravis.arvDeviceGetFeature(device, node);
        final String unit = kind(node) == NodeKind.FLOAT ? aravis.arvGcFloatGetUnit(handle, cells.error())
            : aravis.arvGcIntegerGetUnit(handle, cells.error());
        cells.ignoreError();
        return unit == null ? "" : unit.strip();
    }
}
