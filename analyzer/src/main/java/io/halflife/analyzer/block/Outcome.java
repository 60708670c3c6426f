// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.performance.PerformanceProfile;
import java.io.Serializable;
import java.time.Instant;

/**
 * How many rows there are, when the first and the last happened, and how well they were predicted.
 * Merging the halves gives the whole.
 */
public final class Outcome implements Serializable {

    private static final long serialVersionUID = 1;

    private final long rows;
    private final Instant first;
    private final Instant last;
    private final PerformanceProfile performance;

    private Outcome(long rows, Instant first, Instant last, PerformanceProfile performance) {
        this.rows = rows;
        this.first = first;
        this.last = last;
        this.performance = performance;
    }

    public long rows() {
        return rows;
    }

    /** Null when no row carries a time. */
    public Instant first() {
        return first;
    }

    public Instant last() {
        return last;
    }

    public PerformanceProfile performance() {
        return performance;
    }

    public Outcome merge(Outcome other) {
        return new Outcome(
                rows + other.rows,
                earlier(first, other.first),
                later(last, other.last),
                performance.merge(other.performance));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    private static Instant later(Instant a, Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }

    /** Takes rows in, one by one. One thread. */
    static final class Builder {
        private final PerformanceProfile.Builder performance;
        private long rows;
        private Instant first;
        private Instant last;

        Builder(Columns columns) {
            this.performance =
                    PerformanceProfile.builder(columns.output(), columns.estimatorOrNull());
        }

        /** A row whose prediction has ground truth or not. */
        PerformanceProfile.Builder add(Instant eventTime) {
            rows++;
            if (eventTime != null) {
                first = earlier(first, eventTime);
                last = later(last, eventTime);
            }
            return performance;
        }

        Outcome build() {
            return new Outcome(rows, first, last, performance.build());
        }
    }
}
