// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.RowRange;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * How good the probabilities of a model of several classes are: log loss, Brier score, and for each
 * class the area under its ROC curve against all others.
 *
 * <p>With p_k the probability given to class k and t the true class of a row: log loss = mean −ln
 * max(p_t, 10⁻¹⁵); Brier = mean Σ_k (p_k − [k = t])², in [0, 2], for two classes twice that of
 * {@link ProbabilityScores}; lower is better. One-versus-rest AUC of class k: {@link RocAuc} of p_k
 * with the rows of class k as positives; macro is the mean over the classes, weighted the mean by
 * how often a class is true; higher is better. Law: merging two halves equals the whole, the areas
 * bit for bit, the means up to rounding.
 *
 * <p>No rows: {@link Status#INSUFFICIENT_DATA}. The macro area is so too when a class never occurs
 * or no other does; the weighted one leaves classes out that never occur. Rows are taken as they
 * are: a probability that is NaN or outside [0, 1] is refused, a sum other than 1 is not. Intervals
 * of the two losses are normal ones of a mean over rows; averaged areas have none, because the
 * areas of the classes depend on each other.
 *
 * <p>Immutable, safe for use by several threads. Memory: 24 bytes a row and class at most, less
 * where scores repeat.
 *
 * <p>Source: Brier 1950, doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2; Hand &amp; Till
 * 2001, doi:10.1023/A:1010920819831 (which averages over pairs of classes instead).
 */
public final class MulticlassScores implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String[] classes;
    private final MulticlassLosses losses;
    private final ScoreTable[] scores;

    private MulticlassScores(String[] classes, MulticlassLosses losses, ScoreTable[] scores) {
        this.classes = classes;
        this.losses = losses;
        this.scores = scores;
    }

    /** Takes rows one by one, and keeps them: 8 bytes a class. Not safe for several threads. */
    public static final class Accumulator {

        private final String[] classes;
        private final MulticlassLosses.Accumulator losses = new MulticlassLosses.Accumulator();
        private double[] given;
        private int[] truths = new int[16];
        private int rows;

        /**
         * Starts empty.
         *
         * @param classes in the order in which probabilities will be given
         * @throws IllegalArgumentException for no or repeated classes
         */
        public Accumulator(List<String> classes) {
            if (classes.isEmpty() || new TreeSet<>(classes).size() != classes.size()) {
                throw new IllegalArgumentException("classes must be different names: " + classes);
            }
            this.classes = classes.toArray(String[]::new);
            this.given = new double[16 * this.classes.length];
        }

        /**
         * Adds a row.
         *
         * @param actual index of the true class
         * @param probabilities of each class; read and not kept
         * @throws IllegalArgumentException when one is not in [0, 1] or they are not one a class
         */
        public void add(int actual, double[] probabilities) {
            RowRange.requireIndex("actual", actual, classes.length);
            if (probabilities.length != classes.length) {
                throw new IllegalArgumentException(
                        "probabilities must be one for each of "
                                + classes.length
                                + " classes: "
                                + probabilities.length);
            }
            losses.add(actual, probabilities);
            keep(actual, probabilities);
        }

        private void keep(int actual, double[] probabilities) {
            if (rows == truths.length) {
                truths = Arrays.copyOf(truths, 2 * rows);
                given = Arrays.copyOf(given, Math.multiplyExact(2, given.length));
            }
            truths[rows] = actual;
            System.arraycopy(probabilities, 0, given, rows * classes.length, probabilities.length);
            rows++;
        }

        /** The scores of the rows so far. */
        public MulticlassScores scores() {
            ScoreTable[] tables = new ScoreTable[classes.length];
            double[] column = new double[rows];
            boolean[] positives = new boolean[rows];
            for (int k = 0; k < classes.length; k++) {
                for (int i = 0; i < rows; i++) {
                    column[i] = given[i * classes.length + k];
                    positives[i] = truths[i] == k;
                }
                tables[k] = ScoreTable.of(column, positives, 0, rows);
            }
            return new MulticlassScores(classes.clone(), losses.losses(), tables);
        }
    }

    /**
     * Both sets of rows as one.
     *
     * @throws IllegalArgumentException when the classes or their order differ
     */
    public MulticlassScores merge(MulticlassScores other) {
        if (!Arrays.equals(classes, other.classes)) {
            throw new IllegalArgumentException(
                    "scores of different classes do not merge: "
                            + Arrays.toString(classes)
                            + " and "
                            + Arrays.toString(other.classes));
        }
        ScoreTable[] merged = new ScoreTable[classes.length];
        Arrays.setAll(merged, k -> scores[k].merge(other.scores[k]));
        return new MulticlassScores(classes, losses.merge(other.losses), merged);
    }

    /** The classes in the order of the probabilities. */
    public List<String> classes() {
        return List.of(classes);
    }

    /** How many rows. */
    public long n() {
        return losses.n();
    }

    /** Mean of −ln max(p, 10⁻¹⁵), p the probability given to the true class. */
    public Figure logLoss() {
        return losses.logLoss();
    }

    /** Normal interval of the log loss, not below 0. */
    public Interval logLossInterval(double confidence) {
        return MeanInterval.within(
                0, Double.POSITIVE_INFINITY, logLoss(), losses.logLossStandardError(), confidence);
    }

    /** Mean squared distance of the probabilities from the truth, summed over the classes. */
    public Figure brier() {
        return losses.brier();
    }

    /** Normal interval of the Brier score, within [0, 2]. */
    public Interval brierInterval(double confidence) {
        return MeanInterval.within(0, 2, brier(), losses.brierStandardError(), confidence);
    }

    /** The area of the class with this index against all others. */
    public RocAuc versusRest(int index) {
        RowRange.requireIndex("index", index, scores.length);
        return RocAuc.of(scores[index]);
    }

    /** Mean of the areas of all classes. */
    public Figure macroAuc() {
        double sum = 0;
        for (ScoreTable table : scores) {
            Figure area = RocAuc.of(table).value();
            if (!area.isDefined()) {
                return area;
            }
            sum += area.value();
        }
        return Figure.of(sum / scores.length);
    }

    /** Mean of the areas of the classes that occur, each weighing as often as it is true. */
    public Figure weightedAuc() {
        double sum = 0;
        for (ScoreTable table : scores) {
            EmpiricalDistribution own = table.positive();
            Figure area = RocAuc.of(table).value();
            if (!own.isEmpty() && !area.isDefined()) {
                return area;
            }
            sum += own.isEmpty() ? 0 : area.value() * own.size();
        }
        return n() == 0 ? Figure.undefined(Status.INSUFFICIENT_DATA) : Figure.of(sum / n());
    }
}
