// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.peers;

import io.halflife.statistics.oracle.PeerFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Spark MLlib's chi-square figures are of tests that we have no use for. */
class SparkTest {

    private static PeerFile file() {
        return PeerFile.named("spark-mllib-chisquare.json");
    }

    @TestFactory
    Stream<DynamicTest> goodnessOfFit_isNotOffered() {
        return file().notOffered(
                        c -> c.text("test").contains("goodness"),
                        "goodness of fit against known shares; a reference is a sample itself, so we test"
                                + " homogeneity");
    }

    @TestFactory
    Stream<DynamicTest> independenceOfMoreThanTwoRows_isNotOffered() {
        return file().notOffered(
                        c -> c.text("test").contains("independence"),
                        "a table of more than two rows; a window is compared with one reference");
    }
}
