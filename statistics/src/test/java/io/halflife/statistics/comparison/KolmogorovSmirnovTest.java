// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.comparison.KolmogorovSmirnov.Result;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import io.halflife.statistics.oracle.SharedFiles;
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
        Result result =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(oracle.data("x")),
                        EmpiricalDistribution.of(oracle.data("y")));

        oracle.close("expected.statistic", result.d(), 1e-14, 1e-15);
        if (oracle.text("expected.p_method").equals("exact")) {
            oracle.close("expected.p_value", result.p(), 1e-9, 1e-14);
        } else {
            double relative = tolerance(oracle, "tol.p_value_rtol");
            oracle.close("expected.p_value", result.p(), relative, 1e-12);
        }
        double relative = tolerance(oracle, "tol.p_asymp_rtol");
        oracle.close("expected.p_asymp", result.pAsymptotic(), relative, 1e-12);
        assertEquals(
                oracle.node("expected").get("drift_at_0.05").asBoolean(),
                result.p().value() < 0.05);
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
        double d = oracle.number("expected.d");
        if (oracle.has("expected.p_exact")) {
            long steps = steps(oracle, n, m);
            double p = KolmogorovTail.exact((int) n, (int) m, steps);
            oracle.close("expected.p_exact", p, 1e-9, 1e-14);
        }
        checkAsymptotic(oracle, "tol", n, m, d, KolmogorovTail.asymptotic(n, m, d));
        double leading = KolmogorovTail.leadingLog10(n, m, d);
        oracle.close("expected.log10_p_leading", leading, 1e-12, 1e-12);
    }

    private static long steps(OracleCase oracle, long n, long m) {
        long lcm = LatticePath.lcm((int) n, (int) m);
        return -Math.floorDiv(-oracle.whole("d_num") * lcm, oracle.whole("d_den"));
    }

    private static void checkAsymptotic(
            OracleCase oracle, String tolerances, long n, long m, double d, double p) {
        double expected = oracle.number("expected.p_asymp");
        if (expected < 1e-8 && oracle.has(tolerances + ".log10_p_atol_below_1e-8")) {
            double log10 = KolmogorovTail.log10(n, m, d, p);
            double expectedLog10 =
                    expected == 0 ? KolmogorovTail.leadingLog10(n, m, d) : Math.log10(expected);
            oracle.close("log10 p", expectedLog10, log10, 0, 0.05);
            return;
        }
        double relative = tolerance(oracle, tolerances + ".p_asymp_rtol");
        oracle.close("expected.p_asymp", p, relative, 1e-12);
    }

    @TestFactory
    Stream<DynamicTest> compare_ofValuesWithHugeCounts() {
        return Oracles.tests("ks_grouped", KolmogorovSmirnovTest::checkGrouped);
    }

    private static void checkGrouped(OracleCase oracle) {
        if (oracle.node("expected.n1").asText().length() > 19
                || oracle.node("expected.n2").asText().length() > 19) {
            // More rows than a long can count; such a distribution is refused, not wrapped around.
            assertThrows(ArithmeticException.class, () -> runs(oracle, "ref"));
            return;
        }
        EmpiricalDistribution reference = runs(oracle, "ref");
        EmpiricalDistribution current = runs(oracle, "cur");
        Result result = KolmogorovSmirnov.compare(reference, current);

        assertEquals(oracle.whole("expected.n1"), reference.size());
        assertEquals(oracle.whole("expected.n2"), current.size());
        oracle.close("expected.statistic", result.d(), 1e-13, 1e-15);
        assertEquals(oracle.number("expected.location"), result.location().value());
        checkAsymptotic(
                oracle,
                "expected.tol",
                reference.size(),
                current.size(),
                result.d().value(),
                result.pAsymptotic().value());
    }

    private static EmpiricalDistribution runs(OracleCase oracle, String side) {
        return EmpiricalDistribution.ofRuns(
                oracle.numbers(side + ".values"), oracle.wholes(side + ".counts"), 0);
    }

    /** Exact probabilities of every possible distance of small samples, by commons-statistics. */
    @Test
    void exact_ofEveryDistanceOfSmallSamples() {
        JsonNode rows =
                SharedFiles.PEERS.json("commons-statistics-ks-exact-small.json").get("tables");
        assertTrue(rows.size() > 100, "rows " + rows.size());
        for (JsonNode row : rows) {
            int m = row.get(0).asInt();
            int n = row.get(1).asInt();
            long steps = row.get(2).asLong() * LatticePath.lcm(n, m) / ((long) n * m);
            double expected = row.get(3).asDouble();

            double p = KolmogorovTail.exact(n, m, steps);

            assertEquals(expected, p, 1e-12 * expected, row::toString);
        }
    }

    @TestFactory
    Stream<DynamicTest> compare_agreesWithCommonsStatistics() {
        return Oracles.peerTests(
                "commons-statistics-ks-two-sample",
                c -> c.text("inequality").equals("non_strict"),
                KolmogorovSmirnovTest::checkPeer);
    }

    private static void checkPeer(OracleCase oracle) {
        Result result =
                KolmogorovSmirnov.compare(
                        EmpiricalDistribution.of(oracle.numbers("input.x")),
                        EmpiricalDistribution.of(oracle.numbers("input.y")));

        boolean asymptotic = oracle.text("p_value_method").equals("asymptotic");
        oracle.close("expected.statistic.two_sided", result.d(), 1e-14, 0);
        oracle.close(
                "expected.p_value.two_sided",
                asymptotic ? result.pAsymptotic() : result.p(),
                asymptotic ? 1e-9 : oracle.number("tolerance_relative"),
                0);
    }

    @TestFactory
    Stream<DynamicTest> compare_agreesWithScipysOwnTests() {
        return Oracles.peerTests(
                "scipy-ks-2samp",
                c -> c.text("alternative").equals("two-sided"),
                KolmogorovSmirnovTest::checkScipy);
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
                                        : oracle.numbers("input.y")));

        boolean asymptotic = oracle.text("method").equals("asymp");
        oracle.close("expected.statistic", result.d(), 1e-12, 0);
        oracle.close(
                "expected.p_value",
                asymptotic ? result.pAsymptotic() : result.p(),
                0,
                oracle.number("tolerance"));
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

    /** Ranking must go on where p underflows. */
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
        assertEquals(-2171.17, result.log10P().value(), 0.01);
    }

    /**
     * Two million rows go through the series, whose cost does not grow with the rows. mpmath 1.3.0:
     * t = sqrt(500000)*0.002 + 1/(6*sqrt(500000)); 2*nsum(lambda k:
     * (-1)**(int(k)-1)*exp(-2*k*k*t*t), [1, inf]) = 0.03658224068264597.
     */
    @Test
    void asymptotic_ofManyRowsIsTheSeries() {
        double p = KolmogorovTail.asymptotic(1_000_000, 1_000_000, 0.002);

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
