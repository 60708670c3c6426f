// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multivariate;

import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.performance.RocAuc;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether a classifier can tell a window's rows from the reference's.
 *
 * <p>As many rows of either side are drawn, at most {@link #ROWS_MAX}, and dealt into five folds.
 * Each fold is scored by a logistic regression with a ridge of 1 that learned from the other four,
 * on numbers standardised over both sides, missing ones counting as the mean, and on 0/1 columns of
 * the 50 most frequent categories and all others. auc is the area under the ROC curve over all
 * scores, the window being the positive class. Null hypothesis: one distribution, auc about ½ or,
 * since a fold's model learned from its opposite, a little below; extreme is a large auc. Drift:
 * auc ≥ {@link #AUC_MIN} and the lower end of its 95 % interval (DeLong) above ½. A plane sees
 * shifts and new categories, and correlations only as far as they shift a plane's score.
 *
 * <p>Undefined: {@link Status#INSUFFICIENT_DATA} below {@link #ROWS_MIN} rows on a side, {@link
 * Status#DEGENERATE} when every feature is constant, {@link Status#ERROR} when a regression did not
 * converge or the spread of a feature overflows. Same rows and seed, same answer. Error: DeLong's,
 * about 0.29/√rows at ½; folds add less than a tenth of that.
 *
 * <p>Source: Lopez-Paz &amp; Oquab 2017, arXiv:1610.06545; Rabanser, Günnemann &amp; Lipton 2019,
 * arXiv:1810.11953; DeLong, DeLong &amp; Clarke-Pearson 1988, doi:10.2307/2531595.
 *
 * @param auc of the window's rows against the reference's
 * @param lowerBound of auc: the lower end of its 95 % interval; auc itself where it is 1 without
 *     any error
 * @param importances of each feature, in order; empty when undefined
 */
public record DomainClassifier(Figure auc, Figure lowerBound, List<Importance> importances)
        implements Serializable {

    /** At most so many rows of each side. */
    public static final int ROWS_MAX = 20_000;

    /** Fewer rows of a side: no figure. */
    public static final int ROWS_MIN = 30;

    /** Below this area the sides are too alike to matter. */
    public static final double AUC_MIN = 0.6;

    private static final int FOLDS = 5;

    /**
     * How much a feature does for telling the sides apart.
     *
     * @param share standard deviation of what the feature adds to the log odds, by the sum of those
     *     of all features; 0 when none adds anything
     */
    public record Importance(String feature, double share) implements Serializable {}

    public DomainClassifier {
        Objects.requireNonNull(auc, "auc");
        Objects.requireNonNull(lowerBound, "lowerBound");
        importances = List.copyOf(importances);
    }

    /** No figures, for this reason. */
    public static DomainClassifier undefined(Status why) {
        return new DomainClassifier(Figure.undefined(why), Figure.undefined(why), List.of());
    }

    /** Compares a window's rows with the reference's, which have the same features. */
    public static DomainClassifier of(MixedRows reference, MixedRows window, long seed) {
        window.requireFeaturesOf(reference);
        int each = Math.min(ROWS_MAX, Math.min(reference.size(), window.size()));
        if (each < ROWS_MIN) {
            return undefined(Status.INSUFFICIENT_DATA);
        }
        SplittableRandom random = new SplittableRandom(seed);
        MixedRows drawn = reference.draw(each, random).append(window.draw(each, random));
        Encoding encoding = new Encoding(drawn);
        return encoding.status() == Status.OK
                ? classified(drawn.names(), encoding, each)
                : undefined(encoding.status());
    }

    /** The first rows are the reference's, as many more the window's, both in random order. */
    private static DomainClassifier classified(List<String> names, Encoding encoding, int each) {
        Rows rows = encoding.encoded();
        boolean[] positive = new boolean[2 * each];
        Arrays.fill(positive, each, 2 * each, true);
        double[] scores = new double[2 * each];
        double[] mean = new double[rows.columns() + 1];
        for (int fold = 0; fold < FOLDS; fold++) {
            int[] others = members(2 * each, fold, false);
            double[] weights = new LogisticRegression(rows, positive, others).fit().orElse(null);
            if (weights == null) {
                return undefined(Status.ERROR);
            }
            for (int row : members(2 * each, fold, true)) {
                scores[row] = LogisticRegression.logOdds(rows, row, weights);
            }
            for (int j = 0; j < mean.length; j++) {
                mean[j] += weights[j] / FOLDS;
            }
        }
        RocAuc auc = RocAuc.of(ScoreTable.of(scores, positive, 0, scores.length));
        return new DomainClassifier(
                auc.value(), lowerBound(auc), importances(names, rows, encoding.features(), mean));
    }

    /** Rows are in random order within each side, so every fifth is a fold of both sides. */
    private static int[] members(int n, int fold, boolean inside) {
        return IntStream.range(0, n)
                .filter(row -> (row % (n / 2) % FOLDS == fold) == inside)
                .toArray();
    }

    private static Figure lowerBound(RocAuc auc) {
        boolean certain = auc.value().isAtLeast(1) && auc.standardError().equals(Figure.of(0));
        return certain ? auc.value() : auc.interval().lower();
    }

    private static List<Importance> importances(
            List<String> names, Rows rows, int[] features, double[] weights) {
        double[] spreads = new double[names.size()];
        double[] added = new double[rows.size()];
        double sum = 0;
        for (int f = 0; f < spreads.length; f++) {
            for (int i = 0; i < added.length; i++) {
                added[i] = 0;
                for (int j = 0; j < features.length; j++) {
                    added[i] += features[j] == f ? weights[j] * rows.get(i, j) : 0;
                }
            }
            spreads[f] = Moments.of(added).populationStd().orElse(0);
            sum += spreads[f];
        }
        List<Importance> importances = new ArrayList<>();
        for (int f = 0; f < spreads.length; f++) {
            importances.add(new Importance(names.get(f), sum > 0 ? spreads[f] / sum : 0));
        }
        return importances;
    }

    /** Whether the sides can be told apart well enough to matter, and beyond doubt. */
    public boolean isDrift() {
        return auc.isAtLeast(AUC_MIN) && lowerBound.isDefined() && lowerBound.value() > 0.5;
    }
}
