/**
 * The driver: the one process of a stream's shared memory that makes and deletes region files, raises epochs, grants
 * leases and announces (schema 901 and the announces of schema 900). Programs start it with
 * {@link org.framedock.driver.TensorPoolDriver}, the command line with {@link org.framedock.driver.DriverMain}, a
 * container by the component in a private package; operators read {@link org.framedock.driver.DriverStatus}. All work
 * is done on one agent's thread.
 */
@Export
@Version("1.1.0")
package org.framedock.driver;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
