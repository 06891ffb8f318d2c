package org.framedock.deploy.internal;

import java.nio.file.Path;
import java.util.List;

import org.osgi.framework.Version;

/**
 * A jar that passed inspection.
 *
 * @param copy         the private copy it was read from; what happens to the file in deploy/ does not reach it.
 * @param symbolicName symbolic name of the bundle.
 * @param version      version of the bundle.
 * @param needs        what it needs from other bundles.
 */
record Jar(Path copy, String symbolicName, Version version, List<Need> needs) {

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
