// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.util.Arrays;

/** Merges two sorted runs of values with cumulative counts, in one pass. */
final class RunMerge {

    private final double[] values;
    private final long[] cumulative;
    private int length;

    RunMerge(double[] a, long[] cumulativeA, double[] b, long[] cumulativeB) {
        values = new double[a.length + b.length];
        cumulative = new long[values.length];
        // Refuses totals beyond 2⁶³ − 1 before anything is added up.
        Math.addExact(before(cumulativeA, a.length), before(cumulativeB, b.length));
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            if (i < a.length && a[i] == next) {
                i++;
            }
            if (j < b.length && b[j] == next) {
                j++;
            }
            values[length] = next;
            cumulative[length++] = before(cumulativeA, i) + before(cumulativeB, j);
        }
    }

    /** Null: no value repeats. */
    private static long before(long[] cumulative, int i) {
        if (cumulative == null) {
            return i;
        }
        return i == 0 ? 0 : cumulative[i - 1];
    }

    EmpiricalDistribution result(double rankErrorRows, Moments moments) {
        return new EmpiricalDistribution(
                Arrays.copyOf(values, length),
                Arrays.copyOf(cumulative, length),
                rankErrorRows,
                moments);
    }
}
