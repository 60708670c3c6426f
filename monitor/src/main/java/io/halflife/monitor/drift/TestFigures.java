// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.statistics.figure.Figure;
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
    private String reason = "";
    private List<String> newCategories = List.of();

    TestFigures(Comparison comparison, String test) {
        this.comparison = comparison;
        this.test = test;
    }

    TestFigures statistic(double value) {
        statistic = value;
        return this;
    }

    TestFigures statistic(Figure value) {
        return statistic(number(value));
    }

    /** Undefined figures are NaN here and null outside. */
    static double number(Figure figure) {
        return figure.orElse(Double.NaN);
    }

    /** Detected when p is below alpha: a small p is evidence of drift. */
    TestFigures p(double value, double log10) {
        p = value;
        log10P = log10;
        driftDetected = isBelow(value, comparison.alpha());
        return this;
    }

    TestFigures p(Figure value, Figure log10) {
        return p(number(value), number(log10));
    }

    /** Of a test that is not ranked further where p underflows. */
    TestFigures p(Figure value) {
        return p(number(value), Double.NaN);
    }

    /** Whether p speaks against the reference on its own; null when it is undefined. */
    static Boolean isBelow(double p, double alpha) {
        return Double.isNaN(p) ? null : p < alpha;
    }

    TestFigures pAsymptotic(double value) {
        pAsymptotic = value;
        return this;
    }

    TestFigures pAsymptotic(Figure value) {
        return pAsymptotic(number(value));
    }

    /** Detected when the figure is at or above the level: a large one is evidence of drift. */
    TestFigures level(double figure, double level) {
        driftDetected = Double.isNaN(figure) ? null : figure >= level;
        return this;
    }

    TestFigures level(Figure figure, double level) {
        return level(number(figure), level);
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

    TestFigures reason(String words) {
        reason = words;
        return this;
    }

    TestFigures newCategories(List<String> categories) {
        newCategories = categories;
        return this;
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
                reason,
                detail,
                newCategories);
    }
}
