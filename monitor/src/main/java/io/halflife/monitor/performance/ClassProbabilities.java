// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.performance;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.performance.MulticlassLosses;
import io.halflife.statistics.performance.MulticlassScores;
import java.io.Serializable;
import java.util.List;

/**
 * What the probabilities of all classes were worth, of rows that carry one for each class, all in
 * [0, 1], and whose truth is one of the classes. Merging the halves gives the whole.
 *
 * <p>Losses take a fixed memory; areas keep every probability, so there are none beyond {@link
 * #VALUES_MAX}: they depend on the rows together, never on how they were divided. Immutable.
 */
final class ClassProbabilities implements Serializable {

    /** Probabilities kept for areas, rows by classes: 32 MiB. */
    static final long VALUES_MAX = 1L << 22;

    private static final long serialVersionUID = 1;

    private final MulticlassLosses losses;
    private final MulticlassScores scoresOrNull;
    private final int classes;

    /** Without scores where there are no rows, or too many. */
    private ClassProbabilities(MulticlassLosses losses, MulticlassScores scores, int classes) {
        this.losses = losses;
        this.classes = classes;
        this.scoresOrNull = scores;
    }

    ClassProbabilities merge(ClassProbabilities other) {
        if (losses.n() == 0 || other.losses.n() == 0) {
            return losses.n() == 0 ? other : this;
        }
        boolean fits =
                scoresOrNull != null
                        && other.scoresOrNull != null
                        && (losses.n() + other.losses.n()) * classes <= VALUES_MAX;
        return new ClassProbabilities(
                losses.merge(other.losses),
                fits ? scoresOrNull.merge(other.scoresOrNull) : null,
                classes);
    }

    MulticlassLosses losses() {
        return losses;
    }

    /** Mean of the areas of the classes that are true of some rows and not of all, each vs rest. */
    Figure area() {
        if (scoresOrNull == null) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        double sum = 0;
        int occurring = 0;
        for (int k = 0; k < classes; k++) {
            Figure area = scoresOrNull.versusRest(k).value();
            if (area.isDefined()) {
                sum += area.value();
                occurring++;
            }
        }
        return occurring == 0
                ? Figure.undefined(Status.INSUFFICIENT_DATA)
                : Figure.of(sum / occurring);
    }

    /** Takes rows one by one. One thread. */
    static final class Collector {

        private final List<String> classes;
        private final MulticlassLosses.Accumulator losses = new MulticlassLosses.Accumulator();
        private MulticlassScores.Accumulator scoresOrNull;
        private long rows;

        /** Of an output with these classes; none are known where it names none. */
        Collector(List<String> classes) {
            this.classes = classes;
        }

        void add(double[] probabilitiesOrNull, String actualClass) {
            int actual = classes.indexOf(actualClass);
            if (actual < 0 || !areWhole(probabilitiesOrNull)) {
                return;
            }
            losses.add(actual, probabilitiesOrNull);
            if (rows == 0) {
                scoresOrNull = new MulticlassScores.Accumulator(classes);
            }
            rows++;
            if (rows * classes.size() > VALUES_MAX) {
                scoresOrNull = null;
            } else {
                scoresOrNull.add(actual, probabilitiesOrNull);
            }
        }

        private boolean areWhole(double[] probabilities) {
            if (probabilities == null || probabilities.length != classes.size()) {
                return false;
            }
            for (double probability : probabilities) {
                // False for NaN, too.
                if (!(probability >= 0 && probability <= 1)) {
                    return false;
                }
            }
            return true;
        }

        ClassProbabilities probabilities() {
            return new ClassProbabilities(
                    losses.losses(),
                    scoresOrNull == null ? null : scoresOrNull.scores(),
                    classes.size());
        }
    }
}
