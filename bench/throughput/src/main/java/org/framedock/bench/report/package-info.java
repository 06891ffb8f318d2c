/**
 * What was measured, as a table, a JSON file and a chart, with the machine it was measured on. Called by the bench
 * program on its main thread.
 */
package org.framedock.bench.report;
