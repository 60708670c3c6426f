// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;

/**
 * Average precision, the area under the precision–recall curve without interpolation: Σ(Rₖ −
 * Rₖ₋₁)·Pₖ over the distinct scores from the highest down. A model without skill has about the
 * share of positives. NaN without positives; 1 when there are only positives.
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /** The average precision of these scores. */
    public static double of(ScoreTable scores) {
        EmpiricalDistribution positive = scores.positive();
        EmpiricalDistribution negative = scores.negative();
        if (positive.isEmpty()) {
            return Double.NaN;
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
        return sum / positive.size();
    }
}
