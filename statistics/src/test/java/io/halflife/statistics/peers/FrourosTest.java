// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import io.halflife.statistics.rank.MannWhitney;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Frouros' tests on the dates of Elec2, of which 16-bit floats make many ties. */
class FrourosTest {

    private static final int ROWS_A_DAY = 48;

    @TestFactory
    Stream<DynamicTest> figures_areFrouros() {
        PeerFile file = PeerFile.named("frouros-elec2.json");
        double[] rows = rows(file.node("input.daily_values"));
        int half = rows.length / 2;
        EmpiricalDistribution first = EmpiricalDistribution.of(rows, 0, half);
        EmpiricalDistribution second = EmpiricalDistribution.of(rows, half, rows.length);
        return file.tests(c -> true, oracle -> check(oracle, first, second));
    }

    private static void check(
            OracleCase oracle, EmpiricalDistribution first, EmpiricalDistribution second) {
        double tolerance = oracle.number("tolerance");
        if (oracle.id().equals("ks")) {
            KolmogorovSmirnov.Result ks = KolmogorovSmirnov.compare(first, second);
            oracle.close("expected.statistic", ks.d(), 0, tolerance);
            oracle.close("expected.p_value", ks.p(), 0, tolerance);
        } else {
            MannWhitney.Result ranks = MannWhitney.compare(first, second);
            oracle.close("expected.statistic", ranks.u(), 0, tolerance);
            oracle.close("expected.p_value", ranks.p(), 0, tolerance);
        }
    }

    private static double[] rows(JsonNode days) {
        double[] rows = new double[days.size() * ROWS_A_DAY];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = half(days.get(i / ROWS_A_DAY).asDouble());
        }
        return rows;
    }

    /** The nearest 16-bit float, ties to even. */
    private static double half(double value) {
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
        return Math.rint(value / unit) * unit;
    }
}
