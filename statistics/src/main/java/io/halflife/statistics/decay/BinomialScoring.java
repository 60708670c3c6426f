// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import java.util.Arrays;
import java.util.Optional;

/**
 * Maximum likelihood of a and λ in p(t) = c + e^(a − λt) for binomial counts, by Fisher scoring.
 *
 * <p>With e = e^(a − λt): weight n·e²/(p(1 − p)), working residual (k/n − p)/e; each step is a
 * weighted line through the residuals, times centred at their weighted mean; it is halved while
 * some p ≥ 1 or the likelihood falls. Start: a = ln(p̄ − c), λ = 0. Not safe for use by several
 * threads.
 */
final class BinomialScoring {

    /**
     * Five are the rule; where nearly all is right, each step may take away only half of the way.
     */
    private static final int STEPS_MAX = 200;

    private static final double ROUNDING = 1e-12;
    private static final double CONVERGED = 1e-13;
    private static final double TOLERATED = 1e-9;

    /**
     * A share nearer to 1, or windows that count less beside those of one time, mean that the
     * optimum lies at the edge: at p = 1, or at an infinite rate. There errors have no meaning.
     */
    private static final double EDGE = 1e-9;

    private final double[] t;
    private final double[] n;
    private final double[] k;
    private final double floor;
    private final double pooled;
    private final double[] p;

    private double a;
    private double rate;
    private double weight;
    private double meanTime;
    private double spread;
    private boolean stuck;

    BinomialScoring(double[] t, double[] n, double[] k, double floor) {
        this.t = t;
        this.n = n;
        this.k = k;
        this.floor = floor;
        this.pooled = Arrays.stream(k).sum() / Arrays.stream(n).sum();
        this.p = new double[t.length];
    }

    /** Why there can be no optimum inside; empty when it is worth looking for one. */
    Optional<Refusal.Reason> refusal() {
        if (pooled == 1) {
            return Optional.of(Refusal.Reason.ALL_RIGHT);
        }
        if (pooled == 0) {
            return Optional.of(Refusal.Reason.NONE_RIGHT);
        }
        return pooled > floor ? Optional.empty() : Optional.of(Refusal.Reason.NOT_ABOVE_FLOOR);
    }

    /** Whether an interior optimum was found; the other methods need it. */
    boolean solve() {
        a = Math.log(pooled - floor);
        rate = 0;
        double step = Double.POSITIVE_INFINITY;
        double span = Arrays.stream(t).max().orElse(0);
        for (int i = 0; i < STEPS_MAX && step > CONVERGED && !stuck; i++) {
            step = step(span);
        }
        return step < TOLERATED && information() && isInside(span);
    }

    private boolean isInside(double span) {
        double most = Arrays.stream(p).max().orElse(1);
        return most < 1 - EDGE && spread > EDGE * weight * span * span;
    }

    /** One step, or the part of it that helps; returns the size of the whole. */
    private double step(double span) {
        if (!information()) {
            return Double.POSITIVE_INFINITY;
        }
        double level = 0;
        double slope = 0;
        for (int i = 0; i < t.length; i++) {
            double e = p[i] - floor;
            double pull = n[i] * e / (p[i] * (1 - p[i])) * (k[i] / n[i] - p[i]);
            level += pull;
            slope += pull * (t[i] - meanTime);
        }
        double deltaRate = -slope / spread;
        double deltaA = level / weight + deltaRate * meanTime;
        double size = Math.max(Math.abs(deltaA), Math.abs(deltaRate) * span);
        for (double part = 1; part * size > CONVERGED || part == 1; part /= 2) {
            if (gain(a + part * deltaA, rate + part * deltaRate) >= -ROUNDING) {
                a += part * deltaA;
                rate += part * deltaRate;
                return size;
            }
        }
        stuck = true;
        return size;
    }

    /** By how much the log-likelihood rises, relative to its size; NaN where some p ≥ 1. */
    private double gain(double newA, double newRate) {
        double gain = 0;
        double size = 1;
        for (int i = 0; i < t.length; i++) {
            double next = floor + Math.exp(newA - newRate * t[i]);
            if (!(next < 1)) {
                return Double.NaN;
            }
            gain += logRatio(k[i], next / p[i]) + logRatio(n[i] - k[i], (1 - next) / (1 - p[i]));
            size += n[i];
        }
        return gain / size;
    }

    private static double logRatio(double count, double ratio) {
        return count == 0 ? 0 : count * Math.log(ratio);
    }

    /** Probabilities and expected information at the present a and λ. */
    private boolean information() {
        weight = 0;
        double weightedTime = 0;
        double[] weights = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            double e = Math.exp(a - rate * t[i]);
            p[i] = floor + e;
            weights[i] = n[i] * e * e / (p[i] * (1 - p[i]));
            weight += weights[i];
            weightedTime += weights[i] * t[i];
        }
        meanTime = weightedTime / weight;
        spread = 0;
        for (int i = 0; i < t.length; i++) {
            spread += weights[i] * (t[i] - meanTime) * (t[i] - meanTime);
        }
        return weight > 0 && spread > 0 && Double.isFinite(weight + spread);
    }

    double logInitial() {
        return a;
    }

    double rate() {
        return rate;
    }

    /** p̄, the share without trend. */
    double pooled() {
        return pooled;
    }

    Covariance covariance(double dispersion) {
        return Covariance.of(weight, meanTime, spread, dispersion);
    }

    /** Σk·ln p + (n − k)·ln(1 − p), the part of the log-likelihood that depends on p. */
    double logLikelihood() {
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += logRatio(k[i], p[i]) + logRatio(n[i] - k[i], 1 - p[i]);
        }
        return sum;
    }

    /** 2(ℓ − ℓ₀) against the share without trend; summed as ratios, so that it keeps its digits. */
    double likelihoodRatio() {
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            sum += logRatio(k[i], p[i] / pooled) + logRatio(n[i] - k[i], (1 - p[i]) / (1 - pooled));
        }
        return Math.max(0, 2 * sum);
    }

    /** Σ(k − np)²/(np(1 − p)) of the fit. */
    double pearson() {
        return pearson(p);
    }

    /** Pearson's sum of the share without trend. */
    double pearsonWithoutTrend() {
        double[] same = new double[p.length];
        Arrays.fill(same, pooled);
        return pearson(same);
    }

    private double pearson(double[] shares) {
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            double residual = k[i] - n[i] * shares[i];
            sum += residual * residual / (n[i] * shares[i] * (1 - shares[i]));
        }
        return sum;
    }

    /** Standard error of ln(p̄ − c), before dispersion. */
    double pooledLogError() {
        double trials = Arrays.stream(n).sum();
        return Math.sqrt(pooled * (1 - pooled) / trials) / (pooled - floor);
    }
}
