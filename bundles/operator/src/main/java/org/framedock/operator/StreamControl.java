package org.framedock.operator;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Service that changes what feeds a stream, and tells what came of it. Any thread; each method returns at once with a
 * request whose outcome comes within {@link #LONGEST_MS}.
 */
@ProviderType
public interface StreamControl {

    /** Milliseconds after which a request that has not come true is answered with how far it has come. */
    long LONGEST_MS = 10_000;

    /**
     * Lets a stopped stream run, and tries a faulted one again.
     *
     * @param stream name of its configuration.
     * @return done once its source delivers.
     */
    Request start(String stream);

    /**
     * Stops a stream's source and keeps its lease.
     *
     * @param stream name of its configuration.
     * @return done once nothing writes into the stream any more.
     */
    Request stop(String stream);

    /**
     * Puts another source on a live stream. Nothing is written to disk. One that is refused leaves the former running.
     *
     * @param stream   name of its configuration.
     * @param kind     of source; the configured kind without settings means the configured source.
     * @param settings of the source.
     * @return done once that source delivers.
     */
    Request swap(String stream, String kind, Map<String, String> settings);

    /**
     * Changes one setting of a stream's source, while the stream goes on. A value that is refused leaves the former in
     * force.
     *
     * @param stream name of its configuration.
     * @param key    of the setting.
     * @param value  what it is to be; empty takes the setting away, so that the source's default holds.
     * @param save   whether to write it into config/streams/NAME.cfg, too, once it is in force.
     * @return done once a source with that setting delivers.
     */
    Request set(String stream, String key, String value, boolean save);

    /** What was asked for. Any thread. */
    interface Request {

        /**
         * Looks what came of it.
         *
         * @return null while it is under way; then always the same.
         */
        Outcome outcome();
    }

    /**
     * What came of a request.
     *
     * @param isDone whether it has come true.
     * @param text   one line for the operator: what is now, or why not and what would be accepted.
     */
    record Outcome(boolean isDone, String text) {
    }
}
