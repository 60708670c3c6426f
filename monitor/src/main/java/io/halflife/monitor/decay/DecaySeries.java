// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.decay;

import io.halflife.monitor.performance.PerformanceValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * One metric of a version over time: a point for every mature window with labels, at the middle of
 * its first and last event, in days since that of the version's first window ({@code t0}).
 *
 * @param firstEvent the version's first prediction; null without windows
 * @param t0 the middle of the version's first window, mature or not; null without windows
 * @param points oldest first
 */
public record DecaySeries(
        String metric, Instant firstEvent, Instant t0, List<PerformanceValue> points) {

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double NANOS_PER_DAY = 86_400e9;

    /** Standard errors outside would have squares beyond what a double can hold. */
    private static final double ERROR_MIN = 1e-150;

    private static final double ERROR_MAX = 1e150;

    public DecaySeries {
        Objects.requireNonNull(metric, "metric");
        points = List.copyOf(points);
    }

    /**
     * Picks the metric's points.
     *
     * @param values every window of the version, of any metric, in any order
     */
    public static DecaySeries of(String metric, List<PerformanceValue> values) {
        List<PerformanceValue> rows =
                values.stream()
                        .filter(value -> value.metric().equals(metric) && !value.estimated())
                        .sorted(Comparator.comparing(PerformanceValue::window))
                        .toList();
        List<PerformanceValue> points =
                rows.stream()
                        .filter(value -> value.mature() && value.labelled() > 0)
                        .filter(value -> Double.isFinite(value.value()))
                        .toList();
        return rows.isEmpty()
                ? new DecaySeries(metric, null, null, List.of())
                : new DecaySeries(metric, rows.get(0).firstEvent(), middle(rows.get(0)), points);
    }

    /** The same series of some of its points. */
    public DecaySeries with(List<PerformanceValue> some) {
        return new DecaySeries(metric, firstEvent, t0, some);
    }

    /** The points of windows that the present artifact served throughout. */
    DecaySeries servedBy(ServedArtifacts served) {
        return with(
                points.stream()
                        .filter(p -> served.isPresentThroughout(p.firstEvent(), p.lastEvent()))
                        .toList());
    }

    /** The newest points, at most so many. */
    public DecaySeries newest(int count) {
        return with(points.subList(Math.max(0, points.size() - count), points.size()));
    }

    /** All but the newest points. */
    public DecaySeries without(int newest) {
        return with(points.subList(0, Math.max(0, points.size() - newest)));
    }

    /** All but these points. */
    DecaySeries without(List<PerformanceValue> some) {
        return with(points.stream().filter(point -> !some.contains(point)).toList());
    }

    /** Days of the points since {@code t0}. */
    public double[] days() {
        return points.stream().mapToDouble(point -> days(t0, middle(point))).toArray();
    }

    /** Days of the points since the version's first prediction. */
    public double[] daysSinceFirstEvent() {
        return points.stream().mapToDouble(point -> days(firstEvent, middle(point))).toArray();
    }

    public double[] values() {
        return points.stream().mapToDouble(PerformanceValue::value).toArray();
    }

    public long[] successes() {
        return points.stream().mapToLong(PerformanceValue::successes).toArray();
    }

    public long[] trials() {
        return points.stream().mapToLong(PerformanceValue::trials).toArray();
    }

    /** Whether the metric is a proportion, with a numerator and a denominator. */
    public boolean isProportion() {
        return !points.isEmpty() && points.stream().allMatch(point -> point.trials() >= 0);
    }

    /** Whether every point has a standard error, so that weights can be in one unit. */
    public boolean hasStandardErrors() {
        return errors().allMatch(se -> se >= ERROR_MIN && se <= ERROR_MAX);
    }

    /** 1/se² where every point has a standard error, else the labels of each. */
    public double[] weights() {
        return hasStandardErrors()
                ? errors().map(se -> 1 / (se * se)).toArray()
                : points.stream().mapToDouble(PerformanceValue::labelled).toArray();
    }

    /** Of each point; NaN where unknown. */
    public double[] standardErrors() {
        return errors().toArray();
    }

    private DoubleStream errors() {
        return points.stream().mapToDouble(PerformanceValue::standardError);
    }

    /** The middle of a window's first and last event. */
    public static Instant middle(PerformanceValue value) {
        Duration length = Duration.between(value.firstEvent(), value.lastEvent());
        return value.firstEvent().plus(length.dividedBy(2));
    }

    /** From one instant to another in days. */
    public static double days(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        return length.getSeconds() / SECONDS_PER_DAY + length.getNano() / NANOS_PER_DAY;
    }

    /** The instant so many days after another, to the millisecond. */
    public static Instant after(Instant from, double days) {
        return from.plusMillis(Math.round(days * 86_400_000));
    }
}
