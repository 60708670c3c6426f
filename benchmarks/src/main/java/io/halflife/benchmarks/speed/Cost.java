// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run took.
 *
 * @param wall seconds
 * @param cpu seconds of all processors, compiler and garbage collector included
 * @param bytes allocated by the working threads; NaN where nobody counts
 */
public record Cost(double wall, double cpu, double bytes) {

    /** Each figure's median over the runs. */
    public static Cost median(List<Cost> runs) {
        return new Cost(
                median(runs, Cost::wall), median(runs, Cost::cpu), median(runs, Cost::bytes));
    }

    private static double median(List<Cost> runs, ToDoubleFunction<Cost> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
