package org.framedock.operator;

/**
 * Something that changed.
 *
 * @param atMs    when it was seen, in milliseconds since 1970.
 * @param kind    what changed.
 * @param subject name of the stream, file, source kind or client.
 * @param text    one line.
 */
public record EventView(long atMs, Kind kind, String subject, String text) {

    /** What changes. */
    public enum Kind {
        /** State or detail of a stream. */
        STREAM,
        /** Frames were lost; at most one event a second for each stream. */
        LOSS,
        /** A lease was given or has ended. */
        LEASE,
        /** State of the driver. */
        DRIVER,
        /** A file of deploy/ or config/streams/. */
        PLUGIN,
        /** A kind of source came or went. */
        SOURCE
    }
}
