// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.util.List;

/** Sorted samples one above the other as one, without sorting again. */
final class AscendingParts {

    private AscendingParts() {}

    static EmpiricalDistribution together(List<EmpiricalDistribution> parts) {
        int distinct = 0;
        boolean repeats = false;
        for (EmpiricalDistribution part : parts) {
            distinct = Math.addExact(distinct, part.distinct());
            repeats |= part.repeats();
        }
        double[] values = new double[distinct];
        long[] cumulative = repeats ? new long[distinct] : null;
        int next = 0;
        long before = 0;
        for (EmpiricalDistribution part : parts) {
            requireAbove(next == 0 ? Double.NaN : values[next - 1], part);
            System.arraycopy(part.values(), 0, values, next, part.distinct());
            for (int i = 0; repeats && i < part.distinct(); i++) {
                cumulative[next + i] = before + part.upTo(i);
            }
            next += part.distinct();
            before = Math.addExact(before, part.size());
        }
        return new EmpiricalDistribution(values, cumulative, 0, null);
    }

    private static void requireAbove(double last, EmpiricalDistribution part) {
        if (part.rankErrorRows() > 0 || (!part.isEmpty() && part.value(0) <= last)) {
            throw new IllegalArgumentException(
                    "parts must be exact and ascend: after " + last + " comes " + part);
        }
    }
}
