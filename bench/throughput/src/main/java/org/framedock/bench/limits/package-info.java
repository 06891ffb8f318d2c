/**
 * What the machine itself can do: copy into a ring, read a ring, pass a cache line from core to core, pass a message by
 * Aeron. Called by worker processes, on threads that are pinned where the machine lets them.
 */
package org.framedock.bench.limits;
