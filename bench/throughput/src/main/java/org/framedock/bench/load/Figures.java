package org.framedock.bench.load;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a worker process tells what it measured: one line for each figure on its standard output. A worker may print
 * other things as well; those are no figures.
 */
public final class Figures {

    private static final String MARK = "figure";
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 4;

    private final PrintStream out;

    /**
     * Figures of this process.
     *
     * @param out its standard output.
     */
    public Figures(final PrintStream out) {
        this.out = out;
    }

    /**
     * One figure.
     *
     * @param name    what it is.
     * @param unit    of its samples.
     * @param samples one for each repeat, in order.
     */
    public record Figure(String name, String unit, double[] samples) {
    }

    /**
     * Tells a figure.
     *
     * @param name    what it is.
     * @param unit    of its samples.
     * @param samples one for each repeat, in order.
     */
    public void tell(final String name, final String unit, final double[] samples) {
        out.println(String.join(SEPARATOR, MARK, name, unit,
            Arrays.stream(samples).mapToObj(Double::toString).collect(Collectors.joining(" "))));
        out.flush();
    }

    /**
     * Reads a line of a worker's output.
     *
     * @param line as printed.
     * @return the figure, null if the line is none.
     */
    public static Figure parse(final String line) {
        final String[] fields = line.split(SEPARATOR);
        if (fields.length != FIELDS || !fields[0].equals(MARK)) {
            return null;
        }
        return new Figure(fields[1], fields[2],
            Arrays.stream(fields[3].split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
}
