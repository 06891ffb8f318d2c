/**
 * The duty cycle of the driver: messages in, leases, epochs, messages out. Everything here belongs to the one agent's
 * thread that {@link org.framedock.driver.TensorPoolDriver} starts; only the status board is read by others.
 */
package org.framedock.driver.agent;
