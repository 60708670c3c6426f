// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Status;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MulticlassScoresTest {

    private static final List<String> PETS = List.of("cat", "dog", "bird");

    private static MulticlassScores.Accumulator pets() {
        return new MulticlassScores.Accumulator(PETS);
    }

    private static double[] of(double... values) {
        return values;
    }

    /** Five rows: cat, dog, bird, cat, dog. */
    private static MulticlassScores five() {
        MulticlassScores.Accumulator rows = pets();
        rows.add(0, of(0.6, 0.3, 0.1));
        rows.add(1, of(0.2, 0.5, 0.3));
        rows.add(2, of(0.1, 0.2, 0.7));
        rows.add(0, of(0.3, 0.4, 0.3));
        rows.add(1, of(0.35, 0.35, 0.3));
        return rows.scores();
    }

    /**
     * sklearn 1.2.1: log_loss(y, p), roc_auc_score(y, p, multi_class='ovr', average='macro' and
     * 'weighted'): cat 5 of 6 pairs, dog 5 of 6, bird 4 of 4.
     */
    @Test
    void losses_andAreas_byHand() {
        MulticlassScores scores = five();

        double logLoss =
                -(Math.log(0.6) + Math.log(0.5) + Math.log(0.7) + Math.log(0.3) + Math.log(0.35))
                        / 5;
        assertEquals(logLoss, scores.logLoss().value(), 1e-15);
        double brier = (0.26 + 0.38 + 0.14 + (0.49 + 0.16 + 0.09) + (0.1225 + 0.4225 + 0.09)) / 5;
        assertEquals(brier, scores.brier().value(), 1e-15);
        assertEquals(5 / 6.0, scores.versusRest(0).value().value(), 1e-15);
        assertEquals(5 / 6.0, scores.versusRest(1).value().value(), 1e-15);
        assertEquals(1, scores.versusRest(2).value().value(), 1e-15);
        assertEquals((5 / 6.0 + 5 / 6.0 + 1) / 3, scores.macroAuc().value(), 1e-15);
        assertEquals((2 * 5 / 6.0 + 2 * 5 / 6.0 + 1) / 5, scores.weightedAuc().value(), 1e-15);
        assertTrue(scores.logLossInterval(0.95).contains(logLoss));
        assertTrue(scores.brierInterval(0.95).contains(brier));
        assertEquals(PETS, scores.classes());
        assertEquals(5, scores.n());
    }

    @Test
    void twoClasses_haveTwiceTheBinaryBrierAndTheSameArea() {
        MulticlassScores.Accumulator rows = new MulticlassScores.Accumulator(List.of("no", "yes"));
        ProbabilityScores.Accumulator binary = new ProbabilityScores.Accumulator();
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 200; i++) {
            double p = random.nextInt(65) / 64.0;
            boolean yes = random.nextDouble() < p;
            rows.add(yes ? 1 : 0, of(1 - p, p));
            binary.add(p, yes);
        }
        MulticlassScores scores = rows.scores();

        assertEquals(2 * binary.scores().brier().value(), scores.brier().value(), 1e-13);
        assertEquals(binary.scores().oneSidedLogLoss().value(), scores.logLoss().value(), 1e-13);
        assertEquals(scores.versusRest(0).value(), scores.versusRest(1).value());
        assertEquals(scores.macroAuc().value(), scores.weightedAuc().value(), 1e-15);
    }

    /** Law: merged parts are the whole, areas bit for bit. */
    @Test
    void merge_ofPartsIsTheWhole() {
        long seed = 20281;
        SplittableRandom random = new SplittableRandom(seed);
        MulticlassScores.Accumulator whole = pets();
        MulticlassScores.Accumulator a = pets();
        MulticlassScores.Accumulator b = pets();
        for (int i = 0; i < 300; i++) {
            double first = random.nextInt(11) / 20.0;
            double second = random.nextInt(10) / 20.0;
            double[] p = of(first, second, 1 - first - second);
            int actual = random.nextInt(3);
            whole.add(actual, p);
            (random.nextInt(3) == 0 ? a : b).add(actual, p);
        }
        MulticlassScores expected = whole.scores();
        for (MulticlassScores merged :
                List.of(
                        a.scores().merge(b.scores()),
                        b.scores().merge(a.scores()),
                        pets().scores().merge(b.scores()).merge(a.scores()))) {
            assertEquals(expected.macroAuc(), merged.macroAuc(), "seed " + seed);
            assertEquals(expected.weightedAuc(), merged.weightedAuc(), "seed " + seed);
            assertEquals(expected.logLoss().value(), merged.logLoss().value(), 1e-14);
            assertEquals(expected.brier().value(), merged.brier().value(), 1e-14);
            assertEquals(300, merged.n());
        }
    }

    @Test
    void absentClass_hasNoMacroAreaButAWeightedOne() {
        MulticlassScores.Accumulator rows = pets();
        rows.add(0, of(0.6, 0.3, 0.1));
        rows.add(1, of(0.2, 0.5, 0.3));

        assertEquals(Status.INSUFFICIENT_DATA, rows.scores().macroAuc().status());
        assertEquals(1, rows.scores().weightedAuc().value());
        MulticlassScores.Accumulator cats = pets();
        cats.add(0, of(0.6, 0.3, 0.1));
        assertEquals(Status.INSUFFICIENT_DATA, cats.scores().weightedAuc().status());
        assertEquals(Status.INSUFFICIENT_DATA, pets().scores().weightedAuc().status());
        assertEquals(Status.INSUFFICIENT_DATA, pets().scores().macroAuc().status());
        assertEquals(Status.INSUFFICIENT_DATA, pets().scores().logLoss().status());
        assertEquals(Status.INSUFFICIENT_DATA, pets().scores().brierInterval(0.9).status());
    }

    @Test
    void logLoss_isClippedFromBelow() {
        MulticlassScores.Accumulator rows = pets();
        rows.add(0, of(0, 0, 1));

        assertEquals(-Math.log(1e-15), rows.scores().logLoss().value());
        assertEquals(2, rows.scores().brier().value());
    }

    @Test
    void rows_mustFitTheClasses() {
        MulticlassScores.Accumulator rows = pets();

        assertThrows(IllegalArgumentException.class, () -> rows.add(3, of(0, 0, 1)));
        assertThrows(IllegalArgumentException.class, () -> rows.add(0, of(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> rows.add(0, of(0, 1.1, 0)));
        assertThrows(IllegalArgumentException.class, () -> rows.add(0, of(Double.NaN, 1, 0)));
        assertEquals(0, rows.scores().n(), "a refused row counts nowhere");
        assertThrows(
                IllegalArgumentException.class,
                () -> new MulticlassScores.Accumulator(List.of("a", "a")));
        assertThrows(
                IllegalArgumentException.class, () -> new MulticlassScores.Accumulator(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        pets().scores()
                                .merge(
                                        new MulticlassScores.Accumulator(List.of("cat", "dog"))
                                                .scores()));
    }
}
