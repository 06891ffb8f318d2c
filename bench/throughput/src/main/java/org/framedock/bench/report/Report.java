package org.framedock.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a run of the bench has found. Filled and written by the main thread. */
public final class Report {

    private final String mode;
    private final String started;
    private final Machine machine;
    private final List<String> warnings = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    /**
     * An empty report.
     *
     * @param mode    full, quick or smoke.
     * @param started time of day.
     * @param machine where.
     */
    public Report(final String mode, final String started, final Machine machine) {
        this.mode = mode;
        this.started = started;
        this.machine = machine;
        if (machine.warning() != null) {
            warnings.add(machine.warning());
        }
    }

    /**
     * Something that the reader has to know.
     *
     * @param line one line.
     */
    public void warn(final String line) {
        warnings.add(line);
    }

    /**
     * Adds results.
     *
     * @param found in the order of the report.
     */
    public void add(final List<Result> found) {
        results.addAll(found);
    }

    /**
     * What there is.
     *
     * @return in order.
     */
    public List<Result> results() {
        return results;
    }

    /**
     * What the reader has to know.
     *
     * @return lines.
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Where it was.
     *
     * @return the machine.
     */
    public Machine machine() {
        return machine;
    }

    /**
     * Writes {@code bench.json}, {@code bench.svg} and {@code bench.txt}.
     *
     * @param folder made if it is missing.
     * @throws IOException if that fails.
     */
    public void write(final Path folder) throws IOException {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", "framedock bench");
        json.put("mode", mode);
        json.put("started", started);
        json.put("machine", machine.facts());
        json.put("warnings", warnings);
        json.put("results", results.stream().map(Result::json).toList());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.json"), JsonWriter.write(json));
        Files.writeString(folder.resolve("bench.svg"), new Chart(results).svg());
        Files.writeString(folder.resolve("bench.txt"), Table.of(this));
    }
}
