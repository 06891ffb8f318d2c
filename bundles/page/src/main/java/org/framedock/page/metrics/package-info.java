/** The operator's model in the text format of Prometheus. Called on the thread that answers a scrape. */
package org.framedock.page.metrics;
