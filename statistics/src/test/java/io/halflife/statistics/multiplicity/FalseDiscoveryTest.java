// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multiplicity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;
import io.halflife.statistics.multiplicity.FalseDiscovery.Method;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FalseDiscoveryTest {

    private static final Figure MISSING = Figure.undefined(Status.DEGENERATE);

    @TestFactory
    Stream<DynamicTest> adjust_agreesWithScipy() {
        return Oracles.tests(
                "multiple_testing",
                oracle -> {
                    check(oracle, "bh", Method.BENJAMINI_HOCHBERG);
                    check(oracle, "by", Method.BENJAMINI_YEKUTIELI);
                    check(oracle, "holm", Method.HOLM);
                    check(oracle, "bonferroni", Method.BONFERRONI);
                    checkRejections(oracle, "reject_bh", Method.BENJAMINI_HOCHBERG);
                    checkRejections(oracle, "reject_bonferroni", Method.BONFERRONI);
                });
    }

    private static void check(OracleCase oracle, String name, Method method) {
        List<Figure> adjusted = FalseDiscovery.adjust(given(oracle), method);
        assertEquals(oracle.node("expected." + name).size(), adjusted.size());
        for (int i = 0; i < adjusted.size(); i++) {
            oracle.close(
                    "expected." + name + "." + i, adjusted.get(i).orElse(Double.NaN), 1e-12, 0);
        }
        long defined = adjusted.stream().filter(Figure::isDefined).count();
        assertEquals(oracle.whole("expected.m"), defined);
    }

    private static void checkRejections(OracleCase oracle, String name, Method method) {
        List<Figure> adjusted = FalseDiscovery.adjust(given(oracle), method);
        assertEquals(oracle.node("expected." + name).size(), adjusted.size());
        for (int i = 0; i < adjusted.size(); i++) {
            String path = "expected." + name + "." + i;
            if (adjusted.get(i).isDefined()) {
                boolean rejected = adjusted.get(i).value() <= oracle.number("q");
                assertEquals(oracle.flag(path), rejected, oracle.id() + " " + i);
            } else {
                assertTrue(oracle.node(path).isNull(), path);
            }
        }
    }

    private static List<Figure> given(OracleCase oracle) {
        return Arrays.stream(oracle.numbers("p"))
                .mapToObj(p -> Double.isNaN(p) ? MISSING : Figure.of(p))
                .toList();
    }

    @Test
    void adjust_keepsOrderReasonsAndItsInput() {
        List<Figure> p = List.of(Figure.of(0.04), MISSING, Figure.of(0.01));
        double[] plain = {0.04, 0.01};

        assertEquals(
                List.of(Figure.of(0.04), MISSING, Figure.of(0.02)),
                FalseDiscovery.adjust(p, Method.BENJAMINI_HOCHBERG));
        assertArrayEquals(
                new double[] {0.04, 0.02}, FalseDiscovery.adjust(plain, Method.BENJAMINI_HOCHBERG));
        assertArrayEquals(new double[] {0.04, 0.01}, plain);
    }

    @Test
    void adjust_refusesWhatIsNoProbability() {
        for (double wrong : new double[] {Math.nextUp(1.0), -Double.MIN_VALUE, Double.NaN}) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> FalseDiscovery.adjust(new double[] {0.5, wrong}, Method.HOLM));
            assertEquals("p[1] must be in [0, 1], not " + wrong, refused.getMessage());
        }
        for (Method method : Method.values()) {
            assertArrayEquals(
                    new double[] {0, 1}, FalseDiscovery.adjust(new double[] {0, 1}, method));
        }
    }

    /** By the definitions: m = 4, and 1 + ½ + ⅓ + ¼ = 25/12. */
    @Test
    void adjust_ofFourTests_byEveryMethod() {
        double[] p = {0.6, 0.03, 0.01, 0.02};

        check(p, Method.BENJAMINI_HOCHBERG, 0.6, 0.04, 0.04, 0.04);
        check(p, Method.BENJAMINI_YEKUTIELI, 1, 1.0 / 12, 1.0 / 12, 1.0 / 12);
        check(p, Method.HOLM, 0.6, 0.06, 0.04, 0.06);
        check(p, Method.BONFERRONI, 1, 0.12, 0.04, 0.08);
    }

    private static void check(double[] p, Method method, double... expected) {
        assertArrayEquals(expected, FalseDiscovery.adjust(p, method), 1e-15, method.name());
    }

    /** Adjusted values are never below p, keep the order of p, and methods are ordered too. */
    @Test
    void adjust_isOrderedHoweverThePsLie() {
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] p = random.doubles(1 + random.nextInt(40)).map(u -> u * u * u).toArray();
            double[] bh = FalseDiscovery.adjust(p, Method.BENJAMINI_HOCHBERG);
            double[] by = FalseDiscovery.adjust(p, Method.BENJAMINI_YEKUTIELI);
            double[] holm = FalseDiscovery.adjust(p, Method.HOLM);
            double[] bonferroni = FalseDiscovery.adjust(p, Method.BONFERRONI);
            for (int i = 0; i < p.length; i++) {
                String where = "seed " + seed + " place " + i;
                assertTrue(p[i] <= bh[i] && bh[i] <= by[i] && by[i] <= 1, where);
                assertTrue(bh[i] <= holm[i] && holm[i] <= bonferroni[i], where);
                for (int j = 0; j < p.length; j++) {
                    assertTrue(p[i] > p[j] || (bh[i] <= bh[j] && holm[i] <= holm[j]), where);
                }
            }
        }
    }
}
