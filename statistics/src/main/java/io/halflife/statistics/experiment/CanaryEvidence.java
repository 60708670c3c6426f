// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.proportion.ClopperPearson;
import java.io.Serializable;
import java.util.Objects;

/**
 * What k failures in n requests say of a canary against the tolerated rate θ.
 *
 * <p>With p̂ = k/n:
 *
 * <ul>
 *   <li>seedP = Φ((θ − p̂)/√(p̂(1 − p̂)/n)), the chance of the naive normal approximation that the
 *       rate is below θ. {@link Status#DEGENERATE} for p̂ of 0 and 1, where it divides by 0. Only
 *       reported: decided on at every look it deploys 78 % of the canaries that fail five times as
 *       often as tolerated.
 *   <li>posteriorP = I_θ(k + ½, n − k + ½), that chance under Jeffreys' prior Beta(½, ½).
 *   <li>upperBound: the true rate is at or below it with 95 % confidence (Clopper and Pearson,
 *       one-sided); 1 when all requests failed.
 *   <li>lnBad, lnGood: ln of the e-values Λ_bad and Λ_good, the likelihood averaged over the part
 *       of Beta(½, ½) above θ, or below, by the likelihood at θ. Null hypotheses: rate at or below
 *       θ, or at or above; extreme is a large value. Either may be −∞.
 * </ul>
 *
 * <p>Law: for independent requests of one rate, the chance that Λ_bad ever reaches 1/α is at most α
 * when that rate is at or below θ, however often one looks (Ville's inequality); likewise Λ_good
 * when it is at or above. Requests that fail in bursts break the independence.
 *
 * <p>Without requests all figures are {@link Status#INSUFFICIENT_DATA}. Absolute error of the
 * logarithms about 10⁻¹⁵·max(1, |value|)·√n/1000, of posteriorP relative the same. Neither
 * logarithm is ever +∞, however small θ.
 *
 * <p>Source: Ville 1939, "Étude critique de la notion de collectif"; Robbins 1970,
 * doi:10.1214/aoms/1177696786; Brown, Cai &amp; DasGupta 2001, doi:10.1214/ss/1009213286.
 *
 * @param failures k of n
 * @param rate p̂
 */
public record CanaryEvidence(
        Tally failures,
        Figure rate,
        Figure seedP,
        Figure posteriorP,
        Figure upperBound,
        Figure lnBad,
        Figure lnGood)
        implements Serializable {

    /** Nothing was requested yet. */
    public static final CanaryEvidence NONE = none();

    private static final double CONFIDENCE = 0.95;

    public CanaryEvidence {
        Objects.requireNonNull(failures, "failures");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(seedP, "seedP");
        Objects.requireNonNull(posteriorP, "posteriorP");
        Objects.requireNonNull(upperBound, "upperBound");
        Objects.requireNonNull(lnBad, "lnBad");
        Objects.requireNonNull(lnGood, "lnGood");
    }

    /**
     * The evidence of these failures among requests.
     *
     * @param failures at most 10¹² trials
     * @param tolerated θ in (0, 1)
     */
    public static CanaryEvidence of(Tally failures, double tolerated) {
        Legal.share("tolerated", tolerated);
        if (failures.trials() > BetaTail.TRIALS_MAX) {
            throw new IllegalArgumentException(
                    "trials must be at most "
                            + BetaTail.TRIALS_MAX
                            + ", were "
                            + failures.trials());
        }
        if (failures.trials() == 0) {
            return NONE;
        }
        BetaTail tail = BetaTail.of(failures, tolerated);
        return new CanaryEvidence(
                failures,
                failures.rate(),
                seedP(failures, tolerated),
                Figure.of(tail.below()),
                Figure.of(ClopperPearson.upper(failures.events(), failures.trials(), CONFIDENCE)),
                Figure.of(tail.lnRatioAbove()),
                Figure.of(tail.lnRatioBelow()));
    }

    private static Figure seedP(Tally failures, double tolerated) {
        if (failures.events() == 0 || failures.others() == 0) {
            return Figure.undefined(Status.DEGENERATE);
        }
        double rate = failures.rate().value();
        double error = Math.sqrt(rate * (1 - rate) / failures.trials());
        return Figure.of(ErrorRates.NORMAL.cumulativeProbability((tolerated - rate) / error));
    }

    private static CanaryEvidence none() {
        Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
        return new CanaryEvidence(Tally.NONE, none, none, none, none, none, none);
    }
}
