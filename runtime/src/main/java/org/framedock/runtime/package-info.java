/**
 * The launcher: the command line, the container that boots the OSGi framework with the distribution's bundles, the
 * demonstration, and the one place that turns Ctrl-C into an orderly end. Called by the {@code framedock} script on the
 * main thread; it knows the programs and bundles of other rooms only by their names.
 */
package org.framedock.runtime;
