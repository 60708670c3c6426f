// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.outline;

import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cumulative shares of reference and window over the same points. Both curves are steps: a
 * share holds from its point up to the next one.
 */
public final class EcdfPair {

    private final EmpiricalDistribution reference;
    private final EmpiricalDistribution window;

    private EcdfPair(EmpiricalDistribution reference, EmpiricalDistribution window) {
        this.reference = reference;
        this.window = window;
    }

    /** Empty unless both are numeric and have values. */
    public static Optional<EcdfPair> of(Outline reference, Outline window) {
        if (!reference.isNumeric()
                || !window.isNumeric()
                || reference.values().isEmpty()
                || window.values().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EcdfPair(reference.values(), window.values()));
    }

    /** The shares at or below x. */
    public record Step(double x, double reference, double window) {

        /** How far the curves are apart here. */
        public double distance() {
            return Math.abs(reference - window);
        }
    }

    /** A step at every finite point of either curve, ascending. */
    public List<Step> steps() {
        TreeSet<Double> points = new TreeSet<>();
        addFinite(points, reference);
        addFinite(points, window);
        List<Step> steps = new ArrayList<>(points.size());
        points.forEach(x -> steps.add(at(x)));
        return steps;
    }

    private static void addFinite(Set<Double> into, EmpiricalDistribution values) {
        for (int i = values.firstFinite(); i < values.finiteEnd(); i++) {
            into.add(values.value(i));
        }
    }

    public Step at(double x) {
        return new Step(x, share(reference, x), share(window, x));
    }

    private static double share(EmpiricalDistribution values, double x) {
        return values.countAtMost(x) / (double) values.size();
    }

    /**
     * Where these curves are farthest apart; that of the samples is within both rank errors. It
     * exists, because neither side is empty.
     */
    public Step farthest() {
        return at(KolmogorovSmirnov.compare(reference, window).location().value());
    }

    /** How far the distance at a point may be from that of the samples; 0 when nothing was cut. */
    public double errorMax() {
        return reference.rankErrorMax() + window.rankErrorMax();
    }
}
