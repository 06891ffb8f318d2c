package org.framedock.runtime;

import java.nio.file.Path;
import java.util.Locale;
import jnr.ffi.LibraryLoader;

/**
 * The cable of a camera of the BGAPI2 simulator, pulled by the simulator's own fault injection. The library is the one
 * that the container has loaded in this process: the dynamic linker loads a file once. Main thread.
 */
final class TourCable {

    private final Functions functions;
    private final String serial;

    /** As in the simulator's bgapi2_simulator.h. */
    public interface Functions {

        /**
         * Pulls a camera's cable.
         *
         * @param serial number of the camera.
         * @return 0, or a negative result.
         */
        int bgapi2simUnplug(String serial);

        /**
         * Puts the cable in again.
         *
         * @param serial number of the camera.
         * @return 0, or a negative result.
         */
        int bgapi2simReplug(String serial);
    }

    /**
     * The cable of one camera.
     *
     * @param library the simulator.
     * @param serial  number of the camera.
     */
    TourCable(final Path library, final String serial) {
        functions = LibraryLoader.create(Functions.class)
                .mapper((method, context) -> method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .failImmediately().load(library.toString());
        this.serial = serial;
    }

    /**
     * Pulls it.
     *
     * @throws UserError if the simulator refuses.
     */
    void pull() throws UserError {
        check(functions.bgapi2simUnplug(serial));
    }

    /**
     * Puts it in again.
     *
     * @throws UserError if the simulator refuses.
     */
    void plugIn() throws UserError {
        check(functions.bgapi2simReplug(serial));
    }

    private void check(final int result) throws UserError {
        if (result != 0) {
            throw new UserError("the simulator does not know camera " + serial + " (result " + result + ")");
        }
    }
}
