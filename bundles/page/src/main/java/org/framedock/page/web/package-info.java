/**
 * The HTTP server: Felix HTTP and its whiteboard, brought in when a page is configured and stopped with it. The only
 * room that knows servlets and Jetty; called on the server's threads.
 */
package org.framedock.page.web;
