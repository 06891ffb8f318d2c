/**
 * The operator's commands in the Gogo shell, scope {@code framedock}. Gogo calls them by reflection on the threads of
 * its sessions; they ask the services of dock, driver and deploy folder, whichever are there.
 */
package org.framedock.shell;
