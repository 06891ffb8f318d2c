package org.framedock.operator.model;

import java.util.function.Supplier;
import org.framedock.deploy.DeployStatus;
import org.framedock.dock.Dock;
import org.framedock.driver.DriverStatus;

/**
 * What is looked at; each supplier gives null while its service is away. Any thread.
 *
 * @param dock   of the container.
 * @param driver of the container or the program.
 * @param deploy of the container.
 */
public record Services(Supplier<Dock> dock, Supplier<DriverStatus> driver, Supplier<DeployStatus> deploy) {
}
