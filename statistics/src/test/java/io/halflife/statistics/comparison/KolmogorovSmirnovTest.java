// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.KolmogorovSmirnov.Alternative;
import io.halflife.statistics.comparison.KolmogorovSmirnov.Result;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.oracle.PeerFile;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KolmogorovSmirnovTest {

    /**
     * Relative error of the asymptotic p that the oracles demand below an effective size of 10⁵.
     */
    private static final double ASYMPTOTIC = 1e-6;

    @TestFactory
    Stream<DynamicTest> compare_agreesWithScipy() {
        return Oracles.tests("ks_2samp", KolmogorovSmirnovTest::checkSamples);
    }

    private static void checkSamples(OracleCase oracle) {
        EmpiricalDistribution reference = EmpiricalDistribution.of(oracle.data("x"));
        EmpiricalDistribution current = EmpiricalDistribution.of(oracle.data("y"));
        Result result = KolmogorovSmirnov.compare(reference, current);

        long n = oracle.whole("expected.n1");
        long m = oracle.whole("expected.n2");
        assertEquals(n, reference.size());
        assertEquals(m, current.size());
        checkSteps(oracle, LargestDistance.between(reference, current).steps(), n * m);
        oracle.close("expected.statistic", result.d(), 1e-14, 1e-15);
        double en = KolmogorovTail.effectiveSize(n, m);
        oracle.close("expected.en", en, 1e-15, 0);
        assertEquals(oracle.number("expected.en_rounded"), Math.rint(en));
        boolean exact = oracle.text("expected.p_method").equals("exact");
        // scipy goes without its exact p where rounding takes that above 1; ours is exact there
        // too.
        assertTrue(!exact || Math.max(n, m) <= KolmogorovSmirnov.EXACT_MAX);
        Figure p = exact ? result.p() : result.pAsymptotic();
        double relative = exact ? 1e-9 : tolerance(oracle, "tol.p_value_rtol");
        oracle.close("expected.p_value", p, relative, exact ? 1e-14 : 1e-12);
        double relativeAsymptotic = tolerance(oracle, "tol.p_asymp_rtol");
        oracle.close("expected.p_asymp", result.pAsymptotic(), relativeAsymptotic, 1e-12);
        checkExact(oracle, reference, current);
        assertEquals(
                oracle.node("expected").get("drift_at_0.05").asBoolean(), result.p().isBelow(0.05));
        checkLogarithm(result);
        assertEquals(
                result, SampleDistances.between(reference, current).kolmogorovSmirnov(), "fused");
    }

    /** The distance as a fraction in whole numbers. */
    private static void checkSteps(OracleCase oracle, long steps, long all) {
        assertEquals(
                BigInteger.valueOf(oracle.whole("expected.d_num"))
                        .multiply(BigInteger.valueOf(all)),
                BigInteger.valueOf(oracle.whole("expected.d_den"))
                        .multiply(BigInteger.valueOf(steps)));
    }

    private static void checkExact(
            OracleCase oracle, EmpiricalDistribution reference, EmpiricalDistribution current) {
        int n = (int) reference.size();
        int m = (int) current.size();
        long steps = LargestDistance.between(reference, current).latticeSteps();
        if (oracle.has("expected.p_exact")) {
            double p = KolmogorovTail.exact(n, m, steps);
            oracle.close("expected.p_exact", p, 1e-9, 1e-14);
        }
        boolean ties = reference.merge(current).distinct() < (long) n + m;
        assertEquals(oracle.flag("expected.has_ties"), ties);
        if (oracle.has("expected.p_ties_exact")) {
            Figure p = KolmogorovSmirnov.pGivenTies(reference, current);
            oracle.close("expected.p_ties_exact", p, 1e-10, 1e-15);
        }
    }

    private static void checkLogarithm(Result result) {
        double p = result.p().value();
        double log10 = result.log10P().value();
        assertTrue(Double.isFinite(log10), "log10 p " + log10);
        assertTrue(p < Double.MIN_NORMAL || Math.log10(p) == log10, p + " " + log10);
        assertTrue(p >= Double.MIN_NORMAL || log10 < -307, p + " " + log10);
    }

    private static double tolerance(OracleCase oracle, String path) {
        return oracle.has(path) ? oracle.number(path) : ASYMPTOTIC;
    }

    @TestFactory
    Stream<DynamicTest> tail_fromSizesAndDistanceAlone() {
        return Oracles.tests("ks_pvalue", KolmogorovSmirnovTest::checkTail);
    }

    private static void checkTail(OracleCase oracle) {
        long n = oracle.whole("n1");
        long m = oracle.whole("n2");
        double d = (double) oracle.whole("d_num") / oracle.whole("d_den");
        oracle.close("expected.d", d, 1e-15, 0);
        oracle.close("expected.en", KolmogorovTail.effectiveSize(n, m), 1e-14, 0);
        if (oracle.has("expected.p_exact")) {
            long steps = steps(oracle, n, m);
            double p = KolmogorovTail.exact((int) n, (int) m, steps);
            oracle.close("expected.p_exact", p, 1e-9, 1e-14);
        }
        checkAsymptotic(
                oracle, "tol", n, m, d, KolmogorovTail.asymptotic(n, m, d).orElse(Double.NaN));
        double leading = KolmogorovTail.leadingLog10(n, m, d);
        oracle.close("expected.log10_p_leading", leading, 1e-12, 1e-12);
    }

    private static long steps(OracleCase oracle, long n, long m) {
        long lcm = LatticePath.lcm((int) n, (int) m);
        return -Math.floorDiv(-oracle.whole("d_num") * lcm, oracle.whole("d_den"));
    }

    private static void checkAsymptotic(
            OracleCase oracle, String tolerances, long n, long m, double d, double p) {
        checkAsymptotic(oracle, tolerances, p, KolmogorovTail.log10(n, m, d, p));
    }

    static void checkAsymptotic(OracleCase oracle, String tolerances, Result result) {
        checkAsymptotic(oracle, tolerances, result.pAsymptotic().value(), result.log10P().value());
    }

    private static void checkAsymptotic(
            OracleCase oracle, String tolerances, double p, double log10) {
        double expected = oracle.number("expected.p_asymp");
        if (expected < 1e-8 && oracle.has(tolerances + ".log10_p_atol_below_1e-8")) {
            assertTrue(Double.isFinite(log10), "log10 p " + log10);
            if (expected > 0) {
                oracle.close("log10 p", Math.log10(expected), log10, 0, 0.05);
            } else {
                assertTrue(log10 < -300, "log10 p " + log10);
            }
            return;
        }
        double relative = tolerance(oracle, tolerances + ".p_asymp_rtol");
        oracle.close("expected.p_asymp", p, relative, 1e-12);
    }

    /** Exact probabilities of every possible distance of small samples, by commons-statistics. */
    @TestFactory
    Stream<DynamicTest> exact_ofEveryDistanceOfSmallSamples() {
        return PeerFile.named("commons-statistics-ks-exact-small.json")
                .rows("tables", KolmogorovSmirnovTest::checkRow);
    }

    /** Sizes, d·m·n; two-sided P(D ≥ d) and P(D > d), then the same of one sign. */
    private static void checkRow(OracleCase oracle) {
        int m = (int) oracle.whole("0");
        int n = (int) oracle.whole("1");
        long steps = oracle.whole("2") * LatticePath.lcm(n, m) / ((long) n * m);
        oracle.close("3", KolmogorovTail.exact(n, m, steps), 1e-12, 0);
        oracle.close("4", KolmogorovTail.exact(n, m, steps + 1), 1e-12, 0);
        oracle.close("5", KolmogorovTail.exactOneSided(n, m, steps), 1e-12, 0);
        oracle.close("6", KolmogorovTail.exactOneSided(n, m, steps + 1), 1e-12, 0);
    }

    /**
     * Cases without a recomputed figure are exact too; there is no peer beside commons for them.
     */
    @TestFactory
    Stream<DynamicTest> compare_agreesWithCommonsStatistics() {
        return PeerFile.named("commons-statistics-ks-two-sample.json")
                .tests(c -> true, KolmogorovSmirnovTest::checkPeer);
    }

    private static void checkPeer(OracleCase oracle) {
        EmpiricalDistribution reference = EmpiricalDistribution.of(oracle.numbers("input.x"));
        EmpiricalDistribution current = EmpiricalDistribution.of(oracle.numbers("input.y"));
        checkPeer(oracle, "two_sided", reference, current, Alternative.TWO_SIDED);
        checkPeer(oracle, "greater", reference, current, Alternative.GREATER);
        checkPeer(oracle, "less", reference, current, Alternative.LESS);
    }

    private static void checkPeer(
            OracleCase oracle,
            String name,
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            Alternative alternative) {
        Result result = KolmogorovSmirnov.compare(reference, current, alternative);
        oracle.close("expected.statistic." + name, result.d(), 1e-14, 0);
        String p = "expected.p_value." + name;
        if (oracle.text("inequality").equals("strict")) {
            oracle.close(p, strict(reference, current, result, alternative), 1e-12, 0);
            return;
        }
        boolean asymptotic = oracle.text("p_value_method").equals("asymptotic");
        double relative = asymptotic ? 1e-9 : oracle.number("tolerance_relative");
        oracle.close(p, asymptotic ? result.pAsymptotic() : result.p(), relative, 0);
    }

    /** P(D > d) is P(D ≥ the next possible distance). */
    private static double strict(
            EmpiricalDistribution reference,
            EmpiricalDistribution current,
            Result result,
            Alternative alternative) {
        int n = (int) reference.size();
        int m = (int) current.size();
        long steps = Math.round(result.d().value() * LatticePath.lcm(n, m)) + 1;
        return alternative == Alternative.TWO_SIDED
                ? KolmogorovTail.exact(n, m, steps)
                : KolmogorovTail.exactOneSided(n, m, steps);
    }

    @TestFactory
    Stream<DynamicTest> compare_agreesWithScipysOwnTests() {
        return PeerFile.named("scipy-ks-2samp.json")
                .tests(c -> true, KolmogorovSmirnovTest::checkScipy);
    }

    private static void checkScipy(OracleCase oracle) {
        boolean generated = oracle.has("input.generate");
        Result result =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(
                                generated
                                        ? linspace(1, 200, 10_000, 1 / (10_000.0 * 11_000 * 4))
                                        : oracle.numbers("input.x")),
                        EmpiricalDistribution.of(
                                generated
                                        ? linspace(2, 200, 11_000, 0)
                                        : oracle.numbers("input.y")),
                        alternative(oracle.text("alternative")));

        boolean asymptotic = oracle.text("method").equals("asymp");
        oracle.close("expected.statistic", result.d(), 1e-12, 0);
        oracle.close(
                "expected.p_value",
                asymptotic ? result.pAsymptotic() : result.p(),
                0,
                oracle.number("tolerance"));
    }

    private static Alternative alternative(String name) {
        return switch (name) {
            case "two-sided" -> Alternative.TWO_SIDED;
            case "greater" -> Alternative.GREATER;
            case "less" -> Alternative.LESS;
            default -> throw new AssertionError("unknown alternative: " + name);
        };
    }

    private static double[] linspace(double start, double stop, int n, double shift) {
        double[] values = new double[n];
        double step = (stop - start) / (n - 1);
        for (int i = 0; i < n; i++) {
            values[i] = start + i * step - shift;
        }
        values[n - 1] = stop - shift;
        return values;
    }

    /** The walk ends with the shorter run; the definition looks at every pooled value. */
    @Test
    void compare_isTheDefinition() {
        long seed = 20263;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 400; round++) {
            double[] x = sample(random);
            double[] y = sample(random);
            EmpiricalDistribution reference = EmpiricalDistribution.of(x);
            EmpiricalDistribution current = EmpiricalDistribution.of(y);
            double largest = 0;
            for (double z : pooled(x, y)) {
                double f = (double) reference.countAtMost(z) / x.length;
                double g = (double) current.countAtMost(z) / y.length;
                largest = Math.max(largest, Math.abs(f - g));
            }

            Result result = KolmogorovSmirnov.compare(reference, current);

            String which = "seed " + seed + " round " + round;
            assertEquals(largest, result.d().value(), 1e-15, which);
            Result swapped = KolmogorovSmirnov.compare(current, reference);
            assertEquals(result.d(), swapped.d(), which);
            assertEquals(result.p().value(), swapped.p().value(), 1e-12, which);
            assertEquals(result.sign(), -swapped.sign(), which);
        }
    }

    private static double[] sample(SplittableRandom random) {
        int grid = random.nextInt(2, 200);
        return random.doubles(random.nextInt(1, 60)).map(u -> (int) (u * grid)).toArray();
    }

    private static double[] pooled(double[] x, double[] y) {
        return DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray();
    }

    @Test
    void compare_withAnEmptySideIsUndefined() {
        Result result =
                KolmogorovSmirnov.compare(EmpiricalDistribution.EMPTY, EmpiricalDistribution.of(1));

        assertFalse(result.d().isDefined() || result.p().isDefined());
        assertEquals(0, result.sign());
    }

    /** current lies higher, so the reference's function is above: sign 1. */
    @Test
    void compare_signTellsWhoLiesHigher() {
        Result result =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(1, 2, 3), EmpiricalDistribution.of(2, 3, 4));

        assertEquals(1, result.sign());
        assertEquals(1.0, result.location().value());
    }

    @Test
    void compare_compactionNeverMakesADifferenceSignificant() {
        SplittableRandom random = new SplittableRandom(20264);
        EmpiricalDistribution reference =
                EmpiricalDistribution.of(random.doubles(20_000).toArray());
        EmpiricalDistribution current = EmpiricalDistribution.of(random.doubles(20_000).toArray());

        double exact = KolmogorovSmirnov.compare(reference, current).p().value();
        double compacted = KolmogorovSmirnov.compare(reference, current.compact(50)).p().value();

        assertTrue(compacted >= exact, compacted + " < " + exact);
    }

    /**
     * Ranking must go on where p underflows. mpmath 1.3.0:
     * log10(2*binomial(40000,10000)/binomial(40000,20000)) = -2272.07431687303073904.
     */
    @Test
    void log10P_goesOnWherePUnderflows() {
        double[] low = new double[20_000];
        double[] high = new double[20_000];
        for (int i = 0; i < low.length; i++) {
            low[i] = i;
            high[i] = i + 10_000;
        }

        Result result =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(low), EmpiricalDistribution.of(high));

        assertEquals(0.5, result.d().value(), 1e-15);
        assertEquals(0, result.p().value());
        assertEquals(-2272.0743168730305, result.log10P().value(), 1e-9);
    }

    /**
     * Two million rows go through the series, whose cost does not grow with the rows. mpmath 1.3.0:
     * t = sqrt(500000)*0.002 + 1/(6*sqrt(500000)); 2*nsum(lambda k:
     * (-1)**(int(k)-1)*exp(-2*k*k*t*t), [1, inf]) = 0.03658224068264597.
     */
    @Test
    void asymptotic_ofManyRowsIsTheSeries() {
        double p = KolmogorovTail.asymptotic(1_000_000, 1_000_000, 0.002).value();

        assertEquals(0.03658224068264597, p, 1e-14);
    }

    /** Stretches of one side are skipped; a window of few values against many must not miss any. */
    @Test
    void compare_ofFewAgainstManyIsTheDefinition() {
        long seed = 20268;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            double[] many = random.doubles(20_000).toArray();
            double[] few = random.doubles(random.nextInt(1, 30)).map(u -> u * u).toArray();
            EmpiricalDistribution reference = EmpiricalDistribution.of(many);
            EmpiricalDistribution current = EmpiricalDistribution.of(few);
            double largest = 0;
            for (double z : pooled(many, few)) {
                double f = (double) reference.countAtMost(z) / many.length;
                double g = (double) current.countAtMost(z) / few.length;
                largest = Math.max(largest, Math.abs(f - g));
            }

            String which = "seed " + seed + " round " + round;
            assertEquals(
                    largest,
                    KolmogorovSmirnov.compare(reference, current).d().value(),
                    1e-15,
                    which);
        }
    }
}
