package org.framedock.dock.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.agrona.ErrorHandler;
import org.framedock.transport.ErrorLogFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what went wrong in the home's file of errors, which is there after a crash; without one it keeps nothing. */
final class DockErrors implements ErrorHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DockErrors.class);

    private final ErrorLogFile file;

    DockErrors(final Path path) {
        ErrorLogFile opened = null;
        try {
            opened = ErrorLogFile.open(path);
        } catch (final IOException e) {
            LOG.warn("errors are not kept in {}: {}", path, e.toString());
        }
        file = opened;
    }

    @Override
    public void onError(final Throwable error) {
        if (file != null) {
            file.onError(error);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
