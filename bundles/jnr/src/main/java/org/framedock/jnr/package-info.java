/**
 * What the wrapped libraries need to live in a container whose plugins come and go. The framework calls it on the
 * thread that starts the bundle; nobody else does.
 */
package org.framedock.jnr;
