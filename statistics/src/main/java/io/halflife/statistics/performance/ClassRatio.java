// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import java.util.Locale;

/**
 * A ratio of one class against the rest, c·tp/(a·predicted + b·support), with its slopes; 0 where
 * nothing is below, as averages over classes want it.
 */
public enum ClassRatio {
    /** tp/predicted. */
    PRECISION(1, 1, 0),
    /** tp/support. */
    RECALL(1, 0, 1),
    /** 2·tp/(predicted + support). */
    F1(2, 1, 1);

    private final double factor;
    private final double ofPredicted;
    private final double ofSupport;

    ClassRatio(double factor, double ofPredicted, double ofSupport) {
        this.factor = factor;
        this.ofPredicted = ofPredicted;
        this.ofSupport = ofSupport;
    }

    /** The name in lower case. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    double of(OneVersusRest counts) {
        double below = below(counts);
        return below == 0 ? 0 : factor * counts.truePositives() / below;
    }

    /** Change with the true positives, all else equal. */
    double byTruePositives(OneVersusRest counts) {
        double below = below(counts);
        return below == 0 ? 0 : factor / below;
    }

    /** Change with the rows predicted as the class. */
    double byPredicted(OneVersusRest counts) {
        return -ofPredicted * byBelow(counts);
    }

    /** Change with the rows of the class. */
    double bySupport(OneVersusRest counts) {
        return -ofSupport * byBelow(counts);
    }

    private double byBelow(OneVersusRest counts) {
        double below = below(counts);
        return below == 0 ? 0 : factor * counts.truePositives() / (below * below);
    }

    private double below(OneVersusRest counts) {
        return ofPredicted * counts.predicted() + ofSupport * counts.support();
    }
}
