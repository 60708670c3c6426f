// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import io.halflife.statistics.distribution.ExactProducts;
import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.Objects;

/**
 * What two arms show at one moment: treatment − control and its squared standard error, or why
 * nothing may be concluded yet.
 *
 * <p>Shares: θ̂ = p_t − p_c, v = p_c(1 − p_c)/n_c + p_t(1 − p_t)/n_t. Means: θ̂ = m_t − m_c, v =
 * s²_c/n_c + s²_t/n_t with sample variances. Both figures are undefined unless the look is {@link
 * Reason#EVALUABLE}. Relative error of v some 2⁻⁵¹, and of a difference of shares 2⁻⁵².
 *
 * <p>Source: Johari, Koomen, Pekelis &amp; Walsh 2022, doi:10.1287/opre.2021.2135; the least counts
 * are ours.
 *
 * @param reason whether it may be used, and if not, why
 * @param difference θ̂, treatment − control
 * @param variance v, the squared standard error of the difference, unpooled
 */
public record Look(Reason reason, Figure difference, Figure variance) implements Serializable {

    /** Fewer events or others in an arm than this: the normal approximation is not trusted. */
    public static final long EVENTS_MIN = 10;

    /** Fewer values in an arm than this: the normal approximation is not trusted. */
    public static final long VALUES_MIN = 30;

    /** Whether a look may be used, and if not, why. */
    public enum Reason {
        /** It may. */
        EVALUABLE,
        /** An arm has fewer than {@link #EVENTS_MIN} events, or so few trials without one. */
        FEW_EVENTS,
        /** An arm has fewer than {@link #VALUES_MIN} values. */
        FEW_VALUES,
        /** All values of an arm are equal. */
        NO_SPREAD,
        /** The moments do not fit into a double. */
        OVERFLOW
    }

    public Look {
        Objects.requireNonNull(reason, "reason");
        boolean evaluable = reason == Reason.EVALUABLE;
        if (difference.isDefined() != evaluable || variance.isDefined() != evaluable) {
            throw new IllegalArgumentException(
                    "figures must be defined if EVALUABLE and only then, was " + reason);
        }
    }

    public boolean isEvaluable() {
        return reason == Reason.EVALUABLE;
    }

    /** A look at shares. */
    public static Look of(Tally control, Tally treatment) {
        if (few(control) || few(treatment)) {
            return unusable(Reason.FEW_EVENTS, Status.INSUFFICIENT_DATA);
        }
        double trials = (double) control.trials() * (double) treatment.trials();
        double difference =
                ExactProducts.difference(
                                treatment.events(),
                                control.trials(),
                                control.events(),
                                treatment.trials())
                        / trials;
        return usable(difference, variance(control) + variance(treatment));
    }

    /** A look at means. */
    public static Look of(Moments control, Moments treatment) {
        if (Math.min(control.n(), treatment.n()) < VALUES_MIN) {
            return unusable(Reason.FEW_VALUES, Status.INSUFFICIENT_DATA);
        }
        if (control.m2() == 0 || treatment.m2() == 0) {
            return unusable(Reason.NO_SPREAD, Status.DEGENERATE);
        }
        if (control.isLost() || treatment.isLost()) {
            return unusable(Reason.OVERFLOW, Status.ERROR);
        }
        return usable(
                treatment.mean().value() - control.mean().value(),
                variance(control) + variance(treatment));
    }

    private static boolean few(Tally tally) {
        return Math.min(tally.events(), tally.others()) < EVENTS_MIN;
    }

    private static double variance(Tally tally) {
        double n = tally.trials();
        return tally.events() / n * (tally.others() / n) / n;
    }

    private static double variance(Moments moments) {
        return moments.m2() / (moments.n() - 1.0) / moments.n();
    }

    private static Look usable(double difference, double variance) {
        if (!Double.isFinite(difference) || !Double.isFinite(variance) || variance == 0) {
            return unusable(Reason.OVERFLOW, Status.ERROR);
        }
        return new Look(Reason.EVALUABLE, Figure.of(difference), Figure.of(variance));
    }

    private static Look unusable(Reason reason, Status status) {
        return new Look(reason, Figure.undefined(status), Figure.undefined(status));
    }
}
