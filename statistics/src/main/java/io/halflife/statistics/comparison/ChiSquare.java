// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.comparison.Categories.Entry;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.List;

/**
 * Pearson's chi-square test that two samples of categories come from one distribution.
 *
 * <p>X² = Σ(O − E)²/E over the 2×K table, O the count of a cell and E = row·column/N its
 * expectation, without continuity correction; null hypothesis: both rows have one distribution;
 * under it X² is about χ² with K − 1 degrees of freedom; large X² is extreme. Homogeneity, not
 * goodness of fit to the reference shares: categories the reference does not have need no special
 * case. Rare categories are pooled first ({@link RareCategories}), and beyond 1 000 categories all
 * but the 999 most frequent are one; the figures without pooling stand beside it.
 *
 * <p>A side without rows: everything undefined, INSUFFICIENT_DATA. One category left: X² = 0, no
 * degrees of freedom, p = 1. Counts that are equal shares give X² = 0 exactly. Differences are
 * formed from exact products of counts, which keeps X² right to about 10⁻¹⁵ up to counts near 2⁶³;
 * p has the error of the χ² approximation, small where every expected count is 5 or more.
 *
 * <p>Source: Pearson 1900, doi:10.1080/14786440009463897; pooling: Cochran 1954,
 * doi:10.2307/3001616; V: Cramér 1946, Mathematical Methods of Statistics, §21.9.
 */
public final class ChiSquare {

    private ChiSquare() {}

    /**
     * The test of one 2×K table.
     *
     * @param statistic X²
     * @param dof degrees of freedom, K − 1; 0 where undefined
     * @param p P(χ² ≥ X²)
     * @param log10P its decimal logarithm, also where p underflows
     * @param cramersV √(X²/N), in [0, 1]
     * @param expectedMin the smallest expected count
     */
    public record Table(
            Figure statistic,
            long dof,
            Figure p,
            Figure log10P,
            Figure cramersV,
            Figure expectedMin)
            implements Serializable {

        static Table undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Table(none, 0, none, none, none, none);
        }

        /**
         * The same table with X² divided by a design effect, p accordingly; undefined stays so.
         *
         * @param factor finite and above 0
         * @throws IllegalArgumentException for any other
         */
        public Table dividedBy(double factor) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "factor must be in (0, infinity), not " + factor);
            }
            Figure divided = statistic.map(x -> x / factor);
            return new Table(
                    divided,
                    dof,
                    divided.map(x -> ChiSquareTail.p(x, dof)),
                    divided.map(x -> ChiSquareTail.log10(x, dof)),
                    cramersV,
                    expectedMin);
        }

        /** Both rows must hold something, every column too. */
        static Table of(CountPairs pairs) {
            double statistic = pairs.chiSquare();
            long dof = pairs.cells() - 1L;
            double both = (double) pairs.n() + (double) pairs.m();
            return new Table(
                    Figure.of(statistic),
                    dof,
                    Figure.of(ChiSquareTail.p(statistic, dof)),
                    Figure.of(ChiSquareTail.log10(statistic, dof)),
                    Figure.of(Math.min(1, Math.sqrt(statistic / both))),
                    Figure.of(pairs.smallestExpected()));
        }
    }

    /**
     * What the test gives.
     *
     * @param pooled the test after pooling rare categories
     * @param unpooled the test over every category as it is
     * @param tvd total variation distance ½·Σ|p − q| of all categories, in [0, 1]
     * @param lInfinity max|p − q| of all categories, in [0, 1]
     * @param pooledCategories which categories were pooled, by name
     * @param newCategories which categories only the current rows have, by name
     * @param missingCategories which categories only the reference has, by name
     */
    public record Result(
            Table pooled,
            Table unpooled,
            Figure tvd,
            Figure lInfinity,
            List<String> pooledCategories,
            List<String> newCategories,
            List<String> missingCategories)
            implements Serializable {

        public Result {
            pooledCategories = List.copyOf(pooledCategories);
            newCategories = List.copyOf(newCategories);
            missingCategories = List.copyOf(missingCategories);
        }

        /** No figure at all, for this reason. */
        public static Result undefined(Status why) {
            Figure none = Figure.undefined(why);
            Table table = Table.undefined(why);
            return new Result(table, table, none, none, List.of(), List.of(), List.of());
        }

        /** X² after pooling. */
        public Figure statistic() {
            return pooled.statistic();
        }

        /** Degrees of freedom after pooling. */
        public long dof() {
            return pooled.dof();
        }

        /** p after pooling. */
        public Figure p() {
            return pooled.p();
        }

        /** log₁₀ p after pooling. */
        public Figure log10P() {
            return pooled.log10P();
        }

        /** √(X²/N) after pooling. */
        public Figure cramersV() {
            return pooled.cramersV();
        }
    }

    /** Compares the current categories with the reference. */
    public static Result homogeneity(FrequencyTable reference, FrequencyTable current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        List<Entry> entries = Categories.union(reference, current);
        CountPairs all = Categories.pairs(entries);
        RareCategories rare = RareCategories.pool(entries, all.n(), all.m());
        return new Result(
                Table.of(Categories.pairs(rare.kept())),
                Table.of(all),
                Figure.of(all.totalVariation()),
                Figure.of(all.largestDifference()),
                rare.pooled(),
                Categories.names(entries, entry -> entry.reference() == 0),
                Categories.names(entries, entry -> entry.current() == 0));
    }
}
