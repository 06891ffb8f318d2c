package org.framedock.operator;

/**
 * A file of deploy/ or config/streams/, or config/page.cfg.
 *
 * @param file         path below the home.
 * @param symbolicName of the bundle, or PID of the configuration; empty while it is unknown.
 * @param version      of the bundle, or empty.
 * @param state        WAITING, STARTING, ACTIVE or REFUSED.
 * @param reason       why it is not active, in one line; empty if all is well.
 */
public record PluginView(String file, String symbolicName, String version, String state, String reason) {
}
