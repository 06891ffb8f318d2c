package org.framedock.memory;

import jnr.ffi.LibraryLoader;

/** Sets the umask of this process until it is closed. */
final class Umask implements AutoCloseable {

    private static final LibC C = LibraryLoader.create(LibC.class).load("c");

    private final int before;

    private Umask(final int before) {
        this.before = before;
    }

    /** The function of that name. */
    public interface LibC {
        int umask(int mask);
    }

    static Umask of(final int mask) {
        return new Umask(C.umask(mask));
    }

    @Override
    public void close() {
        C.umask(before);
    }
}
