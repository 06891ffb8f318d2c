package org.framedock.camera.aravis;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A little native memory for the out parameters of one thread: an error, four numbers and a GValue. The memory lives as
 * long as this object.
 */
final class NativeCells {

    private static final int CELL_BYTES = 8;
    private static final int NUMBERS = 4;
    private static final int VALUE_BYTES = 24;
    private static final long G_TYPE_INT = 6 << 2;

    private final Aravis aravis;
    private final Pointer error;
    private final Pointer[] numbers = new Pointer[NUMBERS];
    private final Pointer value;

    /**
     * Allocates the memory, zeroed.
     *
     * @param aravis library whose calls use it.
     */
    NativeCells(final Aravis aravis) {
        this.aravis = aravis;
        final Runtime runtime = Runtime.getSystemRuntime();
        error = Memory.allocateDirect(runtime, CELL_BYTES, true);
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = Memory.allocateDirect(runtime, CELL_BYTES, true);
        }
        value = Memory.allocateDirect(runtime, VALUE_BYTES, true);
    }

    /**
     * Where a call puts its GError.
     *
     * @return a cell that holds null.
     */
    Pointer error() {
        return error;
    }

    /**
     * Where a call puts a number.
     *
     * @param index 0 to 3.
     * @return the cell.
     */
    Pointer number(final int index) {
        return numbers[index];
    }

    /**
     * Address of a cell for a number, for a call that has to allocate nothing.
     *
     * @param index 0 to 3.
     * @return the address, valid as long as this object lives.
     */
    long address(final int index) {
        return numbers[index].address();
    }

    /**
     * A GValue.
     *
     * @param number what it holds.
     * @return a value of type int, for one call.
     */
    Pointer intValue(final int number) {
        value.setMemory(0, VALUE_BYTES, (byte)0);
        aravis.gValueInit(value, G_TYPE_INT);
        aravis.gValueSetInt(value, number);
        return value;
    }

    /**
     * Forgets the error of the last call, if there was one.
     */
    void ignoreError() {
        final long address = error.getAddress(0);
        if (address != 0) {
            error.putAddress(0, 0L);
            aravis.gErrorFree(address);
        }
    }

    /**
     * Throws the error of the last call, if there was one.
     *
     * @param doing what was asked of the camera.
     * @throws CameraException if the call failed.
     */
    void check(final String doing) throws CameraException {
        final Pointer failure = error.getPointer(0);
        if (failure == null) {
            return;
        }
        // struct GError { GQuark domain; gint code; gchar *message; }
        final int domain = failure.getInt(0);
        final int code = failure.getInt(4);
        final Pointer text = failure.getPointer(8);
        final String message = text == null ? "no reason given" : text.getString(0).replace('\n', ' ');
        ignoreError();
        final boolean ofDevice = domain == aravis.arvDeviceErrorQuark();
        throw new CameraException(doing + ": " + message, ofDevice && CameraException.isUnavailable(code));
    }
}
