// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.performance.PerformanceProfile;
import io.halflife.storage.analysis.RowCursor;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
        private long firstMicros = Long.MAX_VALUE;
        private long lastMicros = Long.MIN_VALUE;

        Builder(Columns columns) {
            this.performance =
                    PerformanceProfile.builder(columns.output(), columns.estimatorOrNull());
        }

        /**
         * A row whose prediction has ground truth or not.
         *
         * @param eventMicros since 1970; {@link RowCursor#NO_TIME} for none
         */
        PerformanceProfile.Builder add(long eventMicros) {
            rows++;
            if (eventMicros != RowCursor.NO_TIME) {
                firstMicros = Math.min(firstMicros, eventMicros);
                lastMicros = Math.max(lastMicros, eventMicros);
            }
            return performance;
        }

        Outcome build() {
            boolean timed = firstMicros <= lastMicros;
            return new Outcome(
                    rows,
                    timed ? instant(firstMicros) : null,
                    timed ? instant(lastMicros) : null,
                    performance.build());
        }

        private static Instant instant(long micros) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }
}
