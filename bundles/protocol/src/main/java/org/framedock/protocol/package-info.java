/**
 * The wire messages of the tensor-pool protocol: the SBE schemas, the codecs generated from them (packages {@code pool}
 * for schema 900 and {@code lease} for schema 901), and a check of a received message's structure that comes before any
 * decoding. Called on every agent's thread; holds no state.
 */
@Export
@Version("1.0.0")
package org.framedock.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
