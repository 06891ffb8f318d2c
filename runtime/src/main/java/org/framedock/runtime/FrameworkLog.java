package org.framedock.runtime;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Brings what the framework itself has to say to slf4j, without stacks. Called on any thread of the framework. */
final class FrameworkLog extends Logger {

    private final org.slf4j.Logger log = LoggerFactory.getLogger("org.apache.felix.framework");

    @Override
    protected void doLog(
            final Bundle bundle, final ServiceReference service, final int level, final String message,
            final Throwable failure) {
        write(level, bundle == null ? message : bundle.getSymbolicName() + ": " + message, failure);
    }

    @Override
    protected void doLog(final int level, final String message, final Throwable failure) {
        write(level, message, failure);
    }

    private void write(final int level, final String message, final Throwable failure) {
        final String line = failure == null ? message : message + " (" + Failures.rootCause(failure) + ")";
        switch (level) {
            case LOG_ERROR -> log.error(line);
            case LOG_WARNING -> log.warn(line);
            case LOG_INFO -> log.info(line);
            default -> log.debug(line);
        }
    }
}
