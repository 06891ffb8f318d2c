/**
 * The operator's verbs: their words read, tables for people and JSON for programs. Called by the socket's thread and by
 * the threads of shell sessions.
 */
package org.framedock.operator.verbs;
