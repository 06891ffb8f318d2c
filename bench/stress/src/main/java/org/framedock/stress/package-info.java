/**
 * The commit protocol (W-13, W-14, W-15) under jcstress: each public class is one meeting of a producer and a consumer
 * on one slot of a mapped ring. jcstress makes the objects, calls the actors on threads of its own in forked virtual
 * machines, and counts the outcomes.
 */
package org.framedock.stress;
