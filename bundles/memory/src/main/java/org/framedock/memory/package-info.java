/**
 * Shared memory of the tensor-pool protocol: regions mapped safely, superblocks, the slots of the header ring and their
 * commit word, and the shape of a tensor.
 *
 * <p>The driver makes regions with {@link org.framedock.memory.RegionFile}; clients map what they were granted with
 * {@link org.framedock.memory.MappedStream}. A mapping is owned by the object that made it and ends by its {@code
 * close}, never by the garbage collector. {@link org.framedock.memory.HeaderRing} is called on the one thread of a
 * producer or consumer and does not check its callers: whoever holds an address of a closed mapping takes the process
 * down.
 */
@Export
@Version("1.0.0")
package org.framedock.memory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
