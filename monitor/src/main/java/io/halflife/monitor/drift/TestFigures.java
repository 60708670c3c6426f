// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the figures of one test; what is not set stays undefined. Used by one thread. */
final class TestFigures {

    private final Comparison comparison;
    private final String test;
    private final Map<String, Double> detail = new TreeMap<>();
    private boolean primary;
    private double statistic = Double.NaN;
    private double p = Double.NaN;
    private double pAsymptotic = Double.NaN;
    private double log10P = Double.NaN;
    private double effect = Double.NaN;
    private Boolean driftDetected;
    private Status undefined = Status.OK;
    private String reason = "";
    private List<String> newCategories = List.of();

    TestFigures(Comparison comparison, String test) {
        this.comparison = comparison;
        this.test = test;
    }

    TestFigures statistic(Figure value) {
        note(value);
        statistic = number(value);
        return this;
    }

    /** Undefined figures are NaN here and null outside. */
    static double number(Figure figure) {
        return figure.orElse(Double.NaN);
    }

    /** Detected when p is below alpha: a small p is evidence of drift. */
    TestFigures p(Figure value, Figure log10) {
        log10P = number(log10);
        return p(value);
    }

    /** Of a test that is not ranked further where p underflows. */
    TestFigures p(Figure value) {
        note(value);
        p = number(value);
        driftDetected = isBelow(p, comparison.alpha());
        return this;
    }

    /** The first figure that a test needs and has not is what its reason tells of. */
    private void note(Figure figure) {
        undefined = undefined == Status.OK ? figure.status() : undefined;
    }

    /** Whether p speaks against the reference on its own; null when it is undefined. */
    static Boolean isBelow(double p, double alpha) {
        return Double.isNaN(p) ? null : p < alpha;
    }

    TestFigures pAsymptotic(Figure value) {
        pAsymptotic = number(value);
        return this;
    }

    /** Detected when the figure is at or above the level: a large one is evidence of drift. */
    TestFigures level(Figure figure, double level) {
        note(figure);
        driftDetected = figure.isDefined() ? figure.isAtLeast(level) : null;
        return this;
    }

    TestFigures detected(Boolean value) {
        driftDetected = value;
        return this;
    }

    TestFigures detail(String name, Figure value) {
        return detail(name, number(value));
    }

    TestFigures primary(double effectOfColumn) {
        primary = true;
        effect = effectOfColumn;
        return this;
    }

    TestFigures detail(String name, double value) {
        detail.put(name, value);
        return this;
    }

    TestFigures detail(String name, long count) {
        return detail(name, (double) count);
    }

    /** What is to be said; without it, why a figure is undefined. */
    TestFigures reason(String words) {
        reason = words;
        return this;
    }

    TestFigures newCategories(List<String> categories) {
        newCategories = categories;
        return this;
    }

    private String why() {
        return switch (undefined) {
            case OK -> "";
            case INSUFFICIENT_DATA -> "too few values";
            case DEGENERATE -> "no spread, without which it has no value";
            case ERROR -> "not defined for values that are compacted, infinite or too large";
        };
    }

    TestResult result() {
        return new TestResult(
                comparison.column(),
                test,
                primary,
                comparison.reference().n(),
                comparison.current().n(),
                comparison.current().missing(),
                statistic,
                p,
                pAsymptotic,
                log10P,
                effect,
                Double.NaN,
                driftDetected,
                reason.isEmpty() ? why() : reason,
                detail,
                newCategories);
    }
}
