/**
 * What is answered over HTTP, and to whom: the gate, the routes, the page itself. Knows no HTTP server; called on the
 * server's threads.
 */
package org.framedock.page.door;
