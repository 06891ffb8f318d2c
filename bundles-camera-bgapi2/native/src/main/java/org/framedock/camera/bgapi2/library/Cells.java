package org.framedock.camera.bgapi2.library;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A little native memory for the results of one thread's calls. It lives as long as this object. Reading and {@link
 * #address} allocate nothing.
 */
public final class Cells {

    private static final int CELL_BYTES = 8;

    private final Pointer memory;
    private final long address;

    /**
     * Zeroed cells.
     *
     * @param count how many, each of 8 bytes.
     */
    public Cells(final int count) {
        memory = Memory.allocateDirect(Runtime.getSystemRuntime(), count * CELL_BYTES, true);
        address = memory.address();
    }

    /**
     * Where a call puts a result.
     *
     * @param index of the cell.
     * @return native address.
     */
    public long address(final int index) {
        return address + (long)index * CELL_BYTES;
    }

    /**
     * A 64-bit result.
     *
     * @param index of the cell.
     * @return a number, a handle or an address.
     */
    public long number(final int index) {
        return memory.getLong((long)index * CELL_BYTES);
    }

    /**
     * A 32-bit result.
     *
     * @param index of the cell.
     * @return a number.
     */
    public int count(final int index) {
        return memory.getInt((long)index * CELL_BYTES);
    }

    /**
     * A floating-point result.
     *
     * @param index of the cell.
     * @return a number.
     */
    public double real(final int index) {
        return memory.getDouble((long)index * CELL_BYTES);
    }

    /**
     * An 8-bit result.
     *
     * @param index of the cell.
     * @return true if it is not 0.
     */
    public boolean flag(final int index) {
        return memory.getByte((long)index * CELL_BYTES) != 0;
    }

    /**
     * Puts a number into a cell before a call that reads it.
     *
     * @param index  of the cell.
     * @param number what it holds.
     */
    public void set(final int index, final long number) {
        memory.putLong((long)index * CELL_BYTES, number);
    }
}
