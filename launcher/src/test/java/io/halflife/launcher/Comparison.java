// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import java.util.ArrayList;
import java.util.List;

/** Figures that were compared, and a line for each that differs by more than it may. */
final class Comparison {

    private static final int SHOWN = 40;

    private final List<String> differences = new ArrayList<>();
    private int figures;

    void exact(String at, long expected, long actual) {
        figures++;
        if (expected != actual) {
            differ(at, Long.toString(expected), Long.toString(actual), "exact");
        }
    }

    void same(String at, List<String> expected, List<String> actual) {
        figures++;
        if (!expected.equals(actual)) {
            differ(at, expected.toString(), actual.toString(), "the same");
        }
    }

    void absolute(String at, double expected, double actual, double tolerance) {
        figures++;
        if (!(Math.abs(expected - actual) <= tolerance)) {
            differ(at, expected, actual, tolerance + " absolute");
        }
    }

    void relative(String at, double expected, double actual, double tolerance) {
        figures++;
        if (!(Math.abs(expected - actual) <= tolerance * Math.abs(expected))) {
            differ(at, expected, actual, tolerance + " relative");
        }
    }

    void atMost(String at, double limit, double actual) {
        figures++;
        if (!(actual <= limit)) {
            differ(at, limit, actual, "at most");
        }
    }

    void missing(String at) {
        figures++;
        differences.add(at + ": is missing");
    }

    private void differ(String at, double expected, double actual, String tolerance) {
        differ(at, Double.toString(expected), Double.toString(actual), tolerance);
    }

    private void differ(String at, String expected, String actual, String tolerance) {
        differences.add(at + ": expected " + expected + ", is " + actual + " (" + tolerance + ")");
    }

    int figures() {
        return figures;
    }

    List<String> differences() {
        return differences;
    }

    /** What a failing test shows. */
    String words() {
        List<String> shown = differences.stream().limit(SHOWN).toList();
        return differences.size()
                + " of "
                + figures
                + " figures differ\n"
                + String.join("\n", shown);
    }
}
