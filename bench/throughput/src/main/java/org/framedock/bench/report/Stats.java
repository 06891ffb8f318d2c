package org.framedock.bench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Repeats of one measurement. Immutable as long as nobody writes to the array.
 *
 * @param samples one for each repeat, in order, at least one.
 */
public record Stats(double[] samples) {

    /**
     * The middle one.
     *
     * @return median; of an even number, the mean of the two in the middle.
     */
    public double median() {
        final double[] sorted = samples.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest. */
    public double min() {
        return Arrays.stream(samples).min().orElse(Double.NaN);
    }

    /** The largest. */
    public double max() {
        return Arrays.stream(samples).max().orElse(Double.NaN);
    }

    /**
     * Each of these divided by the other's of the same repeat, or by its median if it was measured apart.
     *
     * @param other what to divide by.
     * @return the ratios.
     */
    public Stats dividedBy(final Stats other) {
        final double[] ratios = new double[samples.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = samples[i] / (other.samples.length == samples.length ? other.samples[i] : other.median());
        }
        return new Stats(ratios);
    }

    /**
     * As the JSON file has it.
     *
     * @return median, min, max and the samples.
     */
    public Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", median());
        json.put("min", min());
        json.put("max", max());
        json.put("samples", samples);
        return json;
    }
}
