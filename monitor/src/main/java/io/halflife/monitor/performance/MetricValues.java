// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.performance.Interval;
import io.halflife.statistics.performance.RocAuc;
import io.halflife.statistics.proportion.Wilson;
import java.util.ArrayList;
import java.util.List;

/** Collects the metrics of a profile, each with the interval that its kind allows. */
final class MetricValues {

    private static final double CONFIDENCE = 0.95;
    private static final double Z95 = 1.959963984540054;

    private final long n;
    private final long labelled;
    private final List<MetricValue> values = new ArrayList<>();

    MetricValues(long n, long labelled) {
        this.n = n;
        this.labelled = labelled;
    }

    List<MetricValue> list() {
        return List.copyOf(values);
    }

    /** A share, with Wilson's interval; undefined without trials. */
    void proportion(String metric, long successes, long trials) {
        if (trials == 0) {
            put(metric, Double.NaN, Interval.UNKNOWN, Double.NaN, 0, 0);
            return;
        }
        double share = successes / (double) trials;
        double error = Math.sqrt(share * (1 - share) / trials);
        put(metric, share, scored(successes, trials), error, successes, trials);
    }

    private static Interval scored(long successes, long trials) {
        io.halflife.statistics.figure.Interval interval =
                Wilson.interval(successes, trials, CONFIDENCE);
        return new Interval(interval.low(), interval.high());
    }

    /** A mean-like metric with a normal interval, cut to where the metric can lie. */
    void measured(String metric, double value, double error, double least, double most) {
        Interval interval =
                Double.isNaN(error) || Double.isNaN(value)
                        ? Interval.UNKNOWN
                        : new Interval(
                                Math.max(least, value - Z95 * error),
                                Math.min(most, value + Z95 * error));
        put(metric, value, interval, error, -1, -1);
    }

    void area(String metric, RocAuc auc) {
        put(metric, auc.value(), auc.interval(), auc.standardError(), -1, -1);
    }

    /** A metric for which no interval is honest. */
    void plain(String metric, double value) {
        put(metric, value, Interval.UNKNOWN, Double.NaN, -1, -1);
    }

    /** A number of rows. */
    void count(String metric, long rows) {
        plain(metric, (double) rows);
    }

    private void put(
            String metric,
            double value,
            Interval interval,
            double error,
            long successes,
            long trials) {
        values.add(
                new MetricValue(
                        metric,
                        value,
                        interval.low(),
                        interval.high(),
                        error,
                        successes,
                        trials,
                        n,
                        labelled));
    }
}
