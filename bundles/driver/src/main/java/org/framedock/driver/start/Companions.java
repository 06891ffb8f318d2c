package org.framedock.driver.start;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.framedock.driver.DriverCompanion;
import org.framedock.driver.DriverStatus;

/** Those who keep a driver program company. None of them can keep the driver from running. Main thread. */
final class Companions implements AutoCloseable {

    private final List<AutoCloseable> companions = new ArrayList<>();
    private final PrintStream err;

    private Companions(final PrintStream err) {
        this.err = err;
    }

    /** All that lie on the class path. */
    static Companions join(final DriverStatus status, final PrintStream err) {
        final Companions joined = new Companions(err);
        final Iterator<DriverCompanion> found = ServiceLoader.load(
            DriverCompanion.class, DriverCompanion.class.getClassLoader()).iterator();
        try {
            while (found.hasNext()) {
                joined.add(found.next(), status);
            }
        } catch (final ServiceConfigurationError | LinkageError e) {
            joined.warn(e);
        }
        return joined;
    }

    private void add(final DriverCompanion companion, final DriverStatus status) {
        try {
            companions.add(companion.accompany(status));
        } catch (final Exception e) {
            warn(e);
        }
    }

    private void warn(final Throwable failure) {
        err.println("warning: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
    }

    @Override
    public void close() {
        for (final AutoCloseable companion : companions) {
            try {
                companion.close();
            } catch (final Exception e) {
                warn(e);
            }
        }
    }
}
