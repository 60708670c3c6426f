// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * The least corrected {@link PopulationStability} index that is certain when both samples are known
 * within their rank errors only.
 *
 * <p>The cells are those of the index. Their inner edges have cumulative counts P_k of the
 * reference and Q_k of the current values, each right within ε·n and δ·m rows. The index is convex
 * in the P_k for fixed Q_k, and because shares of neither side enter it but through their cells, an
 * error of δ of the current side is laid on the reference side: min over |P_k/n − P̂_k/n| ≤ ε + δ.
 * It is found by going through the P_k one by one, each time to its own minimum, until nothing
 * moves. The gap left by stopping is below 10⁻⁹ of the index in practice; {@value #SWEEPS_MAX}
 * sweeps bound it.
 *
 * <p>Null hypothesis and meaning: those of the index; 0 says that the samples need not differ at
 * this resolution. Exact samples: the corrected index itself. A side without values: {@link
 * Status#INSUFFICIENT_DATA}. The transfer of δ is exact for δ = 0, which is how windows are judged;
 * otherwise it is an approximation of first order in δ. Cells of which the band reaches 0 keep the
 * half row that the index adds, so that logarithms are finite.
 *
 * <p>Source: convexity of the symmetric divergence, Csiszár 1967 (Studia Sci. Math. Hungar. 2,
 * 299–318).
 */
public final class StabilityBound {

    private static final int SWEEPS_MAX = 500;
    private static final int HALVINGS = 50;
    private static final double MOVED_MIN = 1e-12;

    private final CountPairs pairs;
    private final double[] low;
    private final double[] high;
    private final double[] cumulative;

    private StabilityBound(CountPairs pairs, double error) {
        this.pairs = pairs;
        int edges = pairs.cells() - 1;
        this.low = new double[edges];
        this.high = new double[edges];
        this.cumulative = new double[edges + 2];
        double n = pairs.n();
        long counted = 0;
        for (int k = 0; k < edges; k++) {
            counted += pairs.reference(k);
            low[k] = Math.max(0, counted / n - error);
            high[k] = Math.min(1, counted / n + error);
            cumulative[k + 1] = counted / n;
        }
        cumulative[edges + 1] = 1;
    }

    /** The least index less its mean when nothing changed, 0 or above. */
    public static Figure leastCorrected(
            EmpiricalDistribution reference, EmpiricalDistribution current) {
        PopulationStability.Result psi = PopulationStability.numeric(reference, current);
        double error = reference.rankErrorMax() + current.rankErrorMax();
        if (error == 0 || !psi.psi().isDefined() || psi.bins() < 2) {
            return psi.psiCorrected();
        }
        CountPairs pairs =
                Bins.nearestRank(reference, PopulationStability.BINS).count(reference, current);
        double least = new StabilityBound(pairs, error).least();
        return Figure.of(Math.max(0, Math.min(least, psi.psi().value()) - psi.nullMean().value()));
    }

    private double least() {
        double moved = 1;
        for (int sweep = 0; sweep < SWEEPS_MAX && moved > MOVED_MIN; sweep++) {
            moved = 0;
            for (int k = 0; k < low.length; k++) {
                moved = Math.max(moved, move(k));
            }
        }
        double sum = 0;
        for (int cell = 0; cell < pairs.cells(); cell++) {
            sum += term(cell, cumulative[cell + 1] - cumulative[cell]);
        }
        return sum;
    }

    /** Takes one edge to the minimum that its neighbours allow; gives how far it went. */
    private double move(int k) {
        double from = Math.max(low[k], cumulative[k]);
        double to = Math.min(high[k], cumulative[k + 2]);
        double before = cumulative[k + 1];
        for (int i = 0; i < HALVINGS && from < to; i++) {
            double middle = from + (to - from) / 2;
            if (slope(k, middle) > 0) {
                to = middle;
            } else {
                from = middle;
            }
        }
        cumulative[k + 1] = from;
        return Math.abs(from - before);
    }

    private double slope(int k, double at) {
        return derivative(k, at - cumulative[k]) - derivative(k + 1, cumulative[k + 2] - at);
    }

    private double smoothed(double share) {
        return (share * pairs.n() + 0.5) / (pairs.n() + pairs.cells() / 2.0);
    }

    private double current(int cell) {
        return (pairs.current(cell) + 0.5) / (pairs.m() + pairs.cells() / 2.0);
    }

    private double term(int cell, double share) {
        double p = smoothed(share);
        double q = current(cell);
        return (q - p) * Math.log(q / p);
    }

    /** Of (q − p)·ln(q/p) by p, but for a factor that is the same in all cells. */
    private double derivative(int cell, double share) {
        double p = smoothed(share);
        double q = current(cell);
        return Math.log(p / q) + 1 - q / p;
    }
}
