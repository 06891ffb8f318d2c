/**
 * The bench program: what is measured, in which processes, and in which order. Called by the launcher on its main
 * thread; every scenario then runs in a virtual machine of its own, so that none is compiled for another's calls.
 */
package org.framedock.bench;
