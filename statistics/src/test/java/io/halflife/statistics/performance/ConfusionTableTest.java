// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.performance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTableTest {

    private static final List<String> PETS = List.of("cat", "dog", "bird");

    /** Rows: 4 cat right, 1 as dog; 2 dog right, 1 as cat; 1 bird right, 1 as cat. */
    private static ConfusionTable pets() {
        return ConfusionTable.of(PETS, new long[][] {{4, 1, 0}, {1, 2, 0}, {1, 0, 1}});
    }

    @Test
    void of_ordersClassesAndCountsByTruthThenPrediction() {
        ConfusionTable table = pets();

        assertEquals(List.of("bird", "cat", "dog"), table.classes());
        assertEquals(10, table.total());
        assertEquals(7, table.correct());
        assertEquals(1, table.count("bird", "cat"), "a bird taken for a cat");
        assertEquals(0, table.count("cat", "bird"), "no cat taken for a bird");
        assertEquals(1, table.count("bird", "bird"), "the first cell of the first class");
        assertEquals(0, table.count("cat", "fish"));
        assertEquals(0, table.count("fish", "cat"));
        assertEquals(new OneVersusRest(4, 2, 1, 3), table.versusRest("cat"));
        assertEquals(new OneVersusRest(0, 0, 0, 10), table.versusRest("fish"));
    }

    /**
     * sklearn 1.2.1: precision_recall_fscore_support(y, p, average='macro' and 'weighted') of the
     * rows above; balanced_accuracy_score(y, p).
     */
    @Test
    void averages_areThoseOfOtherTools() {
        ConfusionTable table = pets();

        assertEquals((4.0 / 6 + 2.0 / 3 + 1) / 3, table.macroPrecision().value(), 1e-15);
        assertEquals((0.8 + 2.0 / 3 + 0.5) / 3, table.macroRecall().value(), 1e-15);
        assertEquals((8.0 / 11 + 4.0 / 6 + 2.0 / 3) / 3, table.macroF1().value(), 1e-15);
        assertEquals(0.5 * 8 / 11 + 0.3 * 4 / 6 + 0.2 * 2 / 3, table.weightedF1().value(), 1e-15);
        assertEquals(0.7, table.weighted(ClassRatio.RECALL).value().value(), 1e-15);
        assertEquals(
                0.5 * 4 / 6 + 0.3 * 2 / 3 + 0.2,
                table.weighted(ClassRatio.PRECISION).value().value(),
                1e-15);
        assertEquals((0.8 + 2.0 / 3 + 0.5) / 3, table.balancedAccuracy().value(), 1e-15);
        assertEquals(0.7, table.microF1().value());
    }

    /** A class that is known but never occurs counts 0 in averages, and has no recall. */
    @Test
    void averages_countAnAbsentClassAsZero() {
        ConfusionTable table = ConfusionTable.of(List.of("a", "b"), new long[][] {{5, 0}, {0, 0}});

        assertEquals(0.5, table.macroF1().value());
        assertEquals(1.0, table.weightedF1().value());
        assertEquals(Status.INSUFFICIENT_DATA, table.balancedAccuracy().status());
    }

    @Test
    void empty_isUndefinedNotZero() {
        for (ConfusionTable none :
                List.of(ConfusionTable.EMPTY, ConfusionTable.of(PETS, new long[3][3]))) {
            assertEquals(Status.INSUFFICIENT_DATA, none.accuracy().status());
            assertEquals(Status.INSUFFICIENT_DATA, none.accuracyInterval(0.95).status());
            assertEquals(Status.INSUFFICIENT_DATA, none.balancedAccuracy().status());
            assertEquals(Status.INSUFFICIENT_DATA, none.macroF1().status());
            assertEquals(Status.INSUFFICIENT_DATA, none.weightedF1().status());
            assertEquals(
                    Status.INSUFFICIENT_DATA, none.macro(ClassRatio.F1).interval(0.95).status());
        }
    }

    /** Two classes: macro F1's delta method, against the formula for F1 of one of them. */
    @Test
    void macroError_ofOneClassOnlyIsThatOfItsRatio() {
        ConfusionTable table =
                ConfusionTable.of(List.of("a", "b"), new long[][] {{30, 10}, {20, 40}});
        OneVersusRest a = table.versusRest("a");
        double recallError = Math.sqrt(0.75 * 0.25 / 40 + (2.0 / 3) * (1.0 / 3) / 60) / 2;

        assertEquals(
                recallError,
                table.macro(ClassRatio.RECALL).standardError().value(),
                1e-15,
                "macro recall of two classes is balanced accuracy");
        assertEquals(recallError, a.balancedAccuracyStandardError().value(), 1e-15);
        assertTrue(table.macro(ClassRatio.RECALL).interval(0.95).contains(0.7));
    }

    @Test
    void allRight_hasNoInterval() {
        ConfusionTable table = ConfusionTable.of(List.of("a", "b"), new long[][] {{5, 0}, {0, 5}});

        assertEquals(Figure.of(1), table.macroF1());
        assertEquals(Figure.of(0), table.macro(ClassRatio.F1).standardError());
        assertEquals(Status.DEGENERATE, table.macro(ClassRatio.F1).interval(0.95).status());
    }

    @Test
    void merge_joinsTablesOfDifferentClasses() {
        long seed = 20265;
        SplittableRandom random = new SplittableRandom(seed);
        ConfusionTable.Builder whole = new ConfusionTable.Builder(List.of());
        ConfusionTable.Builder first = new ConfusionTable.Builder(List.of());
        ConfusionTable.Builder second = new ConfusionTable.Builder(List.of("zebra"));
        ConfusionTable.Builder third = new ConfusionTable.Builder(List.of());
        whole.add("zebra", "zebra", 0);
        List<ConfusionTable.Builder> parts = List.of(first, second, third);
        for (int i = 0; i < 500; i++) {
            String actual = "c" + random.nextInt(9);
            String predicted = "c" + random.nextInt(12);
            whole.add(actual, predicted);
            parts.get(random.nextInt(3)).add(actual, predicted);
        }
        ConfusionTable a = first.build();
        ConfusionTable b = second.build();
        ConfusionTable c = third.build();

        assertEquals(whole.build(), a.merge(b).merge(c), "seed " + seed);
        assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "associative");
        assertEquals(a.merge(b), b.merge(a), "commutative");
        assertEquals(a, a.merge(ConfusionTable.EMPTY), "identity");
        assertEquals(a.merge(b).hashCode(), b.merge(a).hashCode());
        assertEquals(500, a.merge(b).merge(c).total());
        assertEquals(13, a.merge(b).merge(c).classes().size());
    }

    /** A square of 10,000 classes would take 800 MB. */
    @Test
    void tenThousandClasses_takeTheMemoryOfTheirCells() {
        ConfusionTable.Builder builder = new ConfusionTable.Builder(List.of());
        for (int i = 0; i < 10_000; i++) {
            builder.add("class" + i, "class" + i, 3);
            builder.add("class" + i, "class" + (i + 1) % 10_000);
        }
        ConfusionTable table = builder.build();

        assertEquals(10_000, table.classes().size());
        assertEquals(0.75, table.macroF1().value(), 1e-12);
        assertEquals(0.75, table.merge(table).weightedF1().value(), 1e-12);
        assertEquals(40_000, table.total());
        assertEquals(1, table.count("class7", "class8"));
        assertEquals(0, table.count("class8", "class7"));
    }

    @Test
    void of_refusesWhatIsNoTable() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionTable.of(List.of("a", "a"), new long[2][2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionTable.of(List.of("a", "b"), new long[1][2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionTable.of(List.of("a", "b"), new long[2][3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionTable.of(List.of("a"), new long[][] {{-1}}));
        assertThrows(
                ArithmeticException.class,
                () ->
                        ConfusionTable.of(
                                List.of("a", "b"), new long[][] {{Long.MAX_VALUE, 1}, {0, 0}}));
    }

    @Test
    void equals_looksAtCountsAndClasses() {
        ConfusionTable table = pets();

        assertEquals(table, pets());
        assertFalse(table.equals(table.merge(pets())));
        assertFalse(table.equals(null));
        assertEquals("10 rows of [bird, cat, dog], 7 right", table.toString());
        assertFalse(table.hashCode() == table.merge(pets()).hashCode());
        ConfusionTable ten = named(10);
        assertTrue(ten.toString().contains("j]"), ten.toString());
        assertEquals("0 rows of 11 classes, 0 right", named(11).toString());
    }

    /** Classes a, b, c and so on, without rows. */
    private static ConfusionTable named(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "" + (char) ('a' + i)).toList();
        return ConfusionTable.of(names, new long[classes][classes]);
    }
}
