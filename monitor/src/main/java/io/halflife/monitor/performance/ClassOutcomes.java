// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.monitor.estimation.TopScores;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.performance.ClassAverage;
import io.halflife.statistics.performance.ClassRatio;
import io.halflife.statistics.performance.ConfusionTable;
import io.halflife.statistics.performance.MulticlassLosses;
import java.util.List;

/**
 * One of many classes. Averages are over the classes that occur in the window, as truth or as
 * prediction; a ratio with nothing below counts as 0 in them. Rows without a predicted class are
 * left out. Losses and areas rest on the probabilities of all classes.
 */
final class ClassOutcomes implements Outcomes {

    private static final long serialVersionUID = 3;

    private final ConfusionTable table;
    private final ScoreTable topScores;
    private final ClassProbabilities probabilities;

    private ClassOutcomes(
            ConfusionTable table, ScoreTable topScores, ClassProbabilities probabilities) {
        this.probabilities = probabilities;
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
        return new ClassOutcomes(
                table.merge(that.table),
                topScores.merge(that.topScores),
                probabilities.merge(that.probabilities));
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
        MulticlassLosses losses = probabilities.losses();
        values.plain("mcc", table.matthewsCorrelation());
        values.plain("roc_auc", probabilities.area());
        values.measured(
                "log_loss",
                losses.logLoss(),
                losses.logLossStandardError(),
                0,
                Double.POSITIVE_INFINITY);
        values.measured("brier", losses.brier(), losses.brierStandardError(), 0, 2);
    }

    /** Counts into a table that grows with the classes. */
    static final class Collector implements Outcomes.Collector {

        private final ConfusionTable.Builder table = new ConfusionTable.Builder(List.of());
        private final TopScores topScores = new TopScores();
        private final ClassProbabilities.Collector probabilities;

        Collector(OutputSpec output) {
            probabilities = new ClassProbabilities.Collector(output.classes());
        }

        @Override
        public void addProbabilities(double[] given, String actualClass) {
            probabilities.add(given, actualClass);
        }

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
            return new ClassOutcomes(
                    table.build(), topScores.table(), probabilities.probabilities());
        }
    }
}
