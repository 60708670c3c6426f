// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.Objects;

/**
 * The curve of {@link MeasuredDecay} when single windows may be far off: Huber's M-estimate. For
 * looking at; intervals and decisions use the plain fit.
 *
 * <p>Starts at the plain fit. Each round takes s = 1.4826·median(√w·|r|), r the residuals of the
 * curve so far, gives each window the weight w·min(1, 1.345·s/(√w·|r|)) and fits again, until the
 * curve moves by less than 10⁻¹². For a normal scatter it needs 5 % more windows than the plain fit
 * for the same error.
 *
 * <p>Input, and what is left out, as {@link MeasuredDecay#fit}; without a plain fit its status.
 * More than half of the windows exactly on the curve: DEGENERATE, for there is no scale. Not
 * settled after {@value #ROUNDS_MAX} rounds: ERROR.
 *
 * <p>Source: Huber 1964, doi:10.1214/aoms/1177703732; Holland &amp; Welsch 1977,
 * doi:10.1080/03610927708827533.
 *
 * @param initial M(t0), t0 the first window that entered
 * @param rate λ per unit of time
 * @param scale s, in units of 1/√w
 */
public record HuberDecay(Figure initial, Figure rate, Figure scale) {

    private static final double TUNING = 1.345;
    private static final double NORMAL_SCALE = 1.4826;
    private static final double STILL = 1e-12;
    private static final int ROUNDS_MAX = 400;

    /** Residuals below this part of the heights are rounding. */
    private static final double ROUNDING = 1e-13;

    public HuberDecay {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(scale, "scale");
    }

    /** No curve, for this reason. */
    public static HuberDecay undefined(Status why) {
        Figure none = Figure.undefined(why);
        return new HuberDecay(none, none, none);
    }

    /** Fits the windows; arguments as of {@link MeasuredDecay#fit}. */
    public static HuberDecay fit(double[] times, double[] values, double[] weights, double floor) {
        return fit(times, values, weights, floor, ExponentialFit.WINDOWS_MIN);
    }

    static HuberDecay fit(
            double[] times, double[] values, double[] weights, double floor, int windowsMin) {
        ExponentialFit plain = MeasuredDecay.fit(times, values, weights, floor, false, windowsMin);
        if (!plain.isFitted()) {
            return undefined(plain.status());
        }
        DecayPoints points = MeasuredDecay.entering(times, values, weights, floor);
        WeightedHeights windows = new WeightedHeights(points, values, weights, floor);
        Estimates e = plain.estimates();
        return settled(windows, new Exponential(Math.exp(e.logInitial()), e.rate()), floor);
    }

    private static HuberDecay settled(WeightedHeights windows, Exponential start, double floor) {
        Exponential curve = start;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            double[] sizes = windows.residualSizes(curve);
            double scale = NORMAL_SCALE * Medians.of(sizes);
            if (!(scale > ROUNDING * windows.size())) {
                return undefined(Status.DEGENERATE);
            }
            Exponential next = windows.near(curve, shares(sizes, scale));
            double moved =
                    Math.abs(next.height() - curve.height()) / Math.max(1, next.height())
                            + Math.abs(next.rate() - curve.rate());
            curve = next;
            if (moved < STILL) {
                return new HuberDecay(
                        Figure.of(floor + curve.height()),
                        Figure.of(curve.rate()),
                        Figure.of(scale));
            }
        }
        return undefined(Status.ERROR);
    }

    private static double[] shares(double[] sizes, double scale) {
        double[] shares = new double[sizes.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sizes[i] <= TUNING * scale ? 1 : TUNING * scale / sizes[i];
        }
        return shares;
    }
}
