// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.CompensatedSum;
import io.halflife.statistics.distribution.EmpiricalDistribution;

/** One sample's part of the Anderson–Darling statistic. */
final class WeightedSquares {

    private WeightedSquares() {}

    /**
     * (N − 1)/N·1/n·Σ_j l_j/N·(N·M_j − n·B_j)²/(B_j(N − B_j) − N·l_j/4). All as shares of N and n,
     * so that nothing overflows.
     */
    static double of(EmpiricalDistribution sample, EmpiricalDistribution pooled) {
        double n = sample.size();
        double all = pooled.size();
        CompensatedSum sum = new CompensatedSum();
        int next = 0;
        double below = 0;
        double pooledBelow = 0;
        for (int j = 0; j < pooled.distinct(); j++) {
            boolean present = next < sample.distinct() && sample.value(next) == pooled.value(j);
            double at = present ? sample.count(next++) : 0;
            double pooledAt = pooled.count(j);
            double middle = pooledBelow + pooledAt / 2;
            double share = middle / all;
            double difference = (below + at / 2) / n - share;
            double weight = share * ((all - middle) / all) - pooledAt / all / 4;
            if (weight > 0) {
                sum.add(pooledAt / all * difference * difference / weight);
            }
            below += at;
            pooledBelow += pooledAt;
        }
        return (all - 1) / all * n * sum.value();
    }
}
