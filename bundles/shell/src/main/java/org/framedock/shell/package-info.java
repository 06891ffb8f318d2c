/**
 * The operator's commands in the Gogo shell, scope {@code framedock}. Gogo calls them by reflection on the threads of
 * its sessions; they pass their words on to the operator's verbs, so that shell and command line say the same.
 */
package org.framedock.shell;
