// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * Average precision, the area under the precision–recall curve without interpolation.
 *
 * <p>Σ(Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from the highest down, Rₖ recall and Pₖ precision
 * when every row scored at or above the k-th is predicted positive; tied scores are one step.
 * Higher is better; a model without skill has about the share of positives. Error: about 2⁻⁵³ per
 * distinct score of a positive row.
 *
 * <p>No positive row (no rows at all included): {@link Status#INSUFFICIENT_DATA}. Only positives:
 * 1. All scores tied: the share of positives. Infinite scores are ordinary, the first and last; NaN
 * scores cannot be in the table. No interval: the steps are dependent, and no closed form with
 * honest coverage for few positives is known to us.
 *
 * <p>Source: Su, Yuan &amp; Zhu 2015, doi:10.1145/2808194.2809481.
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /** The average precision of these scores. */
    public static Figure of(ScoreTable scores) {
        EmpiricalDistribution positive = scores.positive();
        EmpiricalDistribution negative = scores.negative();
        if (positive.isEmpty()) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double sum = 0;
        int below = negative.distinct();
        for (int i = positive.distinct() - 1; i >= 0; i--) {
            while (below > 0 && negative.value(below - 1) >= positive.value(i)) {
                below--;
            }
            double found = positive.size() - (i == 0 ? 0 : positive.cumulativeCount(i - 1));
            double wrong = negative.size() - (below == 0 ? 0 : negative.cumulativeCount(below - 1));
            sum += positive.count(i) * (found / (found + wrong));
        }
        return Figure.of(Math.min(1, sum / positive.size()));
    }
}
