/**
 * Makes the operator's model: one thread looks at dock, driver and deploy folder twice a second, works out rates,
 * events and health, and leaves a snapshot. Private; made by the component of a container or the companion of a driver
 * program.
 */
package org.framedock.operator.model;
