/**
 * Producers and consumers of frames: attach to a driver, hold a lease, fill slots in place or read them without a copy.
 *
 * <p>A {@link org.framedock.client.TensorPoolClient} makes {@link org.framedock.client.Producer}s and
 * {@link org.framedock.client.Consumer}s. Each of them belongs to one thread, which calls it again and again; it
 * attaches, keeps its lease, notices a lost driver or media driver and attaches again from within these calls. Works
 * as a plain jar.
 */
@Export
@Version("1.0.0")
package org.framedock.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
