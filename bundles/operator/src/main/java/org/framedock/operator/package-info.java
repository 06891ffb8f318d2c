/**
 * What an operator sees of a container or of a bare driver, and what he can ask of it: one model for the shell, the
 * command line, a page and metrics. {@link org.framedock.operator.Operator} and
 * {@link org.framedock.operator.StreamControl} are services of a container; a driver program has them as plain
 * objects. Any thread may call them. One thread of this room looks at dock, driver and deploy folder twice a
 * second; nothing here runs on the way of a frame.
 *
 * <p>Numbers that are not known are -1, texts that are not known are empty.
 */
@Export
@Version("1.0.0")
package org.framedock.operator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
