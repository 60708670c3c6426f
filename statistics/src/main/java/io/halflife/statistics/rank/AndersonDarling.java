// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.List;

/**
 * Anderson–Darling test of k samples, the version with mid-ranks: like {@link CramerVonMises}, but
 * differences in the tails weigh as much as those in the middle.
 *
 * <p>A² = (N − 1)/N·Σ_i 1/n_i·Σ_j l_j/N·(N·M_ij − n_i·B_j)²/(B_j(N − B_j) − N·l_j/4) over samples i
 * and pooled distinct values j, l_j how often the value occurs, M_ij and B_j how many values of the
 * sample and of all are below it, with half of those equal to it. Normalised: (A² − (k − 1))/σ,
 * with the exact σ of no ties. Null hypothesis: all samples come from one distribution; large
 * values are extreme, about 0 is what is expected.
 *
 * <p>p is interpolated in the table of critical values (a parabola through their logarithms) and
 * stands at 0.25 and 0.001 beyond its ends: use the statistic for ranking.
 *
 * <p>A sample without values, or fewer than four in all: {@link Status#INSUFFICIENT_DATA}. All
 * values equal: {@link Status#DEGENERATE}. Infinities are ordinary values. Compacted samples: the
 * statistic is that of the compacted values, p is {@link Status#ERROR}, because no honest bound of
 * it is known.
 *
 * <p>Error: the statistic to some 10⁻¹³; p as an interpolation to about 0.01 at 0.25 and 10⁻⁵ at
 * 0.001, more for samples below five values.
 *
 * <p>Source: Scholz &amp; Stephens 1987, doi:10.1080/01621459.1987.10478517.
 */
public final class AndersonDarling {

    /** p ends here: smaller ones are not told apart. */
    public static final double P_MIN = 0.001;

    private AndersonDarling() {}

    /**
     * What the test gives.
     *
     * @param statistic normalised: mean about 0 and variance about 1 when nothing changed
     * @param p in [0.001, 0.25]
     */
    public record Result(Figure statistic, Figure p) implements Serializable {

        static Result undefined(Status why) {
            return new Result(Figure.undefined(why), Figure.undefined(why));
        }
    }

    /** Compares the current values with the reference. */
    public static Result compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return compare(List.of(reference, current));
    }

    /**
     * Compares several samples.
     *
     * @throws IllegalArgumentException for fewer than two samples
     */
    public static Result compare(List<EmpiricalDistribution> samples) {
        if (samples.size() < 2) {
            throw new IllegalArgumentException("fewer than 2 samples: " + samples.size());
        }
        EmpiricalDistribution pooled = EmpiricalDistribution.EMPTY;
        double inverseSizes = 0;
        boolean compacted = false;
        for (EmpiricalDistribution sample : samples) {
            if (sample.isEmpty()) {
                return Result.undefined(Status.INSUFFICIENT_DATA);
            }
            pooled = pooled.merge(sample);
            inverseSizes += 1.0 / sample.size();
            compacted |= sample.rankErrorMax() > 0;
        }
        if (pooled.size() < 4) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        if (pooled.distinct() == 1) {
            return Result.undefined(Status.DEGENERATE);
        }
        double sum = 0;
        for (EmpiricalDistribution sample : samples) {
            sum += WeightedSquares.of(sample, pooled);
        }
        AndersonDarlingNull unchanged =
                new AndersonDarlingNull(samples.size(), pooled.size(), inverseSizes);
        double normalised = unchanged.normalised(sum);
        return new Result(
                Figure.of(normalised),
                compacted ? Figure.undefined(Status.ERROR) : Figure.of(unchanged.p(normalised)));
    }
}
