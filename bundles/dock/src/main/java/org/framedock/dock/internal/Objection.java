package org.framedock.dock.internal;

import org.framedock.dock.StreamDetail;

/**
 * Why a plan cannot be followed.
 *
 * @param detail kind of the trouble.
 * @param text   for the operator.
 */
record Objection(StreamDetail detail, String text) {
}
