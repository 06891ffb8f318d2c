/**
 * The operator's verbs that need no container: {@code hz}, {@code inspect}, {@code watch}, {@code validate},
 * {@code clean} and {@code errors}. Each is a program of its own that the launcher calls by its class, on the main
 * thread of a process of its own. They only listen and read, take no lease, and never map anything writable; the one
 * that deletes asks first.
 */
package org.framedock.tools;
