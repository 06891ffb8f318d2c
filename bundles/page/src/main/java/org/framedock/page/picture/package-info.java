/**
 * Pictures of streams for people: a consumer that is there only while somebody looks, frames sampled down while they
 * are read, contrast, histogram and PNG. Frames are read on one thread of this room, which ends with the last viewer;
 * contrast and encoding are done on the asking thread.
 */
package org.framedock.page.picture;
