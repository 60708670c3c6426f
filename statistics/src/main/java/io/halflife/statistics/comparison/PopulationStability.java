// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Optional;

/**
 * Population stability index: the symmetric divergence of two histograms.
 *
 * <p>PSI = Σ(q − p)·ln(q/p) over B cells, with p = (c + ½)/(N + ½B) from the count c of a cell and
 * the N values of the reference, and q likewise from the current values. Numbers are cut at the
 * nearest-rank deciles x_⌈k·n/B⌉ of the reference's finite values, repeated edges and one at the
 * maximum dropped, into (−∞, e₁], (e₁, e₂], …, (e_k, ∞); up to B distinct values have a cell each
 * beside one for everything else. Infinities fall into the outer cells.
 *
 * <p>Null hypothesis: both sides have the same shares; large values are extreme. PSI is biased
 * upward: when nothing changed its mean is about E₀ = (B − 1)(1/n + 1/m), and PSI/(1/n + 1/m) is
 * about χ² with B − 1 degrees of freedom, whose upper tail is {@code p}. At n = m = 100 four of
 * five unchanged windows exceed 0.1, so use the corrected value, and the customary levels with
 * {@value #LEVEL_VALUES_MIN} values a side only.
 *
 * <p>A side without values, or a reference of numbers without finite ones: everything {@link
 * Status#INSUFFICIENT_DATA}. Equal shares: 0, p = 1. Constant or single-valued references: one cell
 * for the value and one for the rest. Ties: values equal to an edge lie below it.
 *
 * <p>Error: some 10⁻¹⁵ of the sum of its terms, which are all positive; p is asymptotic: its size
 * at nominal 5 % is 4.2 to 4.8 % from a hundred values on.
 *
 * <p>Source: Yurdakul &amp; Naranjo 2020, doi:10.21314/JRMV.2020.227.
 */
public final class PopulationStability {

    /** Cells of a number's histogram. */
    public static final int BINS = 10;

    /** With fewer values on a side PSI reaches the levels by chance. */
    public static final long LEVEL_VALUES_MIN = 500;

    private PopulationStability() {}

    /** The customary reading of an index. */
    public enum Level {
        /** Below 0.1. */
        NONE,
        /** From 0.1 on. */
        MODERATE,
        /** From 0.2 on. */
        MAJOR;

        static final double MODERATE_MIN = 0.1;
        static final double MAJOR_MIN = 0.2;

        static Level of(double psi) {
            if (psi < MODERATE_MIN) {
                return NONE;
            }
            return psi < MAJOR_MIN ? MODERATE : MAJOR;
        }
    }

    /**
     * What the comparison gives.
     *
     * @param psi the index, 0 or above
     * @param nullMean E₀
     * @param psiCorrected max(0, PSI − E₀)
     * @param scaled PSI/(1/n + 1/m)
     * @param p chance of a PSI at least as large when nothing changed: the tail of χ² at scaled
     * @param bins number of cells B; 0 when undefined
     * @param fewer values on the smaller side
     */
    public record Result(
            Figure psi,
            Figure nullMean,
            Figure psiCorrected,
            Figure scaled,
            Figure p,
            int bins,
            long fewer)
            implements Serializable {

        static Result undefined(Status why) {
            Figure none = Figure.undefined(why);
            return new Result(none, none, none, none, none, 0, 0);
        }

        static Result of(CountPairs pairs) {
            if (!pairs.isDefined()) {
                return undefined(Status.INSUFFICIENT_DATA);
            }
            double psi = index(pairs);
            double scale = 1.0 / pairs.n() + 1.0 / pairs.m();
            double nullMean = (pairs.cells() - 1) * scale;
            return new Result(
                    Figure.of(psi),
                    Figure.of(nullMean),
                    Figure.of(Math.max(0, psi - nullMean)),
                    Figure.of(psi / scale),
                    Figure.of(ChiSquareTail.p(psi / scale, pairs.cells() - 1L)),
                    pairs.cells(),
                    Math.min(pairs.n(), pairs.m()));
        }

        /** How the index is customarily read; empty below {@link #LEVEL_VALUES_MIN} a side. */
        public Optional<Level> level() {
            return psi.isDefined() && fewer >= LEVEL_VALUES_MIN
                    ? Optional.of(Level.of(psi.value()))
                    : Optional.empty();
        }
    }

    private static double index(CountPairs pairs) {
        CompensatedSum sum = new CompensatedSum();
        for (int cell = 0; cell < pairs.cells(); cell++) {
            sum.add(contribution(pairs, cell));
        }
        return sum.value();
    }

    /** What one cell adds to the index, 0 or above. */
    static double contribution(CountPairs pairs, int cell) {
        double half = pairs.cells() / 2.0;
        double p = (pairs.reference(cell) + 0.5) / (pairs.n() + half);
        double q = (pairs.current(cell) + 0.5) / (pairs.m() + half);
        return (q - p) * Math.log(q / p);
    }

    /** Compares numbers. */
    public static Result numeric(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return numeric(reference, current, BINS);
    }

    static Result numeric(
            EmpiricalDistribution reference, EmpiricalDistribution current, int bins) {
        if (reference.moments().n() == 0) {
            return Result.undefined(Status.INSUFFICIENT_DATA);
        }
        return Result.of(Bins.nearestRank(reference, bins).count(reference, current));
    }

    /** Compares categories; every category that either side has is a cell. */
    public static Result categorical(FrequencyTable reference, FrequencyTable current) {
        return Result.of(Categories.pairs(reference, current));
    }

    /**
     * The index as other tools define it: nine inner deciles by linear interpolation (numpy's
     * default), a value at a cut belongs above it, shares of zero become 10⁻⁴. Undefined when a
     * side is empty.
     */
    public static Figure decileDefinition(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        return reference.isEmpty()
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : plain(Bins.linearDeciles(reference).count(reference, current));
    }

    /**
     * As {@link #decileDefinition(EmpiricalDistribution, EmpiricalDistribution)} over categories.
     */
    public static Figure decileDefinition(FrequencyTable reference, FrequencyTable current) {
        return plain(Categories.pairs(reference, current));
    }

    private static Figure plain(CountPairs pairs) {
        return pairs.isDefined()
                ? Figure.of(pairs.plainStability())
                : Figure.undefined(Status.INSUFFICIENT_DATA);
    }
}
