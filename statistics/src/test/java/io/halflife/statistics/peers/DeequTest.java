// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.oracle.PeerFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Deequ calls L∞ of numbers is D; that of categories is compared beside its class. */
class DeequTest {

    @TestFactory
    Stream<DynamicTest> distanceOfNumbers_isDeequs() {
        return PeerFile.named("deequ-linf.json")
                .tests(
                        c -> c.id().startsWith("numeric"),
                        oracle ->
                                oracle.close(
                                        "expected",
                                        KolmogorovSmirnov.compare(
                                                        EmpiricalDistribution.of(
                                                                oracle.numbers("input.reference")),
                                                        EmpiricalDistribution.of(
                                                                oracle.numbers("input.current")))
                                                .d(),
                                        0,
                                        oracle.number("tolerance")));
    }
}
