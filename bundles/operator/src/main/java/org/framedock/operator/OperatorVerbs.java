package org.framedock.operator;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Service that runs an operator's verbs, for a shell and for the command line. Any thread; never blocks. */
@ProviderType
public interface OperatorVerbs {

    /** All well, or ready. */
    int OK = 0;
    /** Asked for and not done, or something is not fine. */
    int NOT_FINE = 1;
    /** The words are wrong. */
    int USAGE = 2;
    /** Up, and not ready yet. */
    int STARTING = 4;

    /**
     * Runs a verb.
     *
     * @param words the verb and its arguments.
     * @return what comes of it.
     */
    Pending run(List<String> words);

    /** A verb that may take some time. */
    interface Pending {

        /**
         * Looks how far it is.
         *
         * @return null while it is under way; then always the same.
         */
        Answer answer();
    }

    /**
     * What a verb says.
     *
     * @param code exit code.
     * @param out  for the standard output, each line ended.
     * @param err  for the standard error, each line ended.
     */
    record Answer(int code, String out, String err) {
    }
}
