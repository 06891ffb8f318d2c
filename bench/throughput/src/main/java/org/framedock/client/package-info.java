/**
 * Measures steps of the client that only its own package can call. Lies in the client's package on a plain class path;
 * no part of the client's bundle. Called by JMH.
 */
package org.framedock.client;
