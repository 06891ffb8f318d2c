/**
 * The driver's files: its directories and their lock, the region files of an epoch, what lies on disk from earlier, and
 * its clean-up. Called before the agent starts and then on the agent's thread only.
 */
package org.framedock.driver.region;
