// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.performance.ConfusionTable;
import io.halflife.statistics.performance.OneVersusRest;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The average of a ratio over the classes, with its standard error by the delta method.
 *
 * <p>The cells of a confusion table are multinomial. With g the change of the average per row more
 * in a cell and c the cell's count, the variance is Σ c·g² − (Σ c·g)²/n. A row of true class i
 * predicted as j adds one to the rows of i, to the predictions of j, and, if i = j, to the true
 * positives of i.
 *
 * @param value NaN without rows
 * @param standardError NaN without rows
 */
record ClassAverage(double value, double standardError) {

    /** Every class weighs the same. */
    static ClassAverage macro(ConfusionTable table, ClassRatio ratio) {
        List<OneVersusRest> classes = each(table);
        double weight = 1.0 / classes.size();
        double value = classes.stream().mapToDouble(ratio::of).sum() * weight;
        return new ClassAverage(value, error(table, ratio, counts -> weight, counts -> 0));
    }

    /** A class weighs as often as it is true. */
    static ClassAverage weighted(ConfusionTable table, ClassRatio ratio) {
        double n = table.total();
        double value = each(table).stream().mapToDouble(c -> ratio.of(c) * c.support() / n).sum();
        return new ClassAverage(
                n == 0 ? Double.NaN : value,
                error(
                        table,
                        ratio,
                        counts -> counts.support() / n,
                        counts -> (ratio.of(counts) - value) / n));
    }

    private static List<OneVersusRest> each(ConfusionTable table) {
        return table.classes().stream().map(table::versusRest).toList();
    }

    /**
     * The standard error.
     *
     * @param weight of a class
     * @param perRow what the average changes per row of a class because the weights change
     */
    private static double error(
            ConfusionTable table,
            ClassRatio ratio,
            ToDoubleFunction<OneVersusRest> weight,
            ToDoubleFunction<OneVersusRest> perRow) {
        List<OneVersusRest> counts = each(table);
        List<String> names = table.classes();
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < names.size(); i++) {
            OneVersusRest actual = counts.get(i);
            double ofRow =
                    weight.applyAsDouble(actual) * ratio.bySupport(actual)
                            + perRow.applyAsDouble(actual);
            for (int j = 0; j < names.size(); j++) {
                OneVersusRest predicted = counts.get(j);
                double change =
                        ofRow + weight.applyAsDouble(predicted) * ratio.byPredicted(predicted);
                if (i == j) {
                    change += weight.applyAsDouble(actual) * ratio.byTruePositives(actual);
                }
                double rows = table.count(names.get(i), names.get(j));
                squares += rows * change * change;
                sum += rows * change;
            }
        }
        double n = table.total();
        return n == 0 ? Double.NaN : Math.sqrt(Math.max(0, squares - sum * sum / n));
    }
}
