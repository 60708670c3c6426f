// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether two samples of many features come from one distribution, by {@link KernelDiscrepancy}.
 *
 * <p>Rows are standardised by the reference ({@link Standardization}: missing values become its
 * mean, constant columns are dropped); at most {@link #ROWS_MAX} of each side are drawn. γ =
 * 1/(2·median²), the median over the distances of all pairs of the rows of both sides. Null
 * hypothesis: one distribution; extreme is a large unbiased discrepancy. p = (1 + b)/(1 + B), b of
 * B = 199 random divisions of the pooled rows into samples of the same sizes with a discrepancy at
 * least as large: valid for any γ and any number of rows, but never below 1/200. Ties between
 * discrepancies, within 10⁻¹², count as at least as large.
 *
 * <p>Undefined: {@link Status#INSUFFICIENT_DATA} below two rows on a side and for a window without
 * a single finite value in the kept columns, {@link Status#DEGENERATE} when every reference column
 * is constant or more than half of all pairs are equal, so that the median is 0, {@link
 * Status#ERROR} when a spread or a standardised value overflows. Same rows and seed, same answer.
 * p's own error is that of B draws, √(p(1 − p)/B).
 *
 * <p>Source: Gretton et al. 2012, "A Kernel Two-Sample Test", JMLR 13:723–773; Phipson &amp; Smyth
 * 2010, doi:10.2202/1544-6115.1585 (the 1 added).
 *
 * @param discrepancy unbiased
 * @param gamma of the kernel
 * @param p as above
 */
public record KernelTest(Figure discrepancy, Figure gamma, Figure p) implements Serializable {

    /** At most so many rows of each side are compared. */
    public static final int ROWS_MAX = 1_000;

    /** B, how many divisions are drawn. */
    public static final int PERMUTATIONS = 199;

    private static final double TIE = 1e-12;

    /** No figures, for this reason. */
    public static KernelTest undefined(Status why) {
        Figure none = Figure.undefined(why);
        return new KernelTest(none, none, none);
    }

    /** Compares a window's rows with the reference's. */
    public static KernelTest of(Rows reference, Rows window, long seed) {
        Standardization scale = Standardization.of(reference);
        window.requireColumnsOf(reference.columns());
        if (Math.min(reference.size(), window.size()) < 2) {
            return undefined(Status.INSUFFICIENT_DATA);
        }
        if (scale.status() != Status.OK) {
            return undefined(scale.status());
        }
        if (scale.columns() == 0) {
            return undefined(Status.DEGENERATE);
        }
        if (!scale.seesAny(window)) {
            return undefined(Status.INSUFFICIENT_DATA);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Rows x = reference.pick(RowSample.indices(reference.size(), ROWS_MAX, random));
        Rows y = window.pick(RowSample.indices(window.size(), ROWS_MAX, random));
        Rows standardX = scale.apply(x);
        Rows standardY = scale.apply(y);
        return standardX.isFinite() && standardY.isFinite()
                ? of(new PooledPairs(standardX, standardY), random)
                : undefined(Status.ERROR);
    }

    private static KernelTest of(PooledPairs pairs, SplittableRandom random) {
        double median = pairs.medianSquaredDistance();
        if (!(median > 0 && Double.isFinite(median))) {
            return undefined(median == 0 ? Status.DEGENERATE : Status.ERROR);
        }
        double gamma = 1 / (2 * median);
        pairs.applyKernel(gamma);
        int[] order = RowSample.indices(pairs.size(), pairs.size(), random);
        double observed = pairs.discrepancy(order);
        int atLeast = 1;
        for (int i = 0; i < PERMUTATIONS; i++) {
            RowSample.shuffle(order, pairs.firstSize(), random);
            atLeast += pairs.discrepancy(order) >= observed - TIE ? 1 : 0;
        }
        return new KernelTest(
                Figure.of(observed), Figure.of(gamma), Figure.of(atLeast / (PERMUTATIONS + 1.0)));
    }

    /**
     * One number for each pair of the pooled rows: first the squared distance, then the kernel. Not
     * safe for use by several threads.
     */
    private static final class PooledPairs {

        private final int first;
        private final int size;
        private final double[][] lower;
        private double total;
        private double[] sums;

        PooledPairs(Rows x, Rows y) {
            first = x.size();
            size = x.size() + y.size();
            lower = new double[size][];
            for (int i = 0; i < size; i++) {
                lower[i] = new double[i];
                Rows row = i < first ? x : y;
                int at = i < first ? i : i - first;
                for (int j = 0; j < i; j++) {
                    lower[i][j] =
                            j < first
                                    ? row.squaredDistance(at, x, j)
                                    : row.squaredDistance(at, y, j - first);
                }
            }
        }

        int size() {
            return size;
        }

        int firstSize() {
            return first;
        }

        /** The square of the median distance; of two middle distances the mean is squared. */
        double medianSquaredDistance() {
            double[] all = new double[Math.multiplyExact(size, size - 1) / 2];
            int n = 0;
            for (double[] line : lower) {
                System.arraycopy(line, 0, all, n, line.length);
                n += line.length;
            }
            Arrays.sort(all);
            double median = (Math.sqrt(all[(n - 1) / 2]) + Math.sqrt(all[n / 2])) / 2;
            return median * median;
        }

        void applyKernel(double gamma) {
            sums = new double[size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double kernel = Math.exp(-gamma * lower[i][j]);
                    lower[i][j] = kernel;
                    sums[i] += kernel;
                    sums[j] += kernel;
                    total += kernel;
                }
            }
        }

        /**
         * The discrepancy when the first rows of this order are the first sample. A row's sum over
         * all others, added over the sample, counts its inner pairs twice and the crossing ones
         * once; so only the inner pairs have to be visited.
         */
        double discrepancy(int[] order) {
            double inner = 0;
            double touching = 0;
            for (int i = 0; i < first; i++) {
                int row = order[i];
                touching += sums[row];
                for (int j = 0; j < i; j++) {
                    int other = order[j];
                    inner += row > other ? lower[row][other] : lower[other][row];
                }
            }
            double crossing = touching - 2 * inner;
            double rest = total - inner - crossing;
            return KernelDiscrepancy.of(inner, rest, crossing, first, size - (double) first)
                    .unbiased()
                    .value();
        }
    }
}
