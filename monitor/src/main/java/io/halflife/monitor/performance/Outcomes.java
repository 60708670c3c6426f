// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.distribution.ScoreTable;
import java.io.Serializable;

/** What the labelled predictions of a task came to: mergeable, and turned into metrics. */
interface Outcomes extends Serializable {

    /** Both together; of the same task. */
    Outcomes merge(Outcomes other);

    /** Writes every metric of the task. */
    void addTo(MetricValues values);

    /** See {@link PerformanceProfile#calibrationScores}. */
    default ScoreTable calibrationScores() {
        return ScoreTable.EMPTY;
    }

    /** Takes labelled predictions one by one. */
    interface Collector {

        void add(
                String predictedClass,
                double score,
                double value,
                String actualClass,
                double actualValue);

        /**
         * Takes the probabilities of all classes of a labelled prediction, in their order.
         *
         * @param given null where there are none; read and not kept
         */
        default void addProbabilities(double[] given, String actualClass) {}

        Outcomes outcomes();
    }
}
