package org.framedock.tools;

/**
 * A setting of a file in config/streams/.
 *
 * @param value as it is written, without blanks around it.
 * @param line  of the file, from 1 on.
 */
record StreamSetting(String value, int line) {
}
