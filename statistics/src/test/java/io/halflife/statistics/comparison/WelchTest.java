// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.Moments;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WelchTest {

    @TestFactory
    Stream<DynamicTest> moments_mergedInChunksAndWelch() {
        return Oracles.tests("means", WelchTest::check);
    }

    private static void check(OracleCase oracle) {
        double[] x = oracle.data("x");
        double[] y = oracle.data("y");
        boolean offset = oracle.isFarFromZero("x") || oracle.isFarFromZero("y");
        checkMoments(oracle, "expected.x", Moments.of(x), offset);
        checkMoments(oracle, "expected.x", merged(x, oracle.wholes("chunks")), offset);
        checkMoments(oracle, "expected.y", Moments.of(y), offset);
        Welch.Result result =
                Welch.compare(EmpiricalDistribution.of(y), EmpiricalDistribution.of(x));
        Welch.Result ofMoments = Welch.compare(Moments.of(y), merged(x, oracle.wholes("chunks")));
        if (oracle.isNull("expected.welch")) {
            assertFalse(result.t().isDefined() || result.interval().isDefined());
            assertFalse(ofMoments.t().isDefined() || ofMoments.p().isDefined());
            return;
        }
        // From the samples as good at an offset as without one.
        checkWelch(oracle, result, 1e-9);
        checkWelch(oracle, ofMoments, offset ? 1e-5 : 1e-9);
    }

    private static Moments merged(double[] values, long[] cuts) {
        Moments moments = Moments.EMPTY;
        int from = 0;
        for (long cut : cuts) {
            moments = moments.merge(Moments.of(values, from, (int) cut));
            from = (int) cut;
        }
        return moments.merge(Moments.of(values, from, values.length));
    }

    private static void checkMoments(
            OracleCase oracle, String side, Moments moments, boolean offset) {
        assertEquals(oracle.whole(side + ".n"), moments.n());
        oracle.close(side + ".mean", moments.mean(), 1e-13, 1e-300);
        oracle.close(side + ".var", moments.variance(), offset ? 1e-6 : 1e-9, 0);
        oracle.close(side + ".std_pop", moments.populationStd(), offset ? 1e-6 : 1e-9, 0);
    }

    private static void checkWelch(OracleCase oracle, Welch.Result result, double relative) {
        String welch = "expected.welch.";
        oracle.close(welch + "t", result.t(), relative, 1e-12);
        oracle.close(welch + "df", result.df(), relative, 1e-12);
        oracle.close(welch + "p", result.p(), Math.max(1e-8, relative), 1e-300);
        oracle.close(welch + "diff", result.difference(), relative, 1e-12);
        oracle.close(welch + "ci_low", result.interval().low(), relative, 1e-12);
        oracle.close(welch + "ci_high", result.interval().high(), relative, 1e-12);
        oracle.close(welch + "cohens_d", result.cohensD(), relative, 1e-12);
        assertEquals(Math.log10(result.p().value()), result.log10P().value(), 1e-9);
    }

    @Test
    void compare_ofTooFewOrConstantValues() {
        EmpiricalDistribution none = EmpiricalDistribution.of(Double.POSITIVE_INFINITY);
        EmpiricalDistribution one = EmpiricalDistribution.of(3);
        EmpiricalDistribution two = EmpiricalDistribution.of(2, 4);
        EmpiricalDistribution constant = EmpiricalDistribution.of(5, 5, 5);

        assertEquals(Status.INSUFFICIENT_DATA, Welch.compare(none, two).difference().status());
        assertEquals(Status.INSUFFICIENT_DATA, Welch.compare(two, none).t().status());
        assertEquals(1, Welch.compare(two, none).nonFinite());
        assertEquals(Figure.of(-1), Welch.compare(EmpiricalDistribution.of(4), one).difference());
        assertEquals(Status.INSUFFICIENT_DATA, Welch.compare(one, two).p().status());
        assertEquals(Status.INSUFFICIENT_DATA, Welch.compare(two, one).p().status());
        assertEquals(Status.DEGENERATE, Welch.compare(constant, constant).t().status());
        assertEquals(Figure.of(0), Welch.compare(constant, constant).difference());
        assertTrue(Welch.compare(constant, two).t().isDefined());
        EmpiricalDistribution huge = EmpiricalDistribution.of(-1e308, 1e308);
        assertEquals(Status.ERROR, Welch.compare(huge, two).t().status());
    }

    /** The current values lie higher: t is positive. One standard error apart, df = 2. */
    @Test
    void compare_signAndSizeByHand() {
        Welch.Result result =
                Welch.compare(EmpiricalDistribution.of(0, 2), EmpiricalDistribution.of(2, 4));

        assertEquals(2, result.difference().value());
        assertEquals(Math.sqrt(2), result.t().value(), 1e-15);
        assertEquals(2, result.df().value(), 1e-15);
        // P(|T₂| ≥ t) = 1 − t/√(t² + 2)
        assertEquals(1 - Math.sqrt(0.5), result.p().value(), 1e-15);
        assertEquals(Math.sqrt(2), result.cohensD().value(), 1e-15);
        assertTrue(result.interval().contains(0));
    }

    @Test
    void ratiosThatOverflow_areErrors() {
        EmpiricalDistribution narrow = EmpiricalDistribution.of(1, 1 + Math.ulp(1.0));
        EmpiricalDistribution far = EmpiricalDistribution.of(1e300, 1e300);

        Welch.Result result = Welch.compare(narrow, far);

        assertEquals(Figure.of(1e300), result.difference());
        assertEquals(Status.ERROR, result.t().status());
        assertEquals(Status.ERROR, result.cohensD().status());
        assertEquals(Status.ERROR, result.log10P().status());
        assertEquals(Status.ERROR, Wasserstein.compare(narrow, far).normalised().status());
        assertEquals(1e300, Wasserstein.compare(narrow, far).distance().value(), 1e285);
    }

    /** mpmath 1.3.0, 40 digits: log10(betainc(df/2, 0.5, 0, df/(df+t*t), regularized=True)). */
    @Test
    void log10_whereTheProbabilityUnderflows() {
        assertEquals(-208.9796862870065, StudentTail.log10(40, 1000, 0), 1e-9);
        assertEquals(-782.2018728110652, StudentTail.log10(-60, 1e6, 0), 1e-8);
        assertEquals(-998.7216961382538, StudentTail.log10(1e200, 5, 0), 1e-9);
    }

    /** Both ways agree where both work. */
    @Test
    void log10_joinsTheLogarithmOfP() {
        for (double df : new double[] {1, 2.5, 30, 1e3, 1e7}) {
            for (double t : new double[] {3, 10, 20}) {
                double p = StudentTail.p(t, df);
                assertEquals(
                        Math.log10(p), StudentTail.log10(t, df, 0), 1e-9, "t " + t + " df " + df);
            }
        }
    }
}
