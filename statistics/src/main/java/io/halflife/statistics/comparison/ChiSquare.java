// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.comparison.Categories.Entry;
import io.halflife.statistics.distribution.FrequencyTable;
import java.io.Serializable;
import java.util.List;

/**
 * Pearson's chi-square test that two samples of categories come from one distribution.
 *
 * <p>X² = Σ(O − E)²/E over the 2×K table, E = row·column/N, without continuity correction; under
 * the null hypothesis about χ² with K − 1 degrees of freedom; large X² is extreme. Homogeneity, not
 * goodness of fit to the reference shares: categories the reference does not have need no special
 * case. Rare categories are pooled first ({@link RareCategories}); the figures without pooling
 * stand beside it.
 *
 * <p>A side without rows: everything NaN. One category left: X² = 0, no degrees of freedom, p = 1.
 * Exact products of counts keep X² right to about 10⁻¹⁵ up to counts near 2⁶³.
 *
 * <p>Source: Pearson 1900, doi:10.1080/14786440009463897; pooling: Cochran 1954,
 * doi:10.2307/3001616.
 */
public final class ChiSquare {

    private ChiSquare() {}

    /**
     * One chi-square figure.
     *
     * @param statistic X²
     * @param dof degrees of freedom, K − 1
     * @param p P(χ² ≥ X²)
     * @param log10P its decimal logarithm, also where p underflows
     */
    public record Figure(double statistic, long dof, double p, double log10P)
            implements Serializable {

        static final Figure UNDEFINED = new Figure(Double.NaN, 0, Double.NaN, Double.NaN);

        static Figure of(CountPairs pairs) {
            double statistic = pairs.cells() < 2 ? 0 : pairs.chiSquare();
            long dof = Math.max(0, pairs.cells() - 1L);
            return new Figure(
                    statistic,
                    dof,
                    ChiSquareTail.p(statistic, dof),
                    ChiSquareTail.log10(statistic, dof));
        }
    }

    /**
     * What the test gives.
     *
     * @param pooled the test after pooling rare categories
     * @param unpooled the test over every category as it is
     * @param tvd total variation distance ½·Σ|p − q| of all categories, in [0, 1]
     * @param cramersV √(X²/N) of the pooled table
     * @param lInfinity max|p − q| of all categories
     * @param pooledCategories which categories were pooled, by name
     */
    public record Result(
            Figure pooled,
            Figure unpooled,
            double tvd,
            double cramersV,
            double lInfinity,
            List<String> pooledCategories)
            implements Serializable {

        public Result {
            pooledCategories = List.copyOf(pooledCategories);
        }

        static final Result UNDEFINED =
                new Result(
                        Figure.UNDEFINED,
                        Figure.UNDEFINED,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        List.of());

        /** X² after pooling. */
        public double statistic() {
            return pooled.statistic();
        }

        /** Degrees of freedom after pooling. */
        public long dof() {
            return pooled.dof();
        }

        /** p after pooling. */
        public double p() {
            return pooled.p();
        }

        /** log₁₀ p after pooling. */
        public double log10P() {
            return pooled.log10P();
        }
    }

    /** Compares the current categories with the reference. */
    public static Result homogeneity(FrequencyTable reference, FrequencyTable current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return Result.UNDEFINED;
        }
        List<Entry> entries = Categories.union(reference, current);
        CountPairs all = Categories.pairs(entries);
        RareCategories rare = RareCategories.pool(entries, all.n(), all.m());
        Figure pooled = Figure.of(Categories.pairs(rare.kept()));
        return new Result(
                pooled,
                Figure.of(all),
                all.totalVariation(),
                Math.sqrt(pooled.statistic() / ((double) all.n() + (double) all.m())),
                all.largestDifference(),
                rare.pooled());
    }
}
