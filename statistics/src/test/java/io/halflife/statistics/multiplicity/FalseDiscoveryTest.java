// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.multiplicity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.statistics.multiplicity.FalseDiscovery.Method;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FalseDiscoveryTest {

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
        double[] expected = oracle.numbers("expected." + name);
        double[] adjusted = FalseDiscovery.adjust(oracle.numbers("p"), method);
        assertEquals(expected.length, adjusted.length);
        for (int i = 0; i < expected.length; i++) {
            oracle.close(name + " " + i, expected[i], adjusted[i], 1e-12, 0);
        }
    }

    private static void checkRejections(OracleCase oracle, String name, Method method) {
        double[] adjusted = FalseDiscovery.adjust(oracle.numbers("p"), method);
        for (int i = 0; i < adjusted.length; i++) {
            if (!Double.isNaN(adjusted[i])) {
                boolean expected = oracle.node("expected." + name).get(i).asBoolean();
                assertEquals(expected, adjusted[i] <= oracle.number("q"), oracle.id() + " " + i);
            }
        }
    }

    @Test
    void adjust_keepsItsInputAndRefusesNonsense() {
        double[] p = {0.04, Double.NaN, 0.01};

        double[] adjusted = FalseDiscovery.adjust(p, Method.BENJAMINI_HOCHBERG);

        assertArrayEquals(new double[] {0.04, Double.NaN, 0.02}, adjusted, 1e-15);
        assertArrayEquals(new double[] {0.04, Double.NaN, 0.01}, p);
        assertThrows(
                IllegalArgumentException.class,
                () -> FalseDiscovery.adjust(new double[] {1.5}, Method.HOLM));
    }
}
