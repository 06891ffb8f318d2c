/**
 * The way in from other processes of the same user: a Unix domain socket that only he can open, and an entry in his run
 * directory by which the command line finds it. One thread serves all visitors.
 */
package org.framedock.operator.door;
