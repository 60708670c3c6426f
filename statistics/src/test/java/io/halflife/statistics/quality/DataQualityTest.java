// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.proportion.Wilson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DataQualityTest {

    private static final Figure NONE = Figure.undefined(Status.INSUFFICIENT_DATA);

    @TestFactory
    Stream<DynamicTest> missingRates_rangesAndNewCategories() {
        return Oracles.tests("data_quality", DataQualityTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "missing" -> checkMissing(oracle);
            case "range" -> checkRange(oracle);
            case "new_category" -> checkNew(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkMissing(OracleCase oracle) {
        MissingRate.Result result =
                MissingRate.compare(
                        oracle.whole("m1"),
                        oracle.whole("n1"),
                        oracle.whole("m2"),
                        oracle.whole("n2"));
        double alpha = oracle.number("alpha");
        checkFinding(oracle, result.change().p(), result.finding(alpha));
        if (result.change().p().isDefined()) {
            oracle.close("expected.diff", result.change().difference(), 1e-7, 1e-13);
            oracle.close("expected.z", result.change().z(), 1e-7, 1e-13);
            oracle.close("expected.p", result.change().p(), 1e-7, 1e-13);
        }
    }

    private static void checkRange(OracleCase oracle) {
        OutOfRange.Result result = OutOfRange.ofCounts(oracle.whole("k"), oracle.whole("n"));
        checkFinding(oracle, result.lower(), result.finding());
        if (result.lower().isDefined()) {
            oracle.close("expected.share", result.share(), 1e-7, 1e-13);
            oracle.close("expected.cp_lower_95", result.lower(), 1e-7, 1e-13);
        }
    }

    private static void checkNew(OracleCase oracle) {
        NewCategories.Result result =
                NewCategories.ofCounts(
                        oracle.whole("n_ref"),
                        oracle.whole("singletons"),
                        oracle.whole("k"),
                        oracle.whole("n"));
        checkFinding(oracle, result.p(), result.finding());
        if (result.p().isDefined()) {
            oracle.close("expected.p0", result.expectedShare(), 1e-7, 1e-13);
            oracle.close("expected.p", result.p(), 1e-7, 1e-13);
        }
    }

    private static void checkFinding(OracleCase oracle, Figure figure, Finding finding) {
        assertEquals(oracle.text("expected.status"), figure.status().name());
        if (!figure.isDefined()) {
            assertEquals(Finding.INCONCLUSIVE, finding);
            return;
        }
        assertEquals(oracle.flag("expected.flagged"), finding == Finding.FLAGGED);
        assertEquals(!oracle.flag("expected.flagged"), finding == Finding.CLEAR);
    }

    /**
     * A difference of exactly 0.01 is large enough; p must be below alpha, adjusted p at most q.
     */
    @Test
    void missingRate_isFlaggedFromOneHundredthOn() {
        MissingRate.Result one = MissingRate.compare(0, 100_000, 1000, 100_000);
        MissingRate.Result less = MissingRate.compare(0, 100_000, 999, 100_000);
        MissingRate.Result fewer = MissingRate.compare(1000, 100_000, 0, 100_000);
        double p = one.change().p().value();

        assertEquals(Finding.FLAGGED, one.finding(0.05));
        assertEquals(Finding.FLAGGED, fewer.finding(0.05));
        assertEquals(Finding.CLEAR, less.finding(0.05));
        assertEquals(Finding.CLEAR, one.finding(p));
        assertEquals(Finding.FLAGGED, one.finding(Math.nextUp(p)));
        assertEquals(Finding.FLAGGED, one.finding(Figure.of(0.05), 0.05));
        assertEquals(Finding.CLEAR, one.finding(Figure.of(Math.nextUp(0.05)), 0.05));
        assertEquals(Finding.CLEAR, one.finding(NONE, 0.05));
        assertEquals(
                Finding.INCONCLUSIVE, MissingRate.compare(0, 0, 1, 2).finding(Figure.of(0), 0.05));
        for (double level : new double[] {0, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> one.finding(level));
            assertThrows(IllegalArgumentException.class, () -> one.finding(NONE, level));
        }
    }

    @Test
    void outOfRange_countsWhatIsBelowOrAbove() {
        double infinite = Double.POSITIVE_INFINITY;
        EmpiricalDistribution reference = EmpiricalDistribution.of(1, 5, 3);
        EmpiricalDistribution current = EmpiricalDistribution.of(1, 5, 0.9, 5.1, infinite, 2);

        OutOfRange.Result result = OutOfRange.compare(reference, current);

        assertEquals(3, result.outside());
        assertEquals(Figure.of(0.5), result.share());
        assertEquals(Finding.FLAGGED, result.finding());
        assertEquals(Finding.CLEAR, OutOfRange.compare(reference, reference).finding());
        EmpiricalDistribution empty = EmpiricalDistribution.EMPTY;
        assertEquals(Finding.INCONCLUSIVE, OutOfRange.compare(empty, current).finding());
        assertEquals(NONE, OutOfRange.compare(reference, empty).share());
        EmpiricalDistribution endless = EmpiricalDistribution.of(-infinite, infinite);
        assertEquals(0, OutOfRange.compare(endless, current).outside());
    }

    @Test
    void newCategories_areListedTheMostFrequentFirst() {
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 5L, "b", 1L));
        FrequencyTable current = FrequencyTable.of(Map.of("a", 5L, "x", 1L, "y", 3L, "c", 1L));

        NewCategories.Result result = NewCategories.compare(reference, current);

        assertEquals(List.of("y", "c", "x"), result.categories());
        assertEquals(3, result.distinct());
        assertEquals(5, result.rows());
        assertEquals(Figure.of(0.5), result.share());
        assertEquals(Figure.of(1.0 / 6), result.expectedShare());
    }

    @Test
    void newCategories_ofManyAreCountedAllAndListedInPart() {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i <= NewCategories.LISTED_MAX; i++) {
            counts.put("id" + i, 1L);
        }
        FrequencyTable reference = FrequencyTable.of(Map.of("a", 50L));

        NewCategories.Result result = NewCategories.compare(reference, FrequencyTable.of(counts));

        assertEquals(NewCategories.LISTED_MAX, result.categories().size());
        assertEquals(NewCategories.LISTED_MAX + 1, result.distinct());
        assertEquals(Figure.of(0.02), result.expectedShare(), "no singletons count as one");
        assertEquals(Finding.FLAGGED, result.finding());
        assertEquals(Finding.CLEAR, NewCategories.compare(reference, reference).finding(), "k = 0");
        assertEquals(
                Finding.INCONCLUSIVE,
                NewCategories.compare(FrequencyTable.EMPTY, reference).finding());
    }

    /** Every reference row was a category of its own: nothing new is surprising. */
    @Test
    void newCategories_whereAllAreSingletons() {
        assertEquals(Figure.of(1), NewCategories.ofCounts(9, 9, 9, 9).p());
        assertThrows(IllegalArgumentException.class, () -> NewCategories.ofCounts(9, 10, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> NewCategories.ofCounts(9, -1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> NewCategories.ofCounts(9, 1, 3, 2));
    }

    /** What the reference could not keep is no news: its rest is expected on both sides. */
    @Test
    void newCategories_ofALimitedReferenceExpectItsRest() {
        FrequencyTable reference =
                FrequencyTable.of(Map.of("a", 80L, "b", 10L, "c", 6L, "d", 4L)).limit(2);
        FrequencyTable current = FrequencyTable.of(Map.of("a", 80L, "c", 10L, "d", 10L));

        NewCategories.Result result = NewCategories.compare(reference, current);

        assertEquals(Figure.of(0.21), result.expectedShare());
        assertEquals(20, result.rows());
        assertEquals(Finding.CLEAR, result.finding());
        FrequencyTable tiny = FrequencyTable.of(Map.of("a", 2L, "b", 1L, "c", 1L)).limit(1);
        assertEquals(Figure.of(1), NewCategories.compare(tiny, current).expectedShare());
    }

    @Test
    void failingRows_haveWilsonsInterval() {
        FailingRows some = FailingRows.of(3, 200);

        assertEquals(Figure.of(0.015), some.share());
        assertEquals(Wilson.interval(3, 200, 0.95), some.interval());
        assertEquals(NONE, FailingRows.of(0, 0).share());
        assertEquals(Interval.of(0, 1), FailingRows.of(0, 0).interval());
        assertThrows(IllegalArgumentException.class, () -> FailingRows.of(2, 1));
    }

    /** 2⁵³ is exact; its neighbour above is no longer 2⁵³ + 1 but 2⁵³ + 2. */
    @Test
    void inexactIntegers_areFlaggedBeyondTwoToThe53() {
        double limit = 0x1p53;

        assertEquals(clear(0), InexactIntegers.of(EmpiricalDistribution.of(limit, -limit, 7)));
        assertEquals(
                new InexactIntegers(3, Finding.FLAGGED),
                InexactIntegers.of(
                        EmpiricalDistribution.of(Math.nextUp(limit), -limit - 2, -limit - 2, 7)));
        assertEquals(
                clear(1), InexactIntegers.of(EmpiricalDistribution.of(1e300, 0.5)), "measured");
        double infinite = Double.POSITIVE_INFINITY;
        assertEquals(clear(0), InexactIntegers.of(EmpiricalDistribution.of(infinite, 1)));
        assertEquals(
                new InexactIntegers(0, Finding.INCONCLUSIVE),
                InexactIntegers.of(EmpiricalDistribution.of(infinite, -infinite)));
        assertEquals(
                Finding.INCONCLUSIVE, InexactIntegers.of(EmpiricalDistribution.EMPTY).finding());
    }

    private static InexactIntegers clear(long rows) {
        return new InexactIntegers(rows, Finding.CLEAR);
    }

    @Test
    void cardinality_isFlaggedOutsideHalfTheLeastAndTwiceTheMost() {
        double[] own = {12, 10, 0, 20};

        assertEquals(Interval.of(5, 40), Cardinality.compare(own, 11).expected());
        assertEquals(Finding.CLEAR, Cardinality.compare(own, 5).finding());
        assertEquals(Finding.CLEAR, Cardinality.compare(own, 40).finding());
        assertEquals(Finding.FLAGGED, Cardinality.compare(own, 4.99).finding());
        assertEquals(Finding.FLAGGED, Cardinality.compare(own, 40.01).finding());
        assertEquals(Finding.INCONCLUSIVE, Cardinality.compare(own, 0).finding());
        assertEquals(12, own[0], "the argument stays as it was");
        Cardinality nothing = Cardinality.compare(new double[] {0}, 3);
        assertEquals(Finding.INCONCLUSIVE, nothing.finding());
        assertFalse(nothing.expected().isDefined());
        for (double wrong : new double[] {-1, Double.NaN, 0x1.1p63, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> Cardinality.compare(own, wrong));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Cardinality.compare(new double[] {wrong}, 1));
        }
    }

    @Test
    void volume_isTheLogOfRowsOverTheMedianOfTheSameHour() {
        assertEquals(Math.log(1.5), Volume.logRatio(15, new long[] {900, 10, 3}).value(), 1e-15);
        assertEquals(Math.log(2), Volume.logRatio(14, new long[] {900, 10, 3, 4}).value(), 1e-15);
        assertEquals(Figure.of(Double.NEGATIVE_INFINITY), Volume.logRatio(0, new long[] {5}));
        assertEquals(Figure.of(Double.POSITIVE_INFINITY), Volume.logRatio(5, new long[] {0, 0, 9}));
        assertEquals(Figure.undefined(Status.DEGENERATE), Volume.logRatio(0, new long[] {0}));
        assertEquals(NONE, Volume.logRatio(5, new long[0]));
        long huge = Long.MAX_VALUE;
        assertEquals(0, Volume.logRatio(huge, new long[] {huge, huge}).value(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> Volume.logRatio(-1, new long[] {1}));
        assertThrows(IllegalArgumentException.class, () -> Volume.logRatio(1, new long[] {-1}));
    }

    @Test
    void volume_isFlaggedByTwoOfTheLastThreeWindows() {
        Figure half = Volume.logRatio(5, new long[] {10});
        Figure less = Figure.of(Math.nextDown(half.value()));
        Figure twice = Volume.logRatio(20, new long[] {10});
        Figure more = Figure.of(Math.nextUp(twice.value()));
        Figure same = Figure.of(0);

        assertEquals(Finding.FLAGGED, Volume.finding(List.of(less, same, more)));
        assertEquals(Finding.FLAGGED, Volume.finding(List.of(less, less)));
        assertEquals(Finding.CLEAR, Volume.finding(List.of(half, twice, half)));
        assertEquals(Finding.CLEAR, Volume.finding(List.of(less, same, same, more)));
        assertEquals(Finding.FLAGGED, Volume.finding(List.of(less, same, NONE, more)));
        assertEquals(Finding.INCONCLUSIVE, Volume.finding(List.of(less, NONE)));
        assertEquals(Finding.INCONCLUSIVE, Volume.finding(List.of()));
        assertTrue(less.value() < -Math.log(2) && more.value() > Math.log(2));
    }
}
