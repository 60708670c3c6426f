// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocAucTest {

    private static ScoreTable table(double[] positive, double... negative) {
        return new ScoreTable(
                EmpiricalDistribution.of(positive), EmpiricalDistribution.of(negative));
    }

    private static double[] of(double... values) {
        return values;
    }

    /** Positives above negatives: turned round, the area would be 0. */
    @Test
    void of_perfectOrderIsOneAndItsReverseZero() {
        assertEquals(Figure.of(1), RocAuc.of(table(of(3, 4), 1, 2)).value());
        assertEquals(Figure.of(0), RocAuc.of(table(of(1, 2), 3, 4)).value());
        assertEquals(Status.DEGENERATE, twenty(1).interval().status());
        assertEquals(Status.DEGENERATE, twenty(-1).interval().status());
    }

    /** Twenty of each side, apart by this much. */
    private static RocAuc twenty(double apart) {
        double[] positive = new double[20];
        double[] negative = new double[20];
        for (int i = 0; i < 20; i++) {
            positive[i] = i + 100 * apart;
            negative[i] = i;
        }
        return RocAuc.of(table(positive, negative));
    }

    @Test
    void of_tiesCountHalf() {
        assertEquals(0.5, RocAuc.of(table(of(1), 1)).value().value());
        assertEquals(0.75, RocAuc.of(table(of(1, 2), 1)).value().value());
        assertEquals(0.625, RocAuc.of(table(of(1, 2), 1, 1.5)).value().value());
    }

    @Test
    void of_infiniteScoresAreTheLowestAndTheHighest() {
        double infinity = Double.POSITIVE_INFINITY;

        assertEquals(1, RocAuc.of(table(of(infinity), 1e308, -infinity)).value().value());
        assertEquals(0.5, RocAuc.of(table(of(infinity), infinity)).value().value());
    }

    @Test
    void of_negativeZeroTiesWithZero() {
        assertEquals(0.5, RocAuc.of(table(of(-0.0), 0.0)).value().value());
    }

    @Test
    void of_aMissingClassIsInsufficient() {
        RocAuc none = RocAuc.of(ScoreTable.EMPTY);

        assertEquals(RocAuc.undefined(Status.INSUFFICIENT_DATA), none);
        assertEquals(none, RocAuc.of(table(of(), 1, 2)));
        assertEquals(none, RocAuc.of(table(of(1, 2))));
    }

    @Test
    void standardError_needsTwoRowsOfEachClass() {
        assertEquals(
                Status.INSUFFICIENT_DATA, RocAuc.of(table(of(1), 1, 2)).standardError().status());
        assertEquals(
                Status.INSUFFICIENT_DATA, RocAuc.of(table(of(1, 2), 1)).standardError().status());
        assertTrue(RocAuc.of(table(of(1, 2), 1, 2)).standardError().isDefined());
    }

    /** By hand: V10 of 1, 3 are 0, 1; V01 of 2, 2 are ½, ½. √((½)/2 + 0). */
    @Test
    void standardError_isThatOfThePlacements() {
        RocAuc auc = RocAuc.of(table(of(1, 3), 2, 2));

        assertEquals(0.5, auc.value().value());
        assertEquals(0.5, auc.standardError().value());
    }

    @Test
    void interval_needsTwentyRowsOfEachClass() {
        SplittableRandom random = new SplittableRandom(5);
        double[] twenty = random.doubles(20).toArray();
        double[] many = random.doubles(50).toArray();
        double[] nineteen = random.doubles(19).toArray();

        assertTrue(RocAuc.of(table(twenty, many)).interval().isDefined());
        assertTrue(RocAuc.of(table(many, twenty)).interval().isDefined());
        for (RocAuc few :
                new RocAuc[] {RocAuc.of(table(nineteen, many)), RocAuc.of(table(many, nineteen))}) {
            assertEquals(Status.INSUFFICIENT_DATA, few.interval().status());
            assertTrue(few.standardError().isDefined());
        }
    }

    /** Swapping the classes turns the curve around. */
    @Test
    void of_swappedClassesIsTheRest() {
        SplittableRandom random = new SplittableRandom(20266);
        double[] positive = random.doubles(170).map(u -> Math.floor(u * 30)).toArray();
        double[] negative = random.doubles(230).map(u -> Math.floor(u * u * 30)).toArray();

        RocAuc auc = RocAuc.of(table(positive, negative));
        RocAuc rest = RocAuc.of(table(negative, positive));

        assertEquals(1, auc.value().value() + rest.value().value(), 1e-15);
        assertEquals(auc.standardError().value(), rest.standardError().value(), 1e-14);
        assertTrue(auc.interval().contains(auc.value().value()));
        assertEquals(1 - auc.interval().low(), rest.interval().high(), 1e-14);
    }

    /** Law: split any way and merged in any order, the area and its error are the same bits. */
    @Test
    void of_mergedPartsIsThatOfTheWhole() {
        long seed = 20270;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int n = random.nextInt(2, 400);
            int distinct = random.nextInt(1, 60);
            double[] scores = new double[n];
            boolean[] positives = new boolean[n];
            int[] cuts = {0, random.nextInt(n + 1), n};
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextInt(distinct) / 7.0;
                positives[i] = random.nextBoolean();
            }
            ScoreTable a = ScoreTable.of(scores, positives, cuts[0], cuts[1]);
            ScoreTable b = ScoreTable.of(scores, positives, cuts[1], cuts[2]);
            RocAuc whole = RocAuc.of(ScoreTable.of(scores, positives, 0, n));

            String which = "seed " + seed + " round " + round;
            assertEquals(whole, RocAuc.of(a.merge(b)), which);
            assertEquals(whole, RocAuc.of(b.merge(a)), which);
            assertEquals(whole, RocAuc.of(ScoreTable.EMPTY.merge(b).merge(a)), which);
        }
    }

    /** Compacted in any order, the area is off by at most the sum of both rank errors. */
    @Test
    void of_aCompactedTableIsWithinBothRankErrors() {
        long seed = 20273;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            int n = random.nextInt(40, 600);
            double[] scores = new double[n];
            boolean[] positives = new boolean[n];
            int distinct = random.nextInt(2, 900);
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextInt(distinct);
                positives[i] = i < 2 ? i == 0 : random.nextInt(distinct) < scores[i];
            }
            int cut = random.nextInt(n);
            int points = random.nextInt(3, 30);
            ScoreTable compact =
                    ScoreTable.of(scores, positives, 0, cut)
                            .compact(points)
                            .merge(ScoreTable.of(scores, positives, cut, n))
                            .compact(points);

            double exact = RocAuc.of(ScoreTable.of(scores, positives, 0, n)).value().value();
            double off = Math.abs(RocAuc.of(compact).value().value() - exact);

            double bound = compact.positive().rankErrorMax() + compact.negative().rankErrorMax();
            assertTrue(off <= bound + 1e-15, "seed " + seed + " round " + round);
            assertTrue(compact.positive().distinct() <= points);
            assertTrue(compact.negative().distinct() <= points);
        }
    }

    /** Python 3.11: float(Fraction(2*u, 2*p*n)) with every pair counted, for counts near 2^62. */
    @Test
    void of_countsBeyond64BitsStaysExact() {
        long big = 1L << 61;
        ScoreTable huge =
                new ScoreTable(
                        EmpiricalDistribution.ofRuns(of(1, 3), new long[] {big, big + 1}, 0),
                        EmpiricalDistribution.ofRuns(of(1, 2), new long[] {big + 3, big}, 0));
        BigInteger b = BigInteger.valueOf(big);
        BigInteger twice =
                b.multiply(b.add(BigInteger.valueOf(3)))
                        .add(
                                b.add(BigInteger.ONE)
                                        .multiply(BigInteger.TWO)
                                        .multiply(b.add(b).add(BigInteger.valueOf(3))));
        BigInteger pairs =
                b.add(b).add(BigInteger.ONE).multiply(b.add(b).add(BigInteger.valueOf(3)));

        assertEquals(
                twice.doubleValue() / (2 * pairs.doubleValue()),
                RocAuc.of(huge).value().value(),
                0);
    }

    /** The long product of 3·2³² rows a side overflows; their area does not notice. */
    @Test
    void pairCount_carries() {
        PairCount count = new PairCount();
        BigInteger expected = BigInteger.ZERO;
        SplittableRandom random = new SplittableRandom(77);
        for (int i = 0; i < 200; i++) {
            long a = random.nextLong() >>> 4;
            long b = random.nextLong() >>> 4;
            count.add(a, b);
            expected = expected.add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
            assertEquals(expected.doubleValue(), count.value(), "after " + i);
        }
    }
}
