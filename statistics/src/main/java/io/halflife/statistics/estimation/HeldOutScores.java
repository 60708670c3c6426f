// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.estimation;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Whether an isotonic fit makes scores better probabilities for rows that it has not seen: the
 * Brier score of the scores as they are, and of fits on nine tenths of the rows at the tenth that
 * each leaves out.
 *
 * <p>Chance deals the rows to the tenths, seeded by score, class and count, so that the result
 * depends on nothing but the table; dealing in the order of scores would make the tenths alike and
 * hide what a fit follows by accident. Scores outside [0, 1] are no probabilities: {@code raw} is
 * then {@link Status#DEGENERATE}. Fewer than {@value #TENTHS} rows of either class: both are {@link
 * Status#INSUFFICIENT_DATA}.
 *
 * <p>Source: the Brier score is proper, so that the better probabilities have the smaller one,
 * Gneiting &amp; Raftery 2007, doi:10.1198/016214506000001437.
 *
 * @param raw mean (score − truth)²
 * @param fitted mean (fit − truth)² over the rows left out
 */
public record HeldOutScores(Figure raw, Figure fitted) implements Serializable {

    private static final int TENTHS = 10;

    static HeldOutScores of(ScoreTable scores) {
        if (Math.min(scores.positive().size(), scores.negative().size()) < TENTHS) {
            Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
            return new HeldOutScores(none, none);
        }
        Hand positive = Hand.deal(scores.positive(), 1);
        Hand negative = Hand.deal(scores.negative(), 0);
        double squares = 0;
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            ScoreTable rest = new ScoreTable(positive.without(tenth), negative.without(tenth));
            if (rest.size() > 0) {
                IsotonicRegression fit = IsotonicRegression.ofLabels(rest);
                squares += squares(positive.only(tenth), 1, fit);
                squares += squares(negative.only(tenth), 0, fit);
            }
        }
        return new HeldOutScores(raw(scores), Figure.of(squares / scores.size()));
    }

    /** Whether a fit is called for: scores that are no probabilities always need one. */
    boolean needsFit() {
        return raw.status() == Status.DEGENERATE
                || (raw.isDefined() && fitted.value() < raw.value());
    }

    private static Figure raw(ScoreTable scores) {
        if (!areProbabilities(scores.positive()) || !areProbabilities(scores.negative())) {
            return Figure.undefined(Status.DEGENERATE);
        }
        double squares = squares(scores.positive(), 1, null) + squares(scores.negative(), 0, null);
        return Figure.of(squares / scores.size());
    }

    static boolean areProbabilities(EmpiricalDistribution scores) {
        return scores.isEmpty()
                || (scores.value(0) >= 0 && scores.value(scores.distinct() - 1) <= 1);
    }

    private static double squares(
            EmpiricalDistribution scores, double truth, IsotonicRegression fit) {
        double sum = 0;
        for (int i = 0; i < scores.distinct(); i++) {
            double given = fit == null ? scores.value(i) : fit.at(scores.value(i));
            sum += scores.count(i) * (given - truth) * (given - truth);
        }
        return sum;
    }

    /** How many rows of each score went to each tenth. */
    private record Hand(EmpiricalDistribution rows, List<long[]> dealt) {

        static Hand deal(EmpiricalDistribution rows, long salt) {
            List<long[]> dealt = new ArrayList<>();
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                dealt.add(new long[rows.distinct()]);
            }
            for (int i = 0; i < rows.distinct(); i++) {
                SplittableRandom chance =
                        new SplittableRandom(Double.doubleToLongBits(rows.value(i)) ^ salt);
                for (long row = 0; row < rows.count(i); row++) {
                    dealt.get(chance.nextInt(TENTHS))[i]++;
                }
            }
            return new Hand(rows, dealt);
        }

        EmpiricalDistribution only(int tenth) {
            return of(i -> dealt.get(tenth)[i]);
        }

        EmpiricalDistribution without(int tenth) {
            return of(i -> rows.count(i) - dealt.get(tenth)[i]);
        }

        private EmpiricalDistribution of(IntToLongFunction count) {
            int[] kept =
                    IntStream.range(0, rows.distinct())
                            .filter(i -> count.applyAsLong(i) > 0)
                            .toArray();
            return EmpiricalDistribution.ofRuns(
                    Arrays.stream(kept).mapToDouble(rows::value).toArray(),
                    Arrays.stream(kept).mapToLong(count).toArray(),
                    0);
        }
    }
}
