// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.performance.MetricValue;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What leaves a task about a window: one column, or what there is to say about all rows. */
abstract class WindowPart implements Serializable {

    private static final long serialVersionUID = 1;

    private final int window;

    private WindowPart(int window) {
        this.window = window;
    }

    /** The window's number in its job. */
    final int window() {
        return window;
    }

    /** One column. */
    static final class OfColumn extends WindowPart {
        private static final long serialVersionUID = 1;
        private final ColumnAnalysis analysis;

        OfColumn(int window, ColumnAnalysis analysis) {
            super(window);
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

        OfRows(int window, Outcome outcome) {
            super(window);
            this.rows = outcome.rows();
            this.first = outcome.first();
            this.last = outcome.last();
            this.performance = new ArrayList<>(outcome.performance().metrics());
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
    }
}
