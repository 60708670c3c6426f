// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.estimation.TopScores;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.performance.ClassAverage;
import io.halflife.statistics.performance.ClassRatio;
import io.halflife.statistics.performance.ConfusionTable;
import java.util.List;

/**
 * One of many classes. Averages are over the classes that occur in the window, as truth or as
 * prediction; a ratio with nothing below counts as 0 in them. Rows without a predicted class are
 * left out.
 */
final class ClassOutcomes implements Outcomes {

    private static final long serialVersionUID = 2;

    private final ConfusionTable table;
    private final ScoreTable topScores;

    private ClassOutcomes(ConfusionTable table, ScoreTable topScores) {
        this.table = table;
        this.topScores = topScores;
    }

    @Override
    public ScoreTable calibrationScores() {
        return topScores;
    }

    @Override
    public Outcomes merge(Outcomes other) {
        ClassOutcomes that = (ClassOutcomes) other;
        return new ClassOutcomes(table.merge(that.table), topScores.merge(that.topScores));
    }

    @Override
    public void addTo(MetricValues values) {
        values.proportion("accuracy", table.correct(), table.total());
        for (ClassRatio ratio : ClassRatio.values()) {
            String name = ratio.jsonName();
            ClassAverage macro = table.macro(ratio);
            ClassAverage weighted = table.weighted(ratio);
            values.measured("macro_" + name, macro.value(), macro.standardError(), 0, 1);
            values.proportion("micro_" + name, table.correct(), table.total());
            values.measured("weighted_" + name, weighted.value(), weighted.standardError(), 0, 1);
        }
    }

    /** Counts into a table that grows with the classes. */
    static final class Collector implements Outcomes.Collector {

        private final ConfusionTable.Builder table = new ConfusionTable.Builder(List.of());
        private final TopScores topScores = new TopScores();

        @Override
        public void add(
                String predictedClass,
                double score,
                double value,
                String actualClass,
                double actualValue) {
            if (predictedClass != null) {
                table.add(actualClass, predictedClass);
                topScores.add(score, actualClass.equals(predictedClass));
            }
        }

        @Override
        public Outcomes outcomes() {
            return new ClassOutcomes(table.build(), topScores.table());
        }
    }
}
