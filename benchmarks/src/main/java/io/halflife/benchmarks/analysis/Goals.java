// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was asked for and what was measured, to be printed together at the end. One thread. */
final class Goals {

    private final List<String> rows = new ArrayList<>();

    /** A figure that should not be below its goal. */
    void atLeast(String what, double measured, double goal) {
        add(what, measured, "≥ " + plain(goal), measured >= goal);
    }

    /** A figure that should not be above its goal. */
    void atMost(String what, double measured, double goal) {
        add(what, measured, "≤ " + plain(goal), measured <= goal);
    }

    private void add(String what, double measured, String goal, boolean met) {
        String verdict = met ? "met" : "MISSED";
        rows.add(
                String.format(
                        Locale.ROOT, "| %s | %.2f | %s | %s |", what, measured, goal, verdict));
    }

    private static String plain(double goal) {
        return goal == Math.rint(goal) ? Long.toString((long) goal) : Double.toString(goal);
    }

    void print() {
        if (!rows.isEmpty()) {
            System.out.printf("%n| | measured | goal | |%n|---|---|---|---|%n");
            rows.forEach(System.out::println);
        }
    }
}
