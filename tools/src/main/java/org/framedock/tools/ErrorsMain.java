package org.framedock.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.framedock.transport.ErrorLogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code errors}: the distinct errors that a container or a driver met, also after it was killed. */
@Command(name = "errors", description = "Print the distinct errors of a container or a driver, of a live one or after a"
    + " crash: each once, with how often and when it was seen.")
public final class ErrorsMain extends Tool {

    private static final int MAX_LINE = 500;

    @Parameters(paramLabel = "FILE_OR_HOME", arity = "0..1", description = "A file " + ErrorLogFile.FILE_NAME
        + ", a container's home, or the directory of a driver's namespace. Default: the home that"
        + " FRAMEDOCK_HOME names, else that of the container of this user that runs.")
    private String named;

    @Option(names = "--json", description = "One JSON object an error.")
    private boolean json;

    ErrorsMain() {
    }

    /**
     * Runs the program on the calling thread.
     *
     * @param args the arguments.
     * @return exit code: 0 also if there are no errors, 1 if the file cannot be read, 2 if an argument is wrong.
     */
    public static int run(final String[] args) {
        return new ErrorsMain().runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new ErrorsMain());
    }

    @Override
    public Integer call() throws Exception {
        int code = OK;
        for (final Path file : files()) {
            try {
                print(file, ErrorLogFile.read(file));
            } catch (final IOException e) {
                err().println(file + " is no log of errors: " + Shown.reason(e));
                code = FAILURE;
            }
        }
        return code;
    }

    private List<Path> files() throws ToolException {
        final String home = named == null ? environment().getOrDefault(Place.HOME_VARIABLE, "") : named;
        if (home.isEmpty()) {
            throw ToolException.usage("name a file or a container's home, or set " + Place.HOME_VARIABLE
                + ": no container runs");
        }
        final Path path;
        try {
            path = Path.of(home);
        } catch (final InvalidPathException e) {
            throw ToolException.usage("'" + Shown.text(home) + "' is no path");
        }
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw ToolException.failure(path + " does not exist");
            }
            return List.of(path);
        }
        final List<Path> found = new ArrayList<>();
        for (final Path directory : List.of(path.resolve("data"), path)) {
            for (final String suffix : List.of(ErrorLogFile.PREVIOUS_SUFFIX, "")) {
                final Path file = directory.resolve(ErrorLogFile.FILE_NAME + suffix);
                if (Files.exists(file)) {
                    found.add(file);
                }
            }
        }
        if (found.isEmpty()) {
            throw ToolException.failure("neither " + path.resolve("data") + " nor " + path + " has a "
                + ErrorLogFile.FILE_NAME);
        }
        return found;
    }

    private void print(final Path file, final ErrorLogFile.Content content) {
        if (!json) {
            out().println(file + ": process " + content.pid() + " from " + Instant.ofEpochMilli(content.startMs())
                + ", " + content.entries().size() + " distinct errors");
        }
        for (final ErrorLogFile.Entry entry : content.entries()) {
            if (json) {
                out().println(Json.of(json(file, content, entry)));
            } else {
                out().println();
                out().println(entry.count() + " times, first " + Instant.ofEpochMilli(entry.firstMs()) + ", last "
                    + Instant.ofEpochMilli(entry.lastMs()));
                entry.text().lines().forEach(line -> out().println("  " + printable(line)));
            }
        }
        if (content.isDamaged()) {
            err().println(file + ": what follows is damaged and is not shown");
        }
    }

    private static String printable(final String line) {
        return line.substring(0, Math.min(line.length(), MAX_LINE)).replace("\t", "    ").replaceAll("[^ -~]", "?");
    }

    private static Map<String, Object> json(
        final Path file, final ErrorLogFile.Content content, final ErrorLogFile.Entry entry) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("pid", content.pid());
        json.put("count", entry.count());
        json.put("first", Instant.ofEpochMilli(entry.firstMs()));
        json.put("last", Instant.ofEpochMilli(entry.lastMs()));
        json.put("error", entry.text());
        return json;
    }
}
