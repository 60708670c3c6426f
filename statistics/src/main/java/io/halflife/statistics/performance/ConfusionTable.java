// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each class was predicted for each true class.
 *
 * <p>Law: merging two halves equals the whole; the classes of the result are those of both. Ratios
 * whose denominator is 0 are NaN; inside macro and weighted averages they count as 0, as
 * scikit-learn does by default. Immutable, safe for use by several threads.
 */
public final class ConfusionTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Nothing was counted and no class is known. */
    public static final ConfusionTable EMPTY = of(List.of(), new long[0][0]);

    private final String[] classes;
    private final long[] counts;

    private ConfusionTable(String[] classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * The table of these counts.
     *
     * @param classes in any order, no repeats
     * @param counts by true class, then by predicted class, in the order of {@code classes}
     */
    public static ConfusionTable of(List<String> classes, long[][] counts) {
        Builder builder = new Builder(classes);
        if (new TreeSet<>(classes).size() != classes.size() || counts.length != classes.size()) {
            throw new IllegalArgumentException(
                    counts.length + " rows of counts for classes " + classes);
        }
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                builder.add(classes.get(actual), classes.get(predicted), counts[actual][predicted]);
            }
        }
        return builder.build();
    }

    /** Counts rows one by one. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Integer> indices = new TreeMap<>();
        private long[][] counts = new long[4][4];

        /**
         * Starts empty.
         *
         * @param classes that are known in advance, also when they never occur
         */
        public Builder(List<String> classes) {
            classes.forEach(this::index);
        }

        /** Counts one row. */
        public Builder add(String actual, String predicted) {
            return add(actual, predicted, 1);
        }

        /** Counts this many rows at once. */
        public Builder add(String actual, String predicted, long rows) {
            if (rows < 0) {
                throw new IllegalArgumentException("negative count: " + rows);
            }
            // Both indices first: a new class may make the table grow.
            int row = index(actual);
            int column = index(predicted);
            counts[row][column] = Math.addExact(counts[row][column], rows);
            return this;
        }

        private int index(String name) {
            Integer known = indices.get(Objects.requireNonNull(name, "class"));
            if (known != null) {
                return known;
            }
            int next = indices.size();
            indices.put(name, next);
            if (next == counts.length) {
                counts = Arrays.copyOf(counts, 2 * next);
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = i < next ? Arrays.copyOf(counts[i], 2 * next) : new long[2 * next];
                }
            }
            return next;
        }

        public ConfusionTable build() {
            String[] names = indices.keySet().toArray(String[]::new);
            long[] sorted = new long[names.length * names.length];
            for (int i = 0; i < names.length; i++) {
                for (int j = 0; j < names.length; j++) {
                    sorted[i * names.length + j] =
                            counts[indices.get(names[i])][indices.get(names[j])];
                }
            }
            return new ConfusionTable(names, sorted);
        }
    }

    /** The classes by name, ascending. */
    public List<String> classes() {
        return List.of(classes);
    }

    /** How many rows of this true class were predicted as that one; 0 for unknown classes. */
    public long count(String actual, String predicted) {
        int row = Arrays.binarySearch(classes, actual);
        int column = Arrays.binarySearch(classes, predicted);
        return row < 0 || column < 0 ? 0 : counts[row * classes.length + column];
    }

    /** Both tables as one. */
    public ConfusionTable merge(ConfusionTable other) {
        Builder merged = new Builder(classes());
        addTo(merged);
        other.addTo(merged);
        return merged.build();
    }

    private void addTo(Builder builder) {
        for (int i = 0; i < classes.length; i++) {
            for (int j = 0; j < classes.length; j++) {
                builder.add(classes[i], classes[j], counts[i * classes.length + j]);
            }
        }
    }

    /** How many rows. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** How many rows were predicted right. */
    public long correct() {
        long sum = 0;
        for (int i = 0; i < classes.length; i++) {
            sum += counts[i * classes.length + i];
        }
        return sum;
    }

    /** correct/total. */
    public double accuracy() {
        return ratio((double) correct(), (double) total());
    }

    /** The counts of this class against all others. */
    public OneVersusRest versusRest(String name) {
        int index = Arrays.binarySearch(classes, name);
        long actual = 0;
        long predicted = 0;
        for (int i = 0; index >= 0 && i < classes.length; i++) {
            actual += counts[index * classes.length + i];
            predicted += counts[i * classes.length + index];
        }
        long both = count(name, name);
        return new OneVersusRest(
                both, predicted - both, actual - both, total() - predicted - actual + both);
    }

    private List<OneVersusRest> each() {
        return Arrays.stream(classes).map(this::versusRest).toList();
    }

    /** Mean of the recalls of all classes; NaN if one of them never occurs. */
    public double balancedAccuracy() {
        return each().stream().mapToDouble(OneVersusRest::recall).average().orElse(Double.NaN);
    }

    /** Mean F1 of all classes. */
    public double macroF1() {
        return macro(each().stream().mapToDouble(OneVersusRest::f1).toArray());
    }

    /** Mean precision of all classes. */
    public double macroPrecision() {
        return macro(each().stream().mapToDouble(OneVersusRest::precision).toArray());
    }

    /** Mean recall of all classes. */
    public double macroRecall() {
        return macro(each().stream().mapToDouble(OneVersusRest::recall).toArray());
    }

    private double macro(double[] ratios) {
        double sum = 0;
        for (double ratio : ratios) {
            sum += Double.isNaN(ratio) ? 0 : ratio;
        }
        return total() == 0 ? Double.NaN : sum / ratios.length;
    }

    /** Mean F1 of the classes, each weighing as often as it is true. */
    public double weightedF1() {
        double sum = 0;
        for (OneVersusRest one : each()) {
            double f1 = one.f1();
            sum += Double.isNaN(f1) ? 0 : f1 * one.support();
        }
        return total() == 0 ? Double.NaN : sum / total();
    }

    /** F1 of all decisions together, which for one label a row is the accuracy. */
    public double microF1() {
        return accuracy();
    }

    static double ratio(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionTable that
                && Arrays.equals(classes, that.classes)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classes) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return total() + " rows of " + Arrays.toString(classes) + ", " + correct() + " right";
    }
}
