package org.framedock.camera.bgapi2.library;

import java.util.HashMap;
import java.util.Map;

import jnr.ffi.LibraryLoader;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads BGAPI2 libraries when they are first needed and keeps them for the life of the process. Any thread. */
public final class Bgapi2Libraries {

    private static final Logger LOG = LoggerFactory.getLogger(Bgapi2Libraries.class);
    private static final int RTLD_LAZY = 0x1;
    private static final int RTLD_NODELETE = 0x1000;
    private static final Map<String, Bgapi2Library> LOADED = new HashMap<>();

    /** The function that only the simulator has. */
    public interface SimulatorMark {

        /** One line of the simulator about itself. */
        String bgapi2simDescription();
    }

    private Bgapi2Libraries() {
    }

    /**
     * The library of a name.
     *
     * @param name what the dynamic linker is asked for: a soname or a path.
     * @return the library, the same for the same name.
     * @throws LibraryUnavailableException if it cannot be loaded or is no BGAPI2 library; names what was tried.
     */
    public static synchronized Bgapi2Library load(final String name) throws LibraryUnavailableException {
        Bgapi2Library library = LOADED.get(name);
        if (library == null) {
            library = open(name);
            LOADED.put(name, library);
        }
        return library;
    }

    /**
     * The library of a name, if it has been loaded; loads nothing.
     *
     * @param name as for {@link #load}.
     * @return the library or null.
     */
    public static synchronized Bgapi2Library ifLoaded(final String name) {
        return LOADED.get(name);
    }

    private static Bgapi2Library open(final String name) throws LibraryUnavailableException {
        try {
            final Bgapi2 functions = LibraryLoader.create(Bgapi2.class)
                .mapper((method, context) -> Bgapi2.nativeName(method))
                .failImmediately()
                .load(name);
            final Bgapi2Library library = new Bgapi2Library(name, functions, simulatorMark(name));
            // Reads nothing but shows that the functions are there.
            library.lastError();
            // The library's threads outlive this bundle, so it must never be unmapped, whatever becomes of the handle
            // that jnr-ffi holds.
            if (functions.dlopen(name, RTLD_LAZY | RTLD_NODELETE) == 0) {
                throw new LibraryUnavailableException(
                    name + " has to be a name or a path that the dynamic linker itself can open");
            }
            LOG.info("loaded {}{}", name, library.isSimulator() ? ": " + library.simulatorDescription() : "");
            return library;
        } catch (final LinkageError absent) {
            throw new LibraryUnavailableException(name + " cannot be loaded (" + firstLine(absent) + ")");
        }
    }

    /** What the simulator says of itself, null if the library is none. */
    private static String simulatorMark(final String name) {
        try {
            return LibraryLoader.create(SimulatorMark.class)
                .mapper((method, context) -> "bgapi2sim_description")
                .failImmediately()
                .load(name)
                .bgapi2simDescription();
        } catch (final LinkageError notTheSimulator) {
            return null;
        }
    }

    private static String firstLine(final Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
