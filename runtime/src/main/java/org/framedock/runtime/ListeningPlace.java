package org.framedock.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where verbs look that are not told: at the one process that runs, as the operator's verbs would ask it. The verbs
 * know settings files and homes only, so what is found is handed to them as such. Main thread.
 */
final class ListeningPlace {

    private static final Set<String> VERBS = Set.of("hz", "watch");
    private static final Set<String> TOLD = Set.of("--config", "--home", "-h", "--help");
    private static final String ERRORS = "errors";
    private static final String CONFIG = "--config";
    private static final String PID = "--pid";
    private static final String HOME = "--home";

    private ListeningPlace() {
    }

    /**
     * Adds the settings of the process that is meant.
     *
     * @param verb        which verb.
     * @param args        its arguments.
     * @param environment of this process.
     * @return the arguments with them, or as they are if they tell the place, or no process runs.
     * @throws OperatorRefusal if several run and none is named, or the one that is named does not.
     */
    static String[] complete(final String verb, final String[] args, final Map<String, String> environment)
        throws OperatorRefusal {
        if (verb.equals(ERRORS)) {
            return errorsOf(args, environment);
        }
        if (!VERBS.contains(verb)) {
            return args;
        }
        final List<String> words = new ArrayList<>(List.of(args));
        final long pid = takePid(words);
        final boolean isTold = words.stream().anyMatch(word -> TOLD.contains(word.replaceFirst("=.*", "")))
            || pid < 0 && !environment.getOrDefault("FRAMEDOCK_HOME", "").isBlank();
        final RunningProcess process = isTold || words.contains(PID) ? null : find(pid);
        if (process == null) {
            return args;
        }
        if (process.settings().isEmpty()) {
            throw new OperatorRefusal(OperatorClient.USAGE, "process " + process.pid()
                + " does not tell the file of its settings: name it by --config FILE");
        }
        words.add(CONFIG);
        words.add(process.settings());
        return words.toArray(new String[0]);
    }

    /** A bare driver has no home: the verb says what it accepts then. */
    private static String[] errorsOf(final String[] args, final Map<String, String> environment)
        throws OperatorRefusal {
        final List<String> words = new ArrayList<>(List.of(args));
        final long pid = takePid(words);
        // What is told by the option is what the verb is told by a word alone.
        words.remove(HOME);
        words.replaceAll(word -> word.startsWith(HOME + "=") ? word.substring(HOME.length() + 1) : word);
        final boolean isTold = words.stream().anyMatch(word -> TOLD.contains(word) || !word.startsWith("-"))
            || pid < 0 && !environment.getOrDefault("FRAMEDOCK_HOME", "").isBlank();
        final RunningProcess process = isTold ? null : find(pid);
        if (process != null && !process.home().isEmpty()) {
            words.add(process.home());
        }
        return words.toArray(new String[0]);
    }

    /** Takes the option away; -1 if it is not there. What is no number stays, for the verb to refuse. */
    private static long takePid(final List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            final boolean apart = words.get(i).equals(PID) && i + 1 < words.size();
            final String value = apart ? words.get(i + 1)
                : words.get(i).startsWith(PID + "=") ? words.get(i).substring(PID.length() + 1) : "";
            if (value.matches("\\d{1,10}")) {
                words.subList(i, apart ? i + 2 : i + 1).clear();
                return Long.parseLong(value);
            }
        }
        return -1;
    }

    /** Null if none runs and none is named: the verb may know another way. */
    private static RunningProcess find(final long pid) throws OperatorRefusal {
        try {
            return RunningProcess.choose(null, pid);
        } catch (final OperatorRefusal e) {
            if (pid < 0 && e.code() == OperatorClient.NOT_RUNNING) {
                return null;
            }
            throw e;
        }
    }
}
