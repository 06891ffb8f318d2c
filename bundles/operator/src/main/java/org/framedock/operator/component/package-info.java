/**
 * Puts the operator's rooms together: in a container by Declarative Services, in a driver program as its companion.
 * Called by the component runtime, or on the program's main thread.
 */
package org.framedock.operator.component;
