// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a turn took.
 *
 * @param wall seconds
 * @param own CPU seconds of the program, its compiler and garbage collector included
 * @param postgres CPU seconds of every process of the database
 */
record Spent(double wall, double own, double postgres) {

    double cpu() {
        return own + postgres;
    }

    /** Each figure's median over the turns. */
    static Spent median(List<Spent> turns) {
        return new Spent(
                median(turns, Spent::wall),
                median(turns, Spent::own),
                median(turns, Spent::postgres));
    }

    private static double median(List<Spent> turns, ToDoubleFunction<Spent> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    void printRow(String name) {
        System.out.printf("| %s | %.2f | %.2f | %.2f |%n", name, wall, own, postgres);
    }
}
