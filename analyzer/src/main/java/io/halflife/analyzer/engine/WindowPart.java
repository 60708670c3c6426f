// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Outcome;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.performance.MetricValue;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What leaves a task about a window: one column, or what there is to say about all rows. */
abstract class WindowPart implements Serializable {

    private static final long serialVersionUID = 1;

    private final int job;
    private final int window;
    private final int segment;

    private WindowPart(BlockKey key) {
        this.job = key.job();
        this.window = key.window();
        this.segment = key.segment();
    }

    /** The job's number in its call. */
    final int job() {
        return job;
    }

    /** The window's number in its job. */
    final int window() {
        return window;
    }

    /** {@link BlockKey#WHOLE_WINDOW} for all rows. */
    final int segment() {
        return segment;
    }

    /** One column. */
    static final class OfColumn extends WindowPart {
        private static final long serialVersionUID = 1;
        private final ColumnAnalysis analysis;

        OfColumn(BlockKey key, ColumnAnalysis analysis) {
            super(key);
            this.analysis = analysis;
        }

        ColumnAnalysis analysis() {
            return analysis;
        }
    }

    /** All rows. */
    static final class OfRows extends WindowPart {
        private static final long serialVersionUID = 1;
        private final long rows;
        private final Instant first;
        private final Instant last;
        private final ArrayList<MetricValue> performance;
        private final ArrayList<MetricValue> estimates;

        OfRows(BlockKey key, Outcome outcome) {
            super(key);
            this.rows = outcome.rows();
            this.first = outcome.first();
            this.last = outcome.last();
            this.performance = new ArrayList<>(outcome.performance().metrics());
            this.estimates = new ArrayList<>(outcome.performance().estimates());
        }

        long rows() {
            return rows;
        }

        Instant first() {
            return first;
        }

        Instant last() {
            return last;
        }

        List<MetricValue> performance() {
            return performance;
        }

        List<MetricValue> estimates() {
            return estimates;
        }
    }

    /** Rows of the job that could not be read: it has no result. */
    static final class Failed extends WindowPart {
        private static final long serialVersionUID = 1;
        private final String reason;

        Failed(BlockKey key, String reason) {
            super(key);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
