// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import io.halflife.storage.analysis.KeyedRows;
import io.halflife.storage.analysis.WaitingLabels;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds for predictions, in the order of their key, the ground truth of the highest revision among
 * several sources of which each is in that order. One thread.
 */
final class LabelMerge implements AutoCloseable {

    private final List<LabelRows> sources;
    private final WaitingLabels waiting;
    private boolean begun;
    private int revision;
    private String actualClass;
    private double actualValue;

    LabelMerge(List<LabelRows> sources, WaitingLabels waiting) {
        this.sources = sources;
        this.waiting = waiting;
    }

    /** Moves to the ground truth of a prediction. */
    void moveTo(KeyedRows prediction) throws SQLException {
        revision = 0;
        actualClass = null;
        actualValue = Double.NaN;
        for (LabelRows source : sources) {
            if (!begun) {
                source.next();
            }
            moveTo(prediction, source);
        }
        begun = true;
        WaitingLabels.Label label = waiting.isEmpty() ? null : waiting.of(prediction);
        if (label != null && label.revision() > revision) {
            take(label.revision(), label.actualClass(), label.actualValue());
        }
    }

    private void moveTo(KeyedRows prediction, LabelRows source) throws SQLException {
        while (!source.isExhausted()) {
            int compared = source.keys().compareKey(prediction);
            if (compared > 0) {
                return;
            }
            if (compared == 0 && source.revision() > revision) {
                take(source.revision(), source.actualClass(), source.actualValue());
            }
            source.next();
        }
    }

    private void take(int highest, String name, double value) {
        revision = highest;
        actualClass = name;
        actualValue = value;
    }

    String actualClass() {
        return actualClass;
    }

    double actualValue() {
        return actualValue;
    }

    @Override
    public void close() throws SQLException {
        for (LabelRows source : sources) {
            source.keys().close();
        }
    }
}
