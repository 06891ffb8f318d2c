package org.framedock.operator.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.framedock.driver.DriverCompanion;
import org.framedock.driver.DriverStatus;
import org.framedock.operator.ProcessView;
import org.framedock.operator.door.Entrance;
import org.framedock.operator.model.Services;
import org.framedock.operator.model.StreamRequests;
import org.framedock.operator.model.Watch;
import org.framedock.operator.verbs.VerbTable;

/**
 * The operator's way into a driver program. The driver knows none of this room, for that is its wall: this class is
 * named in META-INF/services, and the driver's program finds it there if the launcher has put this jar on its class
 * path. A driver without it runs as well, unseen.
 */
public final class DriverOperator implements DriverCompanion {

    /** Made by the service loader. */
    public DriverOperator() {
        super();
    }

    /** Settings have a name for people; empty if it is not that of a file. */
    private static String file(final String settings) {
        final Path file = Path.of(settings).toAbsolutePath().normalize();
        return Files.isRegularFile(file) ? file.toString() : "";
    }

    @Override
    public AutoCloseable accompany(final DriverStatus status) throws IOException {
        final String version = DriverOperator.class.getPackage().getImplementationVersion();
        final ProcessView process =
            ThisProcess.view(ProcessView.Kind.DRIVER, "", version == null ? "unpackaged" : version);
        final Watch watch = new Watch(new Services(() -> null, () -> status, () -> null), process);
        try {
            final Entrance entrance = Entrance.open(process, file(status.place().settings()),
                new VerbTable(watch, new StreamRequests(() -> null, null)), System.getenv());
            return () -> {
                entrance.close();
                watch.close();
            };
        } catch (final IOException | RuntimeException e) {
            watch.close();
            throw new IOException("the command line cannot reach this driver: " + e.getMessage(), e);
        }
    }
}
