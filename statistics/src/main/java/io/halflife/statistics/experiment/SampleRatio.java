// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.comparison.ChiSquareTail;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether users were spread over the arms as planned. If not, something loses users of one arm, and
 * no result of the experiment may be shown.
 *
 * <p>X² = Σ(k_i − n·s_i)²/(n·s_i) over the arms, k_i the users of arm i, n all users, s_i the
 * planned share; compared with the chi-square distribution of (arms − 1) degrees of freedom. Null
 * hypothesis: the planned shares; extreme is a large X². Without users all figures are {@link
 * Status#INSUFFICIENT_DATA} and nothing is said against the experiment. The approximation is rough
 * when a planned count is below 5; against the chi-square distribution p has a relative error of
 * about 10⁻¹³.
 *
 * <p>Source: Pearson 1900, doi:10.1080/14786440009463897; Fabijan et al. 2019,
 * doi:10.1145/3292500.3330722.
 *
 * @param chiSquare X²
 * @param p chance of so large an X² when users are spread as planned
 * @param log10P decimal logarithm of p, also where that underflows
 */
public record SampleRatio(Figure chiSquare, Figure p, Figure log10P) implements Serializable {

    /** Below this p an experiment is invalid. */
    public static final double P_MIN = 0.001;

    /** The planned shares must add up to 1 within this. */
    private static final double SUM_TOLERANCE = 1e-9;

    public SampleRatio {
        Objects.requireNonNull(chiSquare, "chiSquare");
        Objects.requireNonNull(log10P, "log10P");
        double chance = p.orElse(0);
        if (chance < 0 || chance > 1) {
            throw new IllegalArgumentException("p must be in [0, 1], was " + p);
        }
    }

    /**
     * Compares the users of each arm with its planned share.
     *
     * @param users of each arm, two arms or more
     * @param shares of each arm, in (0, 1), together 1
     * @throws ArithmeticException when there are more than 2⁶³ − 1 users
     */
    public static SampleRatio of(List<Long> users, List<Double> shares) {
        requireArms(users, shares);
        long total = 0;
        for (long each : users) {
            total = Legal.sum("users", total, Legal.atLeast("users", each, 0));
        }
        if (total == 0) {
            Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
            return new SampleRatio(none, none, none);
        }
        double sum = 0;
        for (int i = 0; i < users.size(); i++) {
            double planned = shares.get(i) * total;
            double gap = users.get(i) - planned;
            sum += gap / planned * gap;
        }
        int freedom = users.size() - 1;
        double p = ChiSquaredDistribution.of(freedom).survivalProbability(sum);
        double log10P = ChiSquareTail.log10(sum, freedom);
        return new SampleRatio(Figure.of(sum), Figure.of(p), Figure.of(log10P));
    }

    /** Whether the shares differ from the plan beyond doubt: p below {@link #P_MIN}. */
    public boolean isMismatch() {
        return p.isBelow(P_MIN);
    }

    private static void requireArms(List<Long> users, List<Double> shares) {
        Legal.atLeast("number of arms", shares.size(), 2);
        if (users.size() != shares.size()) {
            throw new IllegalArgumentException(
                    "users must be of " + shares.size() + " arms, were of " + users.size());
        }
        double sum = 0;
        for (double share : shares) {
            sum += Legal.share("share", share);
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("shares must add up to 1, were " + sum);
        }
    }
}
