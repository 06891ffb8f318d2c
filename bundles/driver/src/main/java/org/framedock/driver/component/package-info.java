/**
 * The driver inside a container: a Declarative Services component that starts it from {@code config/driver.toml} on a
 * thread of its own and registers its status. Called by the component runtime.
 */
package org.framedock.driver.component;
