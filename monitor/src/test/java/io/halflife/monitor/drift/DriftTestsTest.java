// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every test of the list, and which column gets which. */
class DriftTestsTest {

    private static final Column INCOME = Column.feature("income");
    private static final DriftSettings ALL_TESTS = with(Set.copyOf(DriftTests.optional()));

    private static final Set<String> SYMMETRIC =
            Set.of(
                    "ks",
                    "chi_square",
                    "wasserstein",
                    "l_infinity",
                    "cramer_von_mises",
                    "anderson_darling",
                    "energy");

    @Test
    void numbers_areJudgedByKs() {
        List<TestResult> tests = usual(normal(1, 500, 0, 1), normal(2, 500, 0, 0.5));

        assertEquals(
                List.of("ks", "psi", "psi10", "wasserstein", "js", "js10", "missing_rate"),
                names(tests));
        assertEquals("ks", primary(tests).test());
    }

    @Test
    void names_areJudgedByChiSquare() {
        List<TestResult> tests =
                usual(categories(Map.of("a", 50L)), categories(Map.of("a", 9L, "b", 1L)));

        assertEquals(
                List.of(
                        "chi_square",
                        "psi",
                        "psi10",
                        "js",
                        "l_infinity",
                        "missing_rate",
                        "new_category"),
                names(tests));
        assertEquals("chi_square", primary(tests).test());
        assertEquals(List.of("b"), test(tests, "new_category").newCategories());
        assertEquals(List.of("b"), primary(tests).newCategories());
    }

    /** Rows only where there is something to say, with the counts behind it. */
    @Test
    void valuesOutsideTheRange_areCounted() {
        List<TestResult> tests = usual(normal(1, 500, 0, 1), normal(2, 500, 3, 1));
        TestResult outside = test(tests, "out_of_range");

        assertTrue(outside.driftDetected());
        assertEquals(outside.statistic() * 500, outside.detail().get("rows"), 1e-9);
        assertTrue(outside.reason().contains("outside the reference's"), outside.reason());
        assertTrue(
                names(usual(normal(1, 500, 0, 1), normal(2, 500, 0, 0.5))).stream()
                        .noneMatch("out_of_range"::equals));
    }

    /** A column that became constant, and one that became identifiers. */
    @Test
    void differentValues_areHeldAgainstTheReference() {
        Map<String, Long> ids = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            ids.put("id" + i, 1L);
        }
        TestResult constant = test(usual(integers(1, 400, 12), integers(2, 40, 1)), "cardinality");
        TestResult identifiers =
                test(usual(categories(Map.of("a", 50L, "b", 50L)), categories(ids)), "cardinality");

        assertEquals(1, constant.statistic());
        assertEquals(60, identifiers.statistic());
        assertTrue(identifiers.driftDetected());
        assertEquals(4, identifiers.detail().get("most"), 1e-6);
        assertTrue(
                names(usual(integers(1, 400, 12), integers(2, 40, 12))).stream()
                        .noneMatch("cardinality"::equals));
    }

    @Test
    void tenDistinctReferenceValues_areJudgedAsNamesButKsIsReported() {
        List<TestResult> ten = compare(integers(1, 400, 10), integers(2, 400, 12));
        List<TestResult> eleven = compare(integers(1, 400, 11), integers(2, 400, 3));

        assertEquals("chi_square", primary(ten).test());
        assertFalse(test(ten, "ks").primary());
        assertTrue(test(ten, "ks").p() >= 0);
        assertEquals("ks", primary(eleven).test());
        assertFalse(names(eleven).contains("chi_square"));
    }

    /** Each optional test is made when it is named, alone, and changes nothing else. */
    @Test
    void optionalTests_areMadeWhenThePolicyNamesThem() {
        FeatureProfile reference = normal(1, 500, 0, 1);
        FeatureProfile moved = normal(2, 500, 1, 1);
        List<TestResult> usual = usual(reference, moved);

        for (String name : DriftTests.optional()) {
            List<TestResult> tests = DriftTests.compare(reference, moved, with(Set.of(name)));
            assertEquals(usual.size() + 1, tests.size(), name);
            assertEquals(usual, tests.subList(0, usual.size()), name);
            TestResult added = tests.get(usual.size());
            assertEquals(name, added.test());
            assertFalse(added.primary());
            assertTrue(added.driftDetected(), added.toString());
        }
        assertTrue(DriftTests.names().containsAll(DriftTests.optional()));
    }

    /** What lies higher in the window has a chance above one half, and a positive t. */
    @Test
    void directions_areThoseOfTheWindow() {
        List<TestResult> tests = compare(normal(1, 500, 0, 1), normal(2, 500, 1, 1));

        assertTrue(test(tests, "mann_whitney").statistic() > 0.7);
        assertTrue(test(tests, "welch").statistic() > 10);
        assertTrue(test(tests, "welch").detail().get("difference") > 0.8);
    }

    @Test
    void label_hasNoMissingRate() {
        FeatureProfile labels =
                FeatureProfile.ofCategories(Column.LABEL, Map.of("1", 40L, "0", 60L), 400);

        assertFalse(names(compare(labels, labels)).contains("missing_rate"));
    }

    @Test
    void sameProfile_isNoDriftInAnyTest() {
        for (FeatureProfile profile : samples(31)) {
            for (TestResult test : compare(profile, profile)) {
                assertFalse(Boolean.TRUE.equals(test.driftDetected()), profile + " " + test.test());
                // The p of Anderson–Darling ends at 0.25.
                double least = test.test().equals("anderson_darling") ? 0.24 : 0.99;
                assertTrue(Double.isNaN(test.p()) || test.p() > least, test.toString());
            }
        }
    }

    /** The direction of every test: what is far away is detected by all that apply. */
    @Test
    void farShift_isDriftInEveryTestThatAppliesToIt() {
        for (TestResult test : compare(normal(1, 2000, 0, 1), normal(2, 2000, 2, 1))) {
            if (!MissingRateTest.NAME.equals(test.test())) {
                assertTrue(test.driftDetected(), test.toString());
            }
        }
        FeatureProfile reference = categories(Map.of("a", 900L, "b", 1100L));
        FeatureProfile moved = categories(Map.of("a", 100L, "b", 1000L, "c", 900L));
        for (TestResult test : compare(reference, moved)) {
            if (!MissingRateTest.NAME.equals(test.test())) {
                assertTrue(test.driftDetected(), test.toString());
            }
        }
        assertTrue(primary(compare(reference, moved)).effect() > 0.4);
    }

    @Test
    void missingValues_areFoundByTheMissingRateAlone() {
        double[] values = new Random(3).doubles(1000).toArray();
        double[] holes = values.clone();
        Arrays.fill(holes, 0, 200, Double.NaN);
        List<TestResult> tests = compare(numbers(values), numbers(holes));

        TestResult missing = test(tests, MissingRateTest.NAME);
        assertEquals(0.2, missing.statistic(), 1e-12, "more are missing now");
        assertTrue(missing.p() < 1e-9);
        assertEquals(200, missing.missing());
        assertEquals(
                -0.2,
                test(compare(numbers(holes), numbers(values)), MissingRateTest.NAME).statistic(),
                1e-12);
        assertFalse(primary(tests).driftDetected());
    }

    /** A pure change of spread escapes D, not the effect. */
    @Test
    void changeOfSpread_isInTheEffect() {
        TestResult ks = primary(compare(normal(1, 5000, 0, 1), normal(2, 5000, 0, 1.5)));

        assertTrue(ks.statistic() < 0.125, "D " + ks.statistic());
        assertTrue(ks.effect() > 0.15, "effect " + ks.effect());
    }

    /** Law: swapping reference and window keeps a symmetric statistic. */
    @Test
    void swap_keepsSymmetricStatistics() {
        long seed = 90210;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            FeatureProfile a = normal(random.nextLong(), 50 + random.nextInt(300), 0, 1);
            FeatureProfile b = normal(random.nextLong(), 50 + random.nextInt(300), 0.2, 1);
            List<TestResult> there = compare(a, b);
            List<TestResult> back = compare(b, a);
            for (TestResult test : there) {
                if (SYMMETRIC.contains(test.test())) {
                    assertEquals(
                            test.statistic(),
                            test(back, test.test()).statistic(),
                            1e-12,
                            "seed " + seed + " round " + round + " " + test.test());
                }
            }
        }
    }

    @Test
    void emptyWindow_givesUndefinedFiguresAndNoFlag() {
        for (FeatureProfile profile : samples(5)) {
            FeatureProfile nothing =
                    profile.kind() == FeatureKind.NUMERIC
                            ? numbers(Double.NaN, Double.NaN)
                            : FeatureProfile.ofCategories(INCOME, Map.of(), 2);
            List<TestResult> tests = compare(profile, nothing);
            assertEquals(1, tests.stream().filter(TestResult::primary).count());
            for (TestResult test : tests) {
                if (!MissingRateTest.NAME.equals(test.test())) {
                    assertNull(test.driftDetected(), test.toString());
                    assertTrue(Double.isNaN(test.statistic()), test.toString());
                }
            }
        }
    }

    /** Nobody is left with a dash: an undefined figure says why, a defined one needs no words. */
    @Test
    void undefinedFigures_sayWhy() {
        FeatureProfile some = normal(1, 500, 0, 1);
        for (TestResult test : compare(some, numbers(Double.NaN))) {
            boolean rate = test.test().equals(MissingRateTest.NAME);
            assertEquals(rate ? "" : "too few values", test.reason(), test.test());
        }
        List<TestResult> constant = compare(numbers(3, 3, 3, 3), numbers(3, 3, 3, 3));
        for (String name : List.of("welch", "anderson_darling")) {
            assertEquals(
                    "no spread, without which it has no value",
                    test(constant, name).reason(),
                    name);
        }
        assertEquals("", test(constant, "ks").reason());
        assertEquals(
                "no spread, without which it has no value",
                test(compare(numbers(3, 3, 3), numbers(4, 4, 4)), "wasserstein").reason(),
                "no deviation of the reference to measure by");
        for (TestResult test : compare(some, normal(2, 500, 0, 0.5))) {
            assertEquals("", test.reason(), test.test());
        }
    }

    @Test
    void undefinedP_ofCompactedValues_saysWhy() {
        List<TestResult> tests =
                compare(normal(1, 500, 0, 1).compact(100), normal(2, 500, 0, 1).compact(100));

        for (String name : List.of("anderson_darling", "cramer_von_mises")) {
            assertTrue(Double.isNaN(test(tests, name).p()), name);
            assertEquals(
                    "not defined for values that are compacted, infinite or too large",
                    test(tests, name).reason(),
                    name);
        }
        assertEquals("", test(tests, "mann_whitney").reason());
    }

    @Test
    void reasonOfATest_goesBeforeThatOfAFigure() {
        TestResult found =
                test(compare(categories(Map.of()), categories(Map.of("a", 2L))), "new_category");

        assertTrue(Double.isNaN(found.p()));
        assertTrue(found.reason().startsWith("2 rows of 2 with 1 value"), found.reason());
    }

    @Test
    void psiLevel_isNotAppliedToFewValues() {
        TestResult few = test(compare(normal(1, 499, 0, 1), normal(2, 499, 3, 1)), "psi");

        assertTrue(few.statistic() > 0.2);
        assertNull(few.driftDetected());
    }

    @Test
    void differentColumns_areRefused() {
        FeatureProfile age = FeatureProfile.ofCategories(Column.feature("age"), Map.of(), 0);

        assertThrows(
                IllegalArgumentException.class, () -> compare(age, categories(Map.of("a", 1L))));
        assertThrows(
                IllegalArgumentException.class,
                () -> compare(numbers(1), categories(Map.of("a", 1L))));
    }

    private static List<FeatureProfile> samples(long seed) {
        return List.of(
                normal(seed, 700, 5, 2),
                integers(seed, 700, 4),
                categories(Map.of("a", 300L, "b", 250L, "rare", 3L, "once", 1L)));
    }

    private static DriftSettings with(Set<String> tests) {
        DriftSettings d = DriftSettings.DEFAULTS;
        return new DriftSettings(
                d.alpha(),
                d.q(),
                d.method(),
                d.effectFloor(),
                d.k(),
                d.m(),
                d.clear(),
                d.minWindow(),
                d.minReference(),
                d.season(),
                d.criticalFeatures(),
                tests);
    }

    private static List<TestResult> usual(FeatureProfile reference, FeatureProfile current) {
        return DriftTests.compare(reference, current, DriftSettings.DEFAULTS);
    }

    private static List<TestResult> compare(FeatureProfile reference, FeatureProfile current) {
        return DriftTests.compare(reference, current, ALL_TESTS);
    }

    private static TestResult primary(List<TestResult> tests) {
        return tests.stream().filter(TestResult::primary).findFirst().orElseThrow();
    }

    private static TestResult test(List<TestResult> tests, String name) {
        return tests.stream().filter(t -> t.test().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> names(List<TestResult> tests) {
        return tests.stream().map(TestResult::test).collect(Collectors.toList());
    }

    private static FeatureProfile normal(long seed, int n, double mean, double std) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = mean + std * random.nextGaussian();
        }
        return numbers(values);
    }

    private static FeatureProfile integers(long seed, int n, int distinct) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = i < distinct ? i : random.nextInt(distinct);
        }
        return numbers(values);
    }

    private static FeatureProfile numbers(double... values) {
        return FeatureProfile.ofNumeric(INCOME, values, 0, values.length, 0);
    }

    private static FeatureProfile categories(Map<String, Long> counts) {
        return FeatureProfile.ofCategories(INCOME, counts, 0);
    }
}
