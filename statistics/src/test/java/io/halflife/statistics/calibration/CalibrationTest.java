// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CalibrationTest {

    private static final Figure TOO_FEW = Figure.undefined(Status.INSUFFICIENT_DATA);

    @TestFactory
    Stream<DynamicTest> calibration_agreesWithTheOracle() {
        return Oracles.tests("calibration", CalibrationTest::check);
    }

    private static void check(OracleCase oracle) {
        switch (oracle.text("type")) {
            case "threshold" ->
                    oracle.close(
                            "expected.threshold", Threshold.of(oracle.numbers("values")), 1e-10, 0);
            case "design_effect" -> checkDesignEffect(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static void checkDesignEffect(OracleCase oracle) {
        Figure tau = DesignEffect.of(windows(oracle));
        oracle.close("expected.tau", tau, 1e-10, 0);
        if (!tau.isDefined()) {
            return;
        }
        double d = oracle.number("expected.d");
        long n = oracle.whole("expected.n1");
        long m = oracle.whole("expected.n2");
        oracle.close("expected.en_eff", EffectiveSize.of(n, m, tau.value()), 1e-10, 0);
        Figure p = EffectiveSize.kolmogorovSmirnov(d, n, m, tau.value());
        oracle.close("expected.p", p, 1e-6, 1e-12);
    }

    private static List<EmpiricalDistribution> windows(OracleCase oracle) {
        double[] data = oracle.data("data");
        List<EmpiricalDistribution> windows = new ArrayList<>();
        int from = 0;
        for (long size : oracle.wholes("chunk_sizes")) {
            windows.add(EmpiricalDistribution.of(data, from, from + (int) size));
            from += (int) size;
        }
        assertEquals(data.length, from);
        return windows;
    }

    @Test
    void threshold_needsTenEffects() {
        double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        assertEquals(TOO_FEW, Threshold.of(Arrays.copyOf(ten, 9)));
        // numpy 2.4.6: x.mean() + 3*x.std(ddof=1)
        assertEquals(14.582951062292475, Threshold.of(ten).value(), 1e-14);
        assertEquals(
                0.25,
                Threshold.of(new double[] {.25, .25, .25, .25, .25, .25, .25, .25, .25, .25})
                        .value());
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> Threshold.of(new double[] {1, wrong}));
        }
    }

    @Test
    void threshold_thatOverflowsIsAnError() {
        double[] huge = new double[10];
        for (int i = 0; i < huge.length; i++) {
            huge[i] = i % 2 == 0 ? 1e308 : -1e308;
        }
        assertEquals(Status.ERROR, Threshold.of(huge).status());
        Arrays.fill(huge, 1e308);
        assertEquals(Status.ERROR, Threshold.of(huge).status());
    }

    @Test
    void threshold_leavesOutWindowsWithoutEffect() {
        List<Figure> effects = new ArrayList<>(Collections.nCopies(9, Figure.of(0.5)));
        effects.add(TOO_FEW);

        assertEquals(TOO_FEW, Threshold.of(effects));
        effects.add(Figure.of(0.5));
        assertEquals(Figure.of(0.5), Threshold.of(effects));
    }

    /** Law: τ depends on ranks alone, and neither the order of windows nor empty ones matter. */
    @Test
    void designEffect_isOfRanksAndOfWindowsThatHoldValues() {
        SplittableRandom random = new SplittableRandom(17);
        List<EmpiricalDistribution> plain = new ArrayList<>();
        List<EmpiricalDistribution> cubed = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            double level = random.nextDouble();
            double[] values = random.doubles(20 + c).map(u -> u + level).toArray();
            plain.add(EmpiricalDistribution.of(values));
            cubed.add(
                    EmpiricalDistribution.of(Arrays.stream(values).map(x -> x * x * x).toArray()));
        }
        double tau = DesignEffect.of(plain).value();

        assertTrue(tau > 2, "tau " + tau);
        assertEquals(tau, DesignEffect.of(cubed).value());
        List<EmpiricalDistribution> more = new ArrayList<>(plain);
        more.add(3, EmpiricalDistribution.EMPTY);
        Collections.reverse(more);
        assertEquals(tau, DesignEffect.of(more).value(), 1e-12);
        assertEquals(TOO_FEW, DesignEffect.of(plain.subList(0, 9)));
        assertTrue(DesignEffect.of(plain.subList(0, 10)).isDefined());
    }

    /** Every window of one value: all variance lies between the windows. */
    @Test
    void designEffect_ofWindowsOfOneValueEach_isTheRowsOfAWindow() {
        List<EmpiricalDistribution> windows = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            windows.add(EmpiricalDistribution.ofRuns(new double[] {c}, new long[] {30}, 0));
        }

        // Σ 30·(ū_c − ½)²/9 over Σ 30·(ū_c − ½)²/300.
        assertEquals(300.0 / 9, DesignEffect.of(windows).value(), 1e-12);
        assertEquals(
                Figure.of(1),
                DesignEffect.of(Collections.nCopies(10, EmpiricalDistribution.of(4, 4))));
    }

    @Test
    void effectiveSize_shrinksBothSides() {
        assertEquals(Figure.of(500), EffectiveSize.of(1000, 1000, 1));
        assertEquals(Figure.of(50), EffectiveSize.of(1000, 1000, 10));
        assertEquals(TOO_FEW, EffectiveSize.of(0, 5, 2));
        assertEquals(TOO_FEW, EffectiveSize.of(5, 0, 2));
        for (double tau : new double[] {Math.nextDown(1.0), Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> EffectiveSize.of(5, 5, tau));
        }
        assertThrows(IllegalArgumentException.class, () -> EffectiveSize.of(-1, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> EffectiveSize.of(5, -1, 1));
    }

    /** scipy 1.17.1: kstwo.sf(d, rint(en)). */
    @Test
    void effectiveP_isTheTailAtTheEffectiveSize() {
        assertEquals(0.0022066318210590507, p(0.061, 10_000, 1000, 1), 1e-12);
        assertEquals(0.9853621021790363, p(0.061, 10_000, 1000, 18), 1e-9);
        assertEquals(0.5, p(0.75, 10, 10, 5), 1e-12, "one row each");
        assertEquals(
                TOO_FEW,
                EffectiveSize.kolmogorovSmirnov(0.75, 10, 10, 10.01),
                "half a row is no row");
        assertEquals(TOO_FEW, EffectiveSize.kolmogorovSmirnov(1, 1, 1, 1));
        assertEquals(TOO_FEW, EffectiveSize.kolmogorovSmirnov(0.5, 0, 9, 1));
        for (double d : new double[] {-0.1, Math.nextUp(1.0), Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> EffectiveSize.kolmogorovSmirnov(d, 5, 5, 1));
        }
    }

    private static double p(double d, long n, long m, double tau) {
        return EffectiveSize.kolmogorovSmirnov(d, n, m, tau).value();
    }

    /** Law: τ of independent rows is near 1 and of φ = 0.9 near 19; δ̄ likewise. */
    @Test
    void factor_ofDependentRows_isAboutTheirDesignEffect() {
        double independent = RaoScott.factor(tables(0, 5)).value();
        double dependent = RaoScott.factor(tables(0.9, 5)).value();

        assertTrue(independent >= 1 && independent < 1.5, "factor " + independent);
        assertTrue(dependent > 4, "factor " + dependent);
        assertEquals(TOO_FEW, RaoScott.factor(tables(0, 5).subList(0, 9)));
        FrequencyTable one = FrequencyTable.of(Map.of("a", 7L));
        assertEquals(Figure.of(1), RaoScott.factor(Collections.nCopies(10, one)));
    }

    /** Ten windows of one of two categories each, by the definition. */
    @Test
    void factor_ofWindowsOfOneCategoryEach() {
        List<FrequencyTable> windows = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            windows.add(FrequencyTable.of(Map.of(c < 5 ? "a" : "b", 10L)));
        }
        windows.add(FrequencyTable.EMPTY);

        // Σ 10·(±½)²/9 = 25/9; over ½·½ that is τ = 100/9 of both, and δ̄ = (½ + ½)·100/9.
        assertEquals(100.0 / 9, RaoScott.factor(windows).value(), 1e-12);
    }

    /** What a limited table does not keep is one category more. */
    @Test
    void factor_countsTheRestAsACategory() {
        List<FrequencyTable> windows = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            windows.add(
                    FrequencyTable.of(
                            c < 5 ? Map.of("a", 10L) : Map.of(), c < 5 ? 0 : 10, c < 5 ? 0 : 1));
        }

        assertEquals(100.0 / 9, RaoScott.factor(windows).value(), 1e-12);
    }

    /** Markov chains of 5 categories: a row repeats the last one with probability φ. */
    private static List<FrequencyTable> tables(double phi, int categories) {
        SplittableRandom random = new SplittableRandom(99);
        List<FrequencyTable> windows = new ArrayList<>();
        int last = 0;
        for (int c = 0; c < 40; c++) {
            Map<String, Long> counts = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                last = random.nextDouble() < phi ? last : random.nextInt(categories);
                counts.merge("c" + last, 1L, Long::sum);
            }
            windows.add(FrequencyTable.of(counts));
        }
        return windows;
    }

    @Test
    void leaveOneOut_comparesEachWithAllOthers() {
        for (int n = 1; n <= 9; n++) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                parts.add(String.valueOf((char) ('a' + i)));
            }
            List<String> results =
                    LeaveOneOut.each(
                            parts, String::concat, (rest, part) -> part + sorted(rest.orElse("")));
            for (int i = 0; i < n; i++) {
                String others = String.join("", parts).replace(parts.get(i), "");
                assertEquals(parts.get(i) + others, results.get(i));
            }
        }
        assertEquals(List.of(), LeaveOneOut.each(List.of(), String::concat, (rest, part) -> part));
        assertFalse(LeaveOneOut.together(List.<String>of(), String::concat).isPresent());
    }

    private static String sorted(String letters) {
        char[] chars = letters.toCharArray();
        Arrays.sort(chars);
        return new String(chars);
    }
}
