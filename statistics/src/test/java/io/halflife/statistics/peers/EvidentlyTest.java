// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import io.halflife.statistics.comparison.Energy;
import io.halflife.statistics.comparison.Hellinger;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.oracle.OracleCase;
import io.halflife.statistics.oracle.PeerFile;
import io.halflife.statistics.rank.AndersonDarling;
import io.halflife.statistics.rank.MannWhitney;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The expected values of Evidently's own tests. */
class EvidentlyTest {

    private static PeerFile file() {
        return PeerFile.named("evidently-stattests.json");
    }

    @TestFactory
    Stream<DynamicTest> distances_areEvidentlys() {
        return file().tests(
                        c -> c.id().startsWith("hellinger") || c.id().startsWith("energy"),
                        oracle -> near(oracle, distance(oracle)));
    }

    private static Figure distance(OracleCase oracle) {
        return oracle.id().startsWith("hellinger")
                ? Hellinger.categorical(
                        categories(oracle, "reference"), categories(oracle, "current"))
                : Energy.compare(numbers(oracle, "reference"), numbers(oracle, "current"))
                        .distance();
    }

    @TestFactory
    Stream<DynamicTest> andersonDarling_isEvidentlys() {
        return file().tests(
                        c -> c.id().startsWith("anderson"),
                        oracle ->
                                near(
                                        oracle,
                                        AndersonDarling.compare(
                                                        numbers(oracle, "reference"),
                                                        numbers(oracle, "current"))
                                                .p()));
    }

    /** Theirs is one-sided, and the reference is the lower one: half of ours. */
    @TestFactory
    Stream<DynamicTest> mannWhitney_isTwiceEvidentlysOneSidedP() {
        return file().tests(
                        c -> c.id().startsWith("mann"),
                        oracle ->
                                near(
                                        oracle,
                                        MannWhitney.compare(
                                                        numbers(oracle, "reference"),
                                                        numbers(oracle, "current"))
                                                .p()
                                                .map(p -> p / 2)));
    }

    @TestFactory
    Stream<DynamicTest> goodnessOfFit_isNotOffered() {
        return file().notOffered(
                        c -> c.id().startsWith("chisquare"),
                        "goodness of fit against the reference's shares; the reference is a sample itself,"
                                + " so we test homogeneity");
    }

    @TestFactory
    Stream<DynamicTest> pooledT_isNotOffered() {
        return file().notOffered(
                        c -> c.id().startsWith("t-test"),
                        "the t-test with pooled variance; Welch's needs no equal variances");
    }

    private static void near(OracleCase oracle, Figure ours) {
        oracle.close("expected", ours, 0, oracle.number("tolerance"));
    }

    private static EmpiricalDistribution numbers(OracleCase oracle, String side) {
        return EmpiricalDistribution.of(oracle.numbers("input." + side));
    }

    private static FrequencyTable categories(OracleCase oracle, String side) {
        Map<String, Long> counts = new HashMap<>();
        oracle.texts("input." + side).forEach(each -> counts.merge(each, 1L, Long::sum));
        return FrequencyTable.of(counts);
    }
}
