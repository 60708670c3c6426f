// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.Oracles;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WassersteinTest {

    @TestFactory
    Stream<DynamicTest> compare_agreesWithScipy() {
        return Oracles.tests("distances", WassersteinTest::check);
    }

    private static void check(OracleCase oracle) {
        double relative = oracle.id().contains("offset") ? 1e-6 : 1e-10;
        EmpiricalDistribution reference = EmpiricalDistribution.of(oracle.data("ref"));
        Wasserstein.Result result =
                Wasserstein.compare(reference, EmpiricalDistribution.of(oracle.data("cur")));

        oracle.close("expected.wasserstein", result.distance(), relative, 1e-13);
        oracle.close("expected.wasserstein_norm", result.normalised(), relative, 1e-13);
        double std = reference.moments().populationStd().value();
        oracle.close("expected.ref_std", std, relative, 1e-13);
    }

    @Test
    void compare_leavesInfinitiesOut() {
        EmpiricalDistribution reference = EmpiricalDistribution.of(1, 2, Double.POSITIVE_INFINITY);
        EmpiricalDistribution current = EmpiricalDistribution.of(Double.NEGATIVE_INFINITY, 2, 3);

        assertEquals(1, Wasserstein.compare(reference, current).distance().value(), 1e-15);
        EmpiricalDistribution infinite = EmpiricalDistribution.of(Double.POSITIVE_INFINITY);
        assertFalse(Wasserstein.compare(reference, infinite).distance().isDefined());
    }

    /** Counts whose product does not fit into 64 bits take another path to the same figure. */
    @Test
    void compare_ofHugeCounts() {
        double[] values = {0, 1};
        EmpiricalDistribution reference =
                EmpiricalDistribution.ofRuns(values, new long[] {1L << 61, 1L << 61}, 0);
        EmpiricalDistribution current =
                EmpiricalDistribution.ofRuns(values, new long[] {1L << 60, 3L << 60}, 0);

        assertEquals(0.25, Wasserstein.compare(reference, current).distance().value(), 1e-15);
    }
}
