// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import java.io.Serializable;

/**
 * Population stability index: the symmetric divergence of two histograms.
 *
 * <p>PSI = Σ(q − p)·ln(q/p), p = (c + ½)/(N + ½B) in the reference and q likewise in the current
 * values. Numbers are cut at the nearest-rank deciles of the reference's finite values, repeated
 * edges and one at the maximum dropped; up to ten distinct values have a cell each beside one for
 * everything else. Infinities fall into the outer cells.
 *
 * <p>PSI is biased upward: when nothing changed its mean is E₀ = (B − 1)(1/n + 1/m), and PSI/(1/n +
 * 1/m) is about χ² with B − 1 degrees of freedom, whose upper tail is {@code p}. At n = m = 100
 * four of five unchanged windows exceed 0.1, so use the corrected value. A side without values, or
 * a reference without finite ones: everything NaN.
 *
 * <p>Source: Yurdakul &amp; Naranjo 2020, doi:10.21314/JRMV.2020.227.
 */
public final class PopulationStability {

    /** Cells of a number's histogram. */
    public static final int BINS = 10;

    private PopulationStability() {}

    /**
     * What the comparison gives.
     *
     * @param psi the index, 0 or above
     * @param nullMean E₀
     * @param psiCorrected max(0, PSI − E₀)
     * @param p chance of a PSI at least as large when nothing changed
     * @param bins number of cells
     */
    public record Result(double psi, double nullMean, double psiCorrected, double p, int bins)
            implements Serializable {

        static final Result UNDEFINED =
                new Result(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

        static Result of(CountPairs pairs) {
            if (!pairs.isDefined()) {
                return UNDEFINED;
            }
            double psi = pairs.stability();
            double scale = 1.0 / pairs.n() + 1.0 / pairs.m();
            double nullMean = (pairs.cells() - 1) * scale;
            return new Result(
                    psi,
                    nullMean,
                    Math.max(0, psi - nullMean),
                    ChiSquareTail.p(psi / scale, pairs.cells() - 1L),
                    pairs.cells());
        }
    }

    /** Compares numbers. */
    public static Result numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return numeric(reference, current, BINS);
    }

    static Result numeric(
            EmpiricalDistribution reference, EmpiricalDistribution current, int bins) {
        if (reference.moments().n() == 0 || current.isEmpty()) {
            return Result.UNDEFINED;
        }
        return Result.of(Bins.nearestRank(reference, bins).count(reference, current));
    }

    /** Compares categories; every category that either side has is a cell. */
    public static Result categorical(FrequencyTable reference, FrequencyTable current) {
        return Result.of(Categories.pairs(reference, current));
    }

    /**
     * The index as other tools define it: nine inner deciles by linear interpolation (numpy's
     * default), a value at a cut belongs above it, shares of zero become 10⁻⁴. NaN when a side is
     * empty.
     */
    public static double decileDefinition(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.isEmpty() || current.isEmpty()
                ? Double.NaN
                : Bins.linearDeciles(reference).count(reference, current).plainStability();
    }

    /**
     * As {@link #decileDefinition(EmpiricalDistribution, EmpiricalDistribution)} over categories.
     */
    public static double decileDefinition(FrequencyTable reference, FrequencyTable current) {
        return Categories.pairs(reference, current).plainStability();
    }
}
