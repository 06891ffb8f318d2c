package org.framedock.page.picture;

/**
 * How old the frames of a stream were when the page's reader got them. The reader looks every few milliseconds, and
 * what a frame waits for it is in these figures.
 *
 * @param since   what the age is counted from.
 * @param frames  all that were counted since somebody began to look.
 * @param sumNs   of their ages, nanoseconds.
 * @param p50Ns   of the frames of the last minute or two: half are younger than this, nanoseconds.
 * @param p99Ns   ninety-nine of a hundred are younger.
 * @param maxNs   the oldest.
 */
public record Latency(Since since, long frames, long sumNs, long p50Ns, long p99Ns, long maxNs) {

    /** What ages are counted from. */
    public enum Since {
        /** Publication of the descriptor, if the producer says when that was. */
        PUBLISHED,
        /** Capture of the frame. */
        CAPTURED
    }
}
