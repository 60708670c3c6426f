// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo.world;

/**
 * The model that is watched: a logistic regression that was trained before the story and never
 * learns. A category that it does not know and a value that is missing say nothing to it.
 */
final class ChurnModel {

    static final String LEAVES = "leaves";
    static final String STAYS = "stays";

    private static final double INTERCEPT = -3.0;
    private static final double GAIN = 1.4;
    private static final double HALF = 0.5;

    private ChurnModel() {}

    /** The probability that the customer leaves, to six digits. */
    static double score(Customer c) {
        double evidence =
                INTERCEPT
                        + contract(c.contract())
                        + 1.5 * (c.supportCalls() - 0.9)
                        + 1.4 * (c.latePayments() - 0.5)
                        + 1.6 * (Math.log1p(c.daysSinceLogin()) - 1.5)
                        - 1.2 * (c.tenureMonths() - 28) / 25
                        - 1.1 * orNothing((c.satisfaction() - 68) / 18)
                        - 0.5 * (c.sessions() - 6) / 2.4
                        - 0.3 * c.discount() / 10
                        + 0.15 * (c.monthlyCharge() - 64) / 18;
        double probability = 1 / (1 + Math.exp(-GAIN * evidence));
        return Math.rint(1e6 * probability) / 1e6;
    }

    private static double contract(String contract) {
        return switch (contract) {
            case "month_to_month" -> 1.6;
            case "one_year" -> -0.8;
            case "two_year" -> -2.6;
            default -> 0;
        };
    }

    private static double orNothing(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    static String label(double score) {
        return score >= HALF ? LEAVES : STAYS;
    }

    static String other(String label) {
        return label.equals(LEAVES) ? STAYS : LEAVES;
    }

    /** How sure the model is of its label, from 0.5 to 1. */
    static double confidence(double score) {
        return Math.max(score, 1 - score);
    }
}
