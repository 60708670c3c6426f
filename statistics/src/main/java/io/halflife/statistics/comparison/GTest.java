// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.comparison.Categories.Entry;
import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.List;

/**
 * The likelihood-ratio test that two samples of categories come from one distribution.
 *
 * <p>G = 2·ΣO·ln(O/E) over the 2×K table, O the count of a cell and E = row·column/N its
 * expectation; null hypothesis: both rows have one distribution; under it G is about χ² with K − 1
 * degrees of freedom; large G is extreme. Computed as 2·ΣE·h(d), d = (O − E)/E, h(d) = (1 + d)·ln(1
 * + d) − d: the same number, but a sum of terms of one sign. ΣO·ln O and its like lose all digits
 * for counts beyond 10¹⁰; this keeps about 10⁻¹⁴ up to counts near 2⁶³.
 *
 * <p>A side without rows: everything undefined, INSUFFICIENT_DATA. One category left: G = 0, no
 * degrees of freedom, p = 1. Equal shares: G = 0 exactly. Categories are pooled as by {@link
 * ChiSquare}, whose X² it approaches when shares are nearly equal.
 *
 * <p>Source: Wilks 1938, doi:10.1214/aoms/1177732360; Sokal &amp; Rohlf 2012, Biometry, §17.
 */
public final class GTest {

    /** Below this d the direct form of h loses digits, and the series' next term is below 10⁻¹⁷. */
    private static final double SERIES_MAX = 0.01;

    private static final int SERIES_TERMS = 9;

    private GTest() {}

    /**
     * The test of one 2×K table.
     *
     * @param statistic G
     * @param dof degrees of freedom, K − 1; 0 where undefined
     * @param p P(χ² ≥ G)
     * @param log10P its decimal logarithm, also where p underflows
     */
    public record Table(Figure statistic, long dof, Figure p, Figure log10P)
            implements Serializable {

        static Table undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Table(none, 0, none, none);
        }

        static Table of(CountPairs pairs) {
            double g = likelihoodRatio(pairs);
            long dof = pairs.cells() - 1L;
            return new Table(
                    Figure.of(g),
                    dof,
                    Figure.of(ChiSquareTail.p(g, dof)),
                    Figure.of(ChiSquareTail.log10(g, dof)));
        }
    }

    /**
     * What the test gives.
     *
     * @param pooled the test after pooling rare categories
     * @param unpooled the test over every category as it is
     */
    public record Result(Table pooled, Table unpooled) implements Serializable {

        /** No figure at all, for this reason. */
        public static Result undefined(Status why) {
            return new Result(Table.undefined(why), Table.undefined(why));
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
        return new Result(Table.of(Categories.pairs(rare.kept())), Table.of(all));
    }

    /**
     * With t the total of a column, its cells expect n·t/N and m·t/N, and miss them by the same
     * amount ± n·m·(p − q)/N, formed exactly.
     */
    private static double likelihoodRatio(CountPairs pairs) {
        double n = pairs.n();
        double m = pairs.m();
        CompensatedSum sum = new CompensatedSum();
        for (int cell = 0; cell < pairs.cells(); cell++) {
            double total = (double) pairs.reference(cell) + (double) pairs.current(cell);
            double difference = pairs.shareDifference(cell);
            sum.add(n / (n + m) * total * excess(m / total * difference));
            sum.add(m / (n + m) * total * excess(-n / total * difference));
        }
        return 2 * sum.value();
    }

    /** h(d) = (1 + d)·ln(1 + d) − d = d²/2 − d³/6 + d⁴/12 − …, at least 0; 1 for an empty cell. */
    static double excess(double d) {
        if (d <= -1) {
            return 1;
        }
        if (Math.abs(d) > SERIES_MAX) {
            return (1 + d) * Math.log1p(d) - d;
        }
        double sum = 0;
        for (int k = SERIES_TERMS; k >= 2; k--) {
            sum = 1.0 / (k * (k - 1)) - d * sum;
        }
        return d * d * sum;
    }
}
