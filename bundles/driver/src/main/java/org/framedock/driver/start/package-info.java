/**
 * How a driver is brought up and down as a program or inside a container: which media driver serves it, what is said to
 * the operator, how signals end it. Called on the starting thread.
 */
package org.framedock.driver.start;
