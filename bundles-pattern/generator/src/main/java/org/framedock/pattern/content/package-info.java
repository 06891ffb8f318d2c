/**
 * What pattern frames contain and when they are due. Used by the generator and by the producer and consumer programs,
 * whose bundle carries a copy of this package so that it does not depend on a bundle that comes and goes. No threads
 * and no shared state of its own.
 */
package org.framedock.pattern.content;
