package org.framedock.camera.aravis;

import java.util.HashMap;
import java.util.Map;

import jnr.ffi.LibraryLoader;

import org.framedock.source.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads libaravis when it is first needed and keeps it for the life of the bundle. Any thread. */
final class AravisLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(AravisLibraries.class);
    private static final int RTLD_LAZY = 0x1;
    private static final int RTLD_NODELETE = 0x1000;

    private final Map<String, Aravis> loaded = new HashMap<>();

    /**
     * The library of a name.
     *
     * @param name what the dynamic linker is asked for: a soname or a path.
     * @return the library, the same for the same name.
     * @throws SettingsException if it cannot be loaded or is not Aravis 0.8; names what was tried.
     */
    synchronized Aravis load(final String name) throws SettingsException {
        Aravis aravis = loaded.get(name);
        if (aravis == null) {
            aravis = open(name);
            loaded.put(name, aravis);
        }
        return aravis;
    }

    private static Aravis open(final String name) throws SettingsException {
        try {
            final Aravis aravis = LibraryLoader.create(Aravis.class)
                .mapper((method, context) -> nativeName(method))
                .failImmediately()
                .load(name);
            final int major = aravis.arvGetMajorVersion();
            final int minor = aravis.arvGetMinorVersion();
            if (major != 0 || minor != 8) {
                throw new SettingsException("library = " + name + " is not accepted: it is Aravis " + major + "."
                    + minor + ", and it has to be Aravis 0.8");
            }
            // The library's threads and its registered types outlive this bundle, so it must never be unmapped,
            // whatever becomes of the handle that jnr-ffi holds.
            if (aravis.dlopen(name, RTLD_LAZY | RTLD_NODELETE) == 0) {
                throw new SettingsException("library = " + name
                    + " is not accepted: it has to be a name or a path that the dynamic linker itself can open");
            }
            LOG.info("loaded {}, Aravis {}.{}.{}", name, major, minor, aravis.arvGetMicroVersion());
            return aravis;
        } catch (final LinkageError absent) {
            throw new SettingsException("library = " + name + " cannot be loaded (" + firstLine(absent)
                + "): it has to be Aravis 0.8, such as libaravis-0.8.so.0 of Debian's package libaravis-0.8-0");
        }
    }

    /**
     * C name of a method of {@link Aravis}.
     *
     * @param method name in camel case, such as {@code arvCameraNew}.
     * @return name such as {@code arv_camera_new}.
     */
    static String nativeName(final String method) {
        final StringBuilder name = new StringBuilder(method.length() + 8);
        for (int i = 0; i < method.length(); i++) {
            final char c = method.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static String firstLine(final Throwable error) {
        final String message = String.valueOf(error.getMessage());
        final int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
