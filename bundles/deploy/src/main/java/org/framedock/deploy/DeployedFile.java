package org.framedock.deploy;

import java.util.Objects;

/**
 * One file of a watched folder, at the moment it was asked for.
 *
 * @param fileName     path below the container's home, for instance {@code deploy/pattern.jar} or
 *                     {@code config/streams/cam1.cfg}.
 * @param symbolicName symbolic name of the bundle, or the PID of a stream's configuration; empty while it is unknown.
 * @param version      version of the bundle in the file; empty for a stream's configuration and while it is unknown.
 * @param state        what became of the file.
 * @param reason       one line for the operator: why it is not active, or what it waits for; empty if all is well.
 */
public record DeployedFile(String fileName, String symbolicName, String version, State state, String reason) {

    /** What became of a file. */
    public enum State {
        /** Seen, and left alone until it has stopped changing or until the framework lets bundles start. */
        WAITING,
        /** Its bundle is being installed, replaced, started or stopped. */
        STARTING,
        /** Its bundle runs, or its configuration is in force. */
        ACTIVE,
        /** Not taken; the reason says why and what would be accepted. What ran before goes on. */
        REFUSED
    }

    /**
     * Checks that nothing is null.
     *
     * @throws NullPointerException if a component is null.
     */
    public DeployedFile {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(symbolicName, "symbolicName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }
}
