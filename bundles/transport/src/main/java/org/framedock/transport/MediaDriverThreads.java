package org.framedock.transport;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the threads of an embedded media driver wait for work. Over IPC no frame passes through them: they move the
 * windows of publishers, so that a spinning one lets a publisher of millions of frames a second run further ahead.
 */
public enum MediaDriverThreads {

    /** One thread that sleeps for up to eight milliseconds; the default. */
    QUIET,
    /** One thread that spins and keeps a core busy. */
    SHARED,
    /** Three threads that spin, for a machine with cores to spare. */
    DEDICATED;

    /** System property with one of the names, in lower case. */
    public static final String PROPERTY = "framedock.media.driver.threads";

    private static final Logger LOG = LoggerFactory.getLogger(MediaDriverThreads.class);

    /**
     * What this process is told by {@link #PROPERTY}.
     *
     * @return as told; {@link #QUIET}, with a line in the log, if that is none of the names.
     */
    public static MediaDriverThreads ofThisProcess() {
        final String name = System.getProperty(PROPERTY, "quiet");
        for (final MediaDriverThreads threads : values()) {
            if (threads.name().toLowerCase(Locale.ROOT).equals(name)) {
                return threads;
            }
        }
        LOG.warn("{} = {} is not accepted: it has to be quiet, shared or dedicated; quiet is used", PROPERTY, name);
        return QUIET;
    }
}
