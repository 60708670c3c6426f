// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GroupedKolmogorovSmirnovTest {

    @TestFactory
    Stream<DynamicTest> compare_ofValuesWithHugeCounts() {
        return Oracles.tests("ks_grouped", GroupedKolmogorovSmirnovTest::checkGrouped);
    }

    private static void checkGrouped(OracleCase oracle) {
        KolmogorovSmirnov.Result grouped =
                GroupedKolmogorovSmirnov.compare(
                        oracle.numbers("ref.values"),
                        oracle.wholes("ref.counts"),
                        oracle.numbers("cur.values"),
                        oracle.wholes("cur.counts"));
        BigInteger n = total(oracle, "ref");
        BigInteger m = total(oracle, "cur");
        assertEquals(new BigInteger(oracle.text("expected.n1")), n);
        assertEquals(new BigInteger(oracle.text("expected.n2")), m);
        double en = n.doubleValue() * (m.doubleValue() / n.add(m).doubleValue());
        oracle.close("expected.en", en, 1e-14, 0);
        oracle.close("expected.statistic", grouped.d(), 1e-13, 1e-15);
        assertEquals(oracle.number("expected.location"), grouped.location().value());
        KolmogorovSmirnovTest.checkAsymptotic(oracle, "expected.tol", grouped);
        if (n.bitLength() < Long.SIZE && m.bitLength() < Long.SIZE) {
            checkDistributions(grouped, runs(oracle, "ref"), runs(oracle, "cur"));
        } else {
            // More rows than a long can count: a distribution is refused, not wrapped around.
            assertThrows(ArithmeticException.class, () -> runs(oracle, "ref"));
        }
    }

    private static BigInteger total(OracleCase oracle, String side) {
        return Arrays.stream(oracle.wholes(side + ".counts"))
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The same from distributions, where they hold the rows. */
    private static void checkDistributions(
            KolmogorovSmirnov.Result grouped,
            EmpiricalDistribution reference,
            EmpiricalDistribution current) {
        KolmogorovSmirnov.Result result = KolmogorovSmirnov.compare(reference, current);
        assertEquals(grouped.d().value(), result.d().value(), 1e-15);
        assertEquals(grouped.location(), result.location());
        assertEquals(grouped.sign(), result.sign());
        double p = grouped.p().value();
        assertEquals(p, result.pAsymptotic().value(), 1e-9 * p);
        assertEquals(
                result, SampleDistances.between(reference, current).kolmogorovSmirnov(), "fused");
    }

    private static EmpiricalDistribution runs(OracleCase oracle, String side) {
        return EmpiricalDistribution.ofRuns(
                oracle.numbers(side + ".values"), oracle.wholes(side + ".counts"), 0);
    }

    private static KolmogorovSmirnov.Result compare(
            double[] values, long[] counts, double[] others, long[] otherCounts) {
        return GroupedKolmogorovSmirnov.compare(values, counts, others, otherCounts);
    }

    /** ⅓ at or below 1 against ½: D = 1/6 there, and G above F. */
    @Test
    void compare_tellsWhereAndWhichWay() {
        KolmogorovSmirnov.Result result =
                compare(
                        new double[] {1, 2},
                        new long[] {Long.MAX_VALUE / 2, Long.MAX_VALUE - 1},
                        new double[] {1, 2},
                        new long[] {7, 7});

        assertEquals(1 / 6.0, result.d().value(), 1e-15);
        assertEquals(1, result.location().value());
        assertEquals(-1, result.sign());
    }

    @Test
    void compare_ofEqualTablesIsNoDistance() {
        KolmogorovSmirnov.Result result =
                compare(
                        new double[] {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY},
                        new long[] {1, 0, 3},
                        new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
                        new long[] {2, 6});

        assertEquals(0, result.d().value());
        assertEquals(1, result.p().value());
        assertEquals(0, result.sign());
        assertEquals(Double.NEGATIVE_INFINITY, result.location().value());
    }

    @Test
    void compare_ofTablesApartIsOne() {
        KolmogorovSmirnov.Result result =
                compare(new double[] {1}, new long[] {5}, new double[] {2}, new long[] {9});

        assertEquals(1, result.d().value());
        assertEquals(1, result.location().value());
        assertEquals(1, result.sign());
    }

    @Test
    void compare_ofNothingIsUndefined() {
        Figure none = Figure.undefined(Status.INSUFFICIENT_DATA);
        assertEquals(
                none,
                compare(new double[] {1}, new long[] {0}, new double[] {1}, new long[] {1}).p());
        assertEquals(
                none, compare(new double[] {1}, new long[] {1}, new double[0], new long[0]).d());
    }

    @Test
    void compare_refusesWhatIsNoTable() {
        refused("reference: 1 values have 2 counts", new double[] {1}, new long[] {1, 2});
        refused("reference: count 1 is -1, not 0 or more", new double[] {1, 2}, new long[] {1, -1});
        refused(
                "reference: value 1 is 1.0, not above the one before",
                new double[] {1, 1},
                new long[] {1, 1});
        refused(
                "reference: value 0 is NaN, not above the one before",
                new double[] {Double.NaN},
                new long[] {1});
    }

    private static void refused(String message, double[] values, long[] counts) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> compare(values, counts, new double[] {1}, new long[] {1}))
                        .getMessage());
    }
}
