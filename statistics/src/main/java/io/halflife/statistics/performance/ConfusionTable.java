// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each class was predicted for each true class.
 *
 * <p>Law: merging two halves equals the whole; the classes of the result are those of both. Only
 * cells that were counted take memory, so many classes cost no square: 12 bytes a cell and about 40
 * a class beside its name.
 *
 * <p>Micro averages pool all decisions; with one label a row micro precision, recall and F1 are all
 * the {@link #accuracy}. Macro averages weigh every class the same, weighted ones by how often it
 * is true; inside both, a ratio that is 0/0 counts as 0, as scikit-learn does by default ({@code
 * zero_division=0}). Without rows everything is {@link Status#INSUFFICIENT_DATA}; {@link
 * #balancedAccuracy} also when a class never occurs. A single class has accuracy 1 and averages of
 * 1. Immutable, safe for use by several threads.
 *
 * <p>Source: Sokolova &amp; Lapalme 2009, doi:10.1016/j.ipm.2009.03.002.
 */
public final class ConfusionTable implements Serializable {

    private static final long serialVersionUID = 2L;

    /** Nothing was counted and no class is known. */
    public static final ConfusionTable EMPTY = new Builder(List.of()).build();

    private final String[] classes;

    /** Cells of true class i lie in {@code [rowEnds[i − 1], rowEnds[i])}. */
    private final int[] rowEnds;

    private final int[] columns;
    private final long[] counts;
    private final long[] actual;
    private final long[] predicted;
    private final long[] hits;
    private final long total;

    ConfusionTable(String[] classes, int[] rowEnds, int[] columns, long[] counts) {
        this.classes = classes;
        this.rowEnds = rowEnds;
        this.columns = columns;
        this.counts = counts;
        this.actual = new long[classes.length];
        this.predicted = new long[classes.length];
        this.hits = new long[classes.length];
        long sum = 0;
        for (int row = 0; row < classes.length; row++) {
            for (int cell = rowStart(row); cell < rowEnds[row]; cell++) {
                sum = Math.addExact(sum, counts[cell]);
                actual[row] += counts[cell];
                predicted[columns[cell]] += counts[cell];
                hits[row] += columns[cell] == row ? counts[cell] : 0;
            }
        }
        this.total = sum;
    }

    private int rowStart(int row) {
        return row == 0 ? 0 : rowEnds[row - 1];
    }

    /**
     * The table of these counts.
     *
     * @param classes in any order, no repeats
     * @param counts by true class, then by predicted class, in the order of {@code classes}
     * @throws IllegalArgumentException for repeated classes, negative counts or another shape
     */
    public static ConfusionTable of(List<String> classes, long[][] counts) {
        Builder builder = new Builder(classes);
        if (new TreeSet<>(classes).size() != classes.size() || counts.length != classes.size()) {
            throw new IllegalArgumentException(
                    counts.length + " rows of counts for classes " + classes);
        }
        for (int actual = 0; actual < counts.length; actual++) {
            if (counts[actual].length != counts.length) {
                throw new IllegalArgumentException(
                        counts[actual].length
                                + " counts in row "
                                + actual
                                + " of "
                                + counts.length);
            }
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                builder.add(classes.get(actual), classes.get(predicted), counts[actual][predicted]);
            }
        }
        return builder.build();
    }

    /** Counts rows one by one. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Integer> indices = new TreeMap<>();
        private final CellCounts cells = new CellCounts();

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

        /**
         * Counts this many rows at once.
         *
         * @param rows 0 or more; 0 makes the classes known
         */
        public Builder add(String actual, String predicted, long rows) {
            if (rows < 0) {
                throw new IllegalArgumentException("rows must be 0 or more: " + rows);
            }
            cells.add(index(actual), index(predicted), rows);
            return this;
        }

        private int index(String name) {
            Integer known = indices.get(Objects.requireNonNull(name, "class"));
            if (known != null) {
                return known;
            }
            int next = indices.size();
            indices.put(name, next);
            return next;
        }

        /** The table of what was counted; the builder may go on. */
        public ConfusionTable build() {
            int[] rank = new int[indices.size()];
            int next = 0;
            for (int index : indices.values()) {
                rank[index] = next++;
            }
            return cells.table(indices.keySet().toArray(String[]::new), rank);
        }
    }

    /** Takes the cells that were counted. */
    @FunctionalInterface
    interface CellVisitor {

        /**
         * A cell; classes by their index in {@link #classes}.
         *
         * @param rows at least 1
         */
        void cell(int actual, int predicted, long rows);
    }

    /** By true class, then by predicted class, ascending. */
    void forEachCell(CellVisitor visitor) {
        for (int row = 0; row < classes.length; row++) {
            for (int cell = rowStart(row); cell < rowEnds[row]; cell++) {
                visitor.cell(row, columns[cell], counts[cell]);
            }
        }
    }

    /** The classes by name, ascending. */
    public List<String> classes() {
        return List.of(classes);
    }

    /** How many classes. */
    int size() {
        return classes.length;
    }

    /** How many rows of this true class were predicted as that one; 0 for unknown classes. */
    public long count(String actual, String predicted) {
        int row = Arrays.binarySearch(classes, actual);
        int column = Arrays.binarySearch(classes, predicted);
        if (row < 0 || column < 0) {
            return 0;
        }
        int cell = Arrays.binarySearch(columns, rowStart(row), rowEnds[row], column);
        return cell < 0 ? 0 : counts[cell];
    }

    /** Both tables as one. */
    public ConfusionTable merge(ConfusionTable other) {
        Builder merged = new Builder(classes());
        other.classes().forEach(merged::index);
        addTo(merged);
        other.addTo(merged);
        return merged.build();
    }

    private void addTo(Builder builder) {
        forEachCell((row, column, rows) -> builder.add(classes[row], classes[column], rows));
    }

    /** How many rows. */
    public long total() {
        return total;
    }

    /** How many rows were predicted right. */
    public long correct() {
        return Arrays.stream(hits).sum();
    }

    /** correct/total; also micro precision, micro recall and micro F1. */
    public Figure accuracy() {
        return Ratios.ofData(correct(), total);
    }

    /** Wilson's interval of the accuracy; undefined without rows. */
    public Interval accuracyInterval(double confidence) {
        return Ratios.interval(accuracy(), correct(), total, confidence);
    }

    /** The counts of this class against all others; of an unknown class all are negative. */
    public OneVersusRest versusRest(String name) {
        int index = Arrays.binarySearch(classes, name);
        return index < 0 ? new OneVersusRest(0, 0, 0, total) : versusRest(index);
    }

    OneVersusRest versusRest(int index) {
        long both = hits[index];
        return new OneVersusRest(
                both,
                predicted[index] - both,
                actual[index] - both,
                total - predicted[index] - (actual[index] - both));
    }

    /** Mean of the recalls of all classes; undefined if one of them never occurs. */
    public Figure balancedAccuracy() {
        double sum = 0;
        for (int i = 0; i < classes.length; i++) {
            if (actual[i] == 0) {
                return Figure.undefined(Status.INSUFFICIENT_DATA);
            }
            sum += (double) hits[i] / (double) actual[i];
        }
        return total == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(sum / classes.length);
    }

    /**
     * The correlation of truth and prediction over all classes, R_K = (n·c − Σ t_k·p_k) / √((n² − Σ
     * p_k²)·(n² − Σ t_k²)), c the rows rightly predicted, t_k and p_k those of class k as truth and
     * as prediction; in [−1, 1], for two classes Matthews' correlation. Undefined where only one
     * class is true, or only one predicted (other tools say 0 then).
     *
     * <p>Source: Gorodkin 2004, doi:10.1016/j.compbiolchem.2004.09.006.
     */
    public Figure matthewsCorrelation() {
        BigInteger n = BigInteger.valueOf(total);
        BigInteger both = n.multiply(BigInteger.valueOf(correct()));
        BigInteger ofPredicted = n.multiply(n);
        BigInteger ofActual = ofPredicted;
        for (int i = 0; i < classes.length; i++) {
            BigInteger said = BigInteger.valueOf(predicted[i]);
            BigInteger was = BigInteger.valueOf(actual[i]);
            both = both.subtract(said.multiply(was));
            ofPredicted = ofPredicted.subtract(said.multiply(said));
            ofActual = ofActual.subtract(was.multiply(was));
        }
        if (ofPredicted.signum() == 0 || ofActual.signum() == 0) {
            return Figure.undefined(
                    total == 0 || ofActual.signum() == 0
                            ? Status.INSUFFICIENT_DATA
                            : Status.DEGENERATE);
        }
        double root = Math.sqrt(ofPredicted.doubleValue()) * Math.sqrt(ofActual.doubleValue());
        return Figure.of(Math.max(-1, Math.min(1, both.doubleValue() / root)));
    }

    /** The mean of the ratio over all classes, with its error. */
    public ClassAverage macro(ClassRatio ratio) {
        return ClassAverage.macro(this, ratio);
    }

    /**
     * The mean of the ratio over all classes weighing as often as they are true, with its error.
     */
    public ClassAverage weighted(ClassRatio ratio) {
        return ClassAverage.weighted(this, ratio);
    }

    /** Mean F1 of all classes. */
    public Figure macroF1() {
        return macro(ClassRatio.F1).value();
    }

    /** Mean precision of all classes. */
    public Figure macroPrecision() {
        return macro(ClassRatio.PRECISION).value();
    }

    /** Mean recall of all classes. */
    public Figure macroRecall() {
        return macro(ClassRatio.RECALL).value();
    }

    /** Mean F1 of the classes, each weighing as often as it is true. */
    public Figure weightedF1() {
        return weighted(ClassRatio.F1).value();
    }

    /** F1 of all decisions together, which for one label a row is the accuracy. */
    public Figure microF1() {
        return accuracy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionTable that
                && Arrays.equals(classes, that.classes)
                && Arrays.equals(rowEnds, that.rowEnds)
                && Arrays.equals(columns, that.columns)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(classes) + Arrays.hashCode(columns))
                + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return total
                + " rows of "
                + (classes.length > 10 ? classes.length + " classes" : Arrays.toString(classes))
                + ", "
                + correct()
                + " right";
    }
}
