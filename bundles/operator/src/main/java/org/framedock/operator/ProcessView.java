package org.framedock.operator;

/**
 * A process that an operator looks at.
 *
 * @param pid       of the process.
 * @param kind      what it is.
 * @param home      absolute path of a container's home; empty for a bare driver.
 * @param startedMs when the process began, in milliseconds since 1970.
 * @param uptimeNs  nanoseconds since then.
 * @param version   of Framedock, as built.
 * @param java      version of the Java runtime.
 */
public record ProcessView(
    long pid, Kind kind, String home, long startedMs, long uptimeNs, String version, String java) {

    /** What runs in a process. */
    public enum Kind {
        /** Driver, dock and plugins. */
        CONTAINER,
        /** The driver alone. */
        DRIVER
    }
}
