// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Objects;

/**
 * Whether two arms differ, where anyone may look at any time and stop when the answer is there: the
 * mixture sequential probability ratio test and its confidence sequence.
 *
 * <p>With θ̂ and v of a {@link Look} and τ the standard deviation of the normal mixture over the
 * true difference:
 *
 * <ul>
 *   <li>ln Λ = ½ln(v/(v + τ²)) + τ²θ̂²/(2v(v + τ²));
 *   <li>p_always = the least min(1, 1/Λ) of all looks so far;
 *   <li>interval = what θ̂ ± √(v(v + τ²)/τ²·(2ln(1/α) + ln((v + τ²)/v))) of all looks have in
 *       common; a look that would leave nothing changes nothing.
 * </ul>
 *
 * <p>Null hypothesis: no difference; extreme is a large Λ, that is, a distance from 0 in either
 * direction. Law: the chance that p_always is ever at or below α without a difference is at most α,
 * up to the normal approximation of θ̂, however often one looks (measured 0.7 to 2.9 % for α = 5 %
 * with 200 to 5 000 looks; the plain z-test: 42 to 56 %). The verdict is made at the first look
 * with p_always ≤ α and never changes; p_always and the interval go on. Looks that cannot be
 * evaluated change nothing but {@link #looks()} and {@link #last()}. A look holds all data since
 * the start, not those since the look before; that counts never fall is the caller's to see to: a
 * look at fewer is taken as it is, and the law above then does not hold.
 *
 * <p>ln Λ has an absolute error of about 10⁻¹⁵·max(1, |ln Λ|), the ends of the interval 10⁻¹⁵ of θ̂
 * and of the half width; the law's own error is that of the normal approximation.
 *
 * <p>Immutable: each look gives a new state. For a single analysis at a planned size use the
 * comparison of two proportions or Welch's test, not this.
 *
 * <p>Source: Robbins 1970, doi:10.1214/aoms/1177696786; Johari, Koomen, Pekelis &amp; Walsh 2022,
 * doi:10.1287/opre.2021.2135; Howard, Ramdas, McAuliffe &amp; Sekhon 2021, doi:10.1214/20-AOS1991.
 *
 * @param tau standard deviation of the mixture; the difference that the experiment was planned to
 *     find serves well, five times too much costs some 20 % more users
 * @param alpha in (0, 1)
 * @param looks how many looks were taken
 * @param lnP natural logarithm of p_always, also where that underflows; 0 before any evidence
 * @param interval of the difference at confidence 1 − α; undefined before the first evaluable look
 * @param verdict frozen once it is not {@link Verdict#CONTINUE}
 * @param last the latest look
 */
public record SequentialTest(
        double tau,
        double alpha,
        long looks,
        double lnP,
        Interval interval,
        Verdict verdict,
        Look last)
        implements Serializable {

    public SequentialTest {
        Legal.positive("tau", tau);
        Legal.share("alpha", alpha);
        Legal.atLeast("looks", looks, 0);
        if (!(lnP <= 0)) {
            throw new IllegalArgumentException("lnP must be in [-∞, 0], was " + lnP);
        }
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(last, "last");
    }

    /** A test before its first look. */
    public static SequentialTest planned(double tau, double alpha) {
        return new SequentialTest(
                tau,
                alpha,
                0,
                0,
                Interval.undefined(Status.INSUFFICIENT_DATA),
                Verdict.CONTINUE,
                Look.of(Tally.NONE, Tally.NONE));
    }

    /** The state after a look at shares. */
    public SequentialTest look(Tally control, Tally treatment) {
        return look(Look.of(control, treatment));
    }

    /** The state after a look at means. */
    public SequentialTest look(Moments control, Moments treatment) {
        return look(Look.of(control, treatment));
    }

    private SequentialTest look(Look look) {
        if (!look.isEvaluable()) {
            return new SequentialTest(tau, alpha, looks + 1, lnP, interval, verdict, look);
        }
        double theta = look.difference().value();
        double v = look.variance().value();
        double leastLnP = Math.min(lnP, 0.0 - lnLambda(theta, v));
        Verdict found = theta > 0 ? Verdict.TREATMENT_HIGHER : Verdict.CONTROL_HIGHER;
        boolean decides = verdict == Verdict.CONTINUE && Math.exp(leastLnP) <= alpha;
        return new SequentialTest(
                tau,
                alpha,
                looks + 1,
                leastLnP,
                narrowed(theta, halfWidth(v)),
                decides ? found : verdict,
                look);
    }

    /** The always valid p: the chance, without any difference, to ever see as much as this. */
    public double p() {
        return Math.exp(lnP);
    }

    /** Its decimal logarithm, also where p underflows. */
    public double log10P() {
        return lnP / Math.log(10);
    }

    /** ln Λ of the latest look; undefined when that could not be evaluated. */
    public Figure lnLambda() {
        return last.isEvaluable()
                ? Figure.of(lnLambda(last.difference().value(), last.variance().value()))
                : last.difference();
    }

    /** v/(v + τ²) is written as 1/(1 + τ²/v), which neither overflows nor cancels. */
    private double lnLambda(double theta, double v) {
        double ratio = tau / v * tau;
        if (Double.isInfinite(ratio)) {
            return theta / v * theta / 2 - Math.log1p(Double.MAX_VALUE) / 2;
        }
        double product = tau / v * theta;
        return product * product / (1 + ratio) / 2 - Math.log1p(ratio) / 2;
    }

    private double halfWidth(double v) {
        double ratio = Math.min(tau / v * tau, Double.MAX_VALUE);
        double level = -2 * Math.log(alpha) + Math.log1p(ratio);
        return Math.sqrt(v) * Math.sqrt((1 + 1 / ratio) * level);
    }

    private Interval narrowed(double theta, double half) {
        double low = theta - half;
        double high = theta + half;
        if (interval.isDefined()) {
            low = Math.max(low, interval.low());
            high = Math.min(high, interval.high());
        }
        return low <= high ? Interval.of(low, high) : interval;
    }
}
