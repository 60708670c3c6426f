// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SampleSizeTest {

    private static final ErrorRates DEFAULT = ErrorRates.DEFAULT;

    @TestFactory
    Stream<DynamicTest> sampleSizes_agreeWithTheOracle() {
        return Oracles.tests("sample_size", SampleSizeTest::check);
    }

    private static void check(OracleCase oracle) {
        if (oracle.has("expected.error")) {
            assertTrue(oracle.flag("expected.error"));
            assertThrows(IllegalArgumentException.class, () -> means(oracle));
            return;
        }
        switch (oracle.text("type")) {
            case "means" -> checkEqualArms(oracle, means(oracle));
            case "proportions" -> checkEqualArms(oracle, proportions(oracle));
            case "ratio" -> checkRatio(oracle);
            case "power" -> checkPower(oracle);
            default -> throw new IllegalArgumentException(oracle.text("type"));
        }
    }

    private static SampleSize means(OracleCase oracle) {
        Sides sides = oracle.flag("one_sided") ? Sides.ONE : Sides.TWO;
        ErrorRates rates = new ErrorRates(oracle.number("alpha"), oracle.number("power"), sides);
        return SampleSize.ofMeans(oracle.number("sigma"), oracle.number("delta"), rates);
    }

    private static SampleSize proportions(OracleCase oracle) {
        return SampleSize.ofProportions(oracle.number("p1"), oracle.number("p2"), rates(oracle));
    }

    private static ErrorRates rates(OracleCase oracle) {
        return new ErrorRates(oracle.number("alpha"), oracle.number("power"), Sides.TWO);
    }

    private static void checkEqualArms(OracleCase oracle, SampleSize size) {
        oracle.close("expected.n", size.exact(), 1e-9, 0);
        assertEquals(oracle.whole("expected.n_ceil"), size.control());
        assertEquals(size.control(), size.treatment());
    }

    private static void checkRatio(OracleCase oracle) {
        SampleSize size =
                SampleSize.ofMeans(
                        oracle.number("sigma"),
                        oracle.number("delta"),
                        oracle.number("ratio"),
                        rates(oracle));
        oracle.close("expected.n1", size.exact(), 1e-9, 0);
        assertEquals(oracle.whole("expected.n1_ceil"), size.control());
        assertEquals(oracle.whole("expected.n2_ceil"), size.treatment());
    }

    private static void checkPower(OracleCase oracle) {
        long n = oracle.whole("n");
        double sigma = oracle.number("sigma");
        double alpha = oracle.number("alpha");
        double power = SampleSize.power(n, sigma, oracle.number("delta"), alpha, Sides.TWO);
        oracle.close("expected.power", power, 1e-9, 1e-12);
        double mde = SampleSize.smallestDifference(n, sigma, new ErrorRates(alpha, 0.8, Sides.TWO));
        oracle.close("expected.mde_80", mde, 1e-9, 1e-12);
    }

    @Test
    void arguments_outOfRangeAreNamedWithValueAndRange() {
        assertRefused(() -> SampleSize.ofMeans(0, 1, DEFAULT), "sigma must be positive", "0.0");
        assertRefused(() -> SampleSize.ofMeans(Double.NaN, 1, DEFAULT), "sigma", "NaN");
        assertRefused(
                () -> SampleSize.ofMeans(Double.POSITIVE_INFINITY, 1, DEFAULT), "sigma", "finite");
        assertRefused(() -> SampleSize.ofMeans(1, 0, DEFAULT), "delta must be finite and not 0");
        assertRefused(() -> SampleSize.ofMeans(1, Double.NaN, DEFAULT), "delta", "NaN");
        assertRefused(
                () -> SampleSize.ofMeans(1, Double.NEGATIVE_INFINITY, DEFAULT), "delta", "-Inf");
        assertRefused(() -> SampleSize.ofMeans(1, 1, 0, DEFAULT), "ratio must be positive");
        assertRefused(() -> SampleSize.ofProportions(0, 0.5, DEFAULT), "p1", "(0, 1)", "0.0");
        assertRefused(() -> SampleSize.ofProportions(0.5, 1, DEFAULT), "p2", "(0, 1)", "1.0");
        assertRefused(() -> SampleSize.ofProportions(0.5, 0.5, DEFAULT), "p1 - p2");
        assertRefused(() -> SampleSize.ofProportions(0.5, 0.4, -1, DEFAULT), "ratio", "-1.0");
    }

    @Test
    void errorRates_outOfRangeAreNamedWithValueAndRange() {
        assertRefused(() -> new ErrorRates(0, 0.8, Sides.TWO), "alpha must be in (0, 1), was 0.0");
        assertRefused(() -> new ErrorRates(1, 0.8, Sides.TWO), "alpha must be in (0, 1), was 1.0");
        assertRefused(() -> new ErrorRates(0.05, 0, Sides.TWO), "power must be in (0, 1)");
        assertRefused(() -> new ErrorRates(0.05, 1, Sides.TWO), "power must be in (0, 1)");
        assertRefused(() -> new ErrorRates(0.2, 0.2, Sides.TWO), "power", "(0.2, 1)", "was 0.2");
        assertEquals(0.21, new ErrorRates(0.2, 0.21, Sides.TWO).power());
    }

    @Test
    void power_argumentsOutOfRangeAreRefused() {
        assertRefused(() -> SampleSize.power(0, 1, 1, 0.05, Sides.TWO), "n must be at least 1");
        assertRefused(() -> SampleSize.power(1, -1, 1, 0.05, Sides.TWO), "sigma", "-1.0");
        assertRefused(() -> SampleSize.power(1, 1, 1, 0, Sides.TWO), "alpha", "0.0");
        assertRefused(() -> SampleSize.power(1, 1, Double.NaN, 0.05, Sides.TWO), "delta", "NaN");
        assertRefused(
                () -> SampleSize.power(1, 1, Double.NEGATIVE_INFINITY, 0.05, Sides.ONE), "delta");
        assertRefused(() -> SampleSize.smallestDifference(0, 1, DEFAULT), "n must be", "was 0");
    }

    /** σ√(2/n) or a tail of α that a double cannot hold gives no figure, neither NaN nor 0. */
    @Test
    void power_beyondTheRangeOfADoubleIsRefused() {
        double least = Double.MIN_VALUE;
        assertRefused(
                () -> SampleSize.power(2, 0.05, 1e308, least, Sides.TWO), "alpha", "4.9E-324");
        assertRefused(
                () -> SampleSize.power(1L << 62, least, 0, 0.05, Sides.TWO), "sigma", "range");
        assertRefused(() -> SampleSize.power(1, 1.7e308, 1, 0.05, Sides.TWO), "sigma", "1.7E308");
        assertRefused(
                () -> SampleSize.smallestDifference(1L << 62, least, DEFAULT), "sigma", "n 46");
        assertRefused(() -> SampleSize.smallestDifference(2, 1e308, DEFAULT), "sigma", "1.0E308");
        assertEquals(1, SampleSize.power(2, 0.05, 1e308, least, Sides.ONE));
        assertEquals(1, SampleSize.power(2, 0.05, 1e308, 2 * least, Sides.TWO));
    }

    private static void assertRefused(Runnable call, String... told) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        for (String part : told) {
            assertTrue(message.contains(part), message + " tells " + part);
        }
    }

    @Test
    void counts_stopAtTheGreatestLong() {
        SampleSize huge = SampleSize.ofMeans(1e200, 1e-200, DEFAULT);

        assertEquals(Double.POSITIVE_INFINITY, huge.exact());
        assertEquals(Long.MAX_VALUE, huge.control());
        assertEquals(Long.MAX_VALUE, huge.treatment());
        assertEquals(Long.MAX_VALUE, huge.total());
        assertEquals(Long.MAX_VALUE, SampleSize.ofMeans(1e9, 1e-9, 3, DEFAULT).treatment());
    }

    @Test
    void counts_areAtLeastOne() {
        SampleSize tiny = SampleSize.ofMeans(1e-200, 1e200, DEFAULT);

        assertEquals(new SampleSize(0, 1, 1), tiny);
        assertEquals(2, tiny.total());
    }

    /** The double 0.1 is a little above one tenth; nobody plans 101 users for it. */
    @Test
    void treatment_takesTheRatioAsWritten() {
        SampleSize size = SampleSize.ofMeans(1, 0.1, 0.1, DEFAULT);

        assertEquals((size.control() + 9) / 10, size.treatment());
    }

    @Test
    void proportions_ofUnequalArmsWeighTheTreatmentByTheRatio() {
        SampleSize size = SampleSize.ofProportions(0.1, 0.12, 3, DEFAULT);

        double z = 1.959963984540054 + 0.8416212335729143;
        double expected = z * z * (0.1 * 0.9 + 0.12 * 0.88 / 3) / (0.02 * 0.02);
        assertEquals(expected, size.exact(), expected * 1e-12);
        assertEquals(3 * size.control(), size.treatment());
    }

    /**
     * Law: the planned size has the planned power, and with one user less the difference is missed.
     */
    @Test
    void power_atThePlannedSizeIsThePlannedOne() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double sigma = random.nextDouble(0.1, 10);
            double delta = sigma * random.nextDouble(0.02, 0.5);
            double alpha = random.nextDouble(0.001, 0.2);
            double power = random.nextDouble(0.5, 0.99);
            Sides sides = random.nextBoolean() ? Sides.ONE : Sides.TWO;
            ErrorRates rates = new ErrorRates(alpha, power, sides);
            long n = SampleSize.ofMeans(sigma, delta, rates).control();

            String told = "seed " + seed;
            assertTrue(SampleSize.power(n, sigma, delta, alpha, sides) >= power, told);
            assertTrue(SampleSize.smallestDifference(n, sigma, rates) <= delta, told);
            assertTrue(SampleSize.smallestDifference(n - 1, sigma, rates) > delta, told);
        }
    }

    @Test
    void power_withoutADifferenceIsAlpha() {
        assertEquals(0.05, SampleSize.power(100, 2, 0, 0.05, Sides.TWO), 1e-15);
        assertEquals(0.05, SampleSize.power(100, 2, 0, 0.05, Sides.ONE), 1e-15);
    }

    @Test
    void power_oneSidedAgainstTheDirectionVanishes() {
        assertEquals(0, SampleSize.power(100, 1, -1, 0.05, Sides.ONE), 1e-15);
        assertEquals(1, SampleSize.power(1000, 1, -1, 0.05, Sides.TWO), 1e-12);
    }
}
