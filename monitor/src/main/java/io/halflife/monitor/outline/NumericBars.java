// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import io.halflife.monitor.outline.HistogramPair.Bar;
import io.halflife.monitor.outline.HistogramPair.Kind;
import io.halflife.monitor.outline.HistogramPair.Rest;
import io.halflife.monitor.profile.NumberNames;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Bars of numbers: one per value where there are few, else bins of equal width. */
final class NumericBars {

    /** Rarer values than these at either end have no bin of their own. */
    private static final double TAIL = 0.005;

    private final EmpiricalDistribution reference;
    private final EmpiricalDistribution window;
    private final int barsMax;
    private final double rankErrorMax;

    NumericBars(Outline reference, Outline window, int barsMax) {
        this.reference = reference.values();
        this.window = window.values();
        this.barsMax = barsMax;
        this.rankErrorMax = Math.max(reference.rankErrorMax(), window.rankErrorMax());
    }

    HistogramPair pair() {
        SortedSet<Double> finite = new TreeSet<>();
        addFinite(finite, reference);
        addFinite(finite, window);
        return finite.size() <= barsMax ? values(finite) : bins(finite);
    }

    private static void addFinite(Set<Double> into, EmpiricalDistribution values) {
        for (int i = values.firstFinite(); i < values.finiteEnd(); i++) {
            into.add(values.value(i));
        }
    }

    private HistogramPair values(SortedSet<Double> finite) {
        List<Bar> bars = new ArrayList<>();
        for (double value : finite) {
            bars.add(
                    new Bar(
                            NumberNames.of(value),
                            Double.NaN,
                            Double.NaN,
                            shareAt(reference, value),
                            shareAt(window, value)));
        }
        Rest below =
                new Rest(
                        shareAt(reference, Double.NEGATIVE_INFINITY),
                        shareAt(window, Double.NEGATIVE_INFINITY));
        Rest above =
                new Rest(
                        shareAt(reference, Double.POSITIVE_INFINITY),
                        shareAt(window, Double.POSITIVE_INFINITY));
        return new HistogramPair(Kind.VALUES, bars, below, above, rankErrorMax);
    }

    private HistogramPair bins(SortedSet<Double> finite) {
        double[] edges = edges(finite);
        List<Bar> bars = new ArrayList<>(edges.length - 1);
        for (int i = 1; i < edges.length; i++) {
            bars.add(
                    new Bar(
                            "",
                            edges[i - 1],
                            edges[i],
                            share(reference, edges, i),
                            share(window, edges, i)));
        }
        double last = edges[edges.length - 1];
        Rest below = new Rest(below(reference, edges[0]), below(window, edges[0]));
        Rest above = new Rest(above(reference, last), above(window, last));
        return new HistogramPair(Kind.BINS, bars, below, above, rankErrorMax);
    }

    private double[] edges(SortedSet<Double> finite) {
        double low = Math.max(finite.first(), Math.min(tail(reference, TAIL), tail(window, TAIL)));
        double high =
                Math.min(
                        finite.last(), Math.max(tail(reference, 1 - TAIL), tail(window, 1 - TAIL)));
        if (!(low < high)) {
            low = finite.first();
            high = finite.last();
        }
        boolean whole = finite.stream().allMatch(v -> v == Math.rint(v)) && high - low < 1e15;
        return whole ? wholeEdges(low, high) : evenEdges(low, high);
    }

    /** An empty side says nothing about the range. */
    private static double tail(EmpiricalDistribution values, double q) {
        return values.nearestRank(q)
                .orElse(q < 0.5 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    }

    private double[] evenEdges(double low, double high) {
        double[] edges = new double[barsMax + 1];
        for (int i = 0; i <= barsMax; i++) {
            double share = i / (double) barsMax;
            edges[i] = low * (1 - share) + high * share;
        }
        edges[barsMax] = high;
        return edges;
    }

    /** Edges lie between whole numbers, and every bin holds the same number of them. */
    private double[] wholeEdges(double low, double high) {
        double width = Math.ceil((high - low + 1) / barsMax);
        int count = (int) Math.ceil((high - low + 1) / width);
        double[] edges = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            edges[i] = low - 0.5 + i * width;
        }
        return edges;
    }

    private static double share(EmpiricalDistribution values, double[] edges, int i) {
        long before = i == 1 ? values.countBelow(edges[0]) : values.countAtMost(edges[i - 1]);
        return of(values, values.countAtMost(edges[i]) - before);
    }

    private static double shareAt(EmpiricalDistribution values, double value) {
        return of(values, values.countAtMost(value) - values.countBelow(value));
    }

    private static double below(EmpiricalDistribution values, double edge) {
        return of(values, values.countBelow(edge));
    }

    private static double above(EmpiricalDistribution values, double edge) {
        return of(values, values.size() - values.countAtMost(edge));
    }

    private static double of(EmpiricalDistribution values, long count) {
        return values.isEmpty() ? 0 : count / (double) values.size();
    }
}
