// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halflife.statistics.oracle.Conformance;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After the module's tests: nothing in the folders of expected values was left out. */
class ConformanceIT {

    /** Decisions, which the module monitor makes and compares. */
    private static final Set<String> ELSEWHERE = Set.of("verdict");

    private Conformance conformance;

    @BeforeEach
    void readLedger() {
        assumeTrue(System.getProperty("test") == null, "only some tests were run");
        conformance = new Conformance(Path.of(""));
    }

    @Test
    void everyCase_isCompared() {
        assertEquals("", Conformance.told(conformance.casesWithoutTest(ELSEWHERE)));
    }

    @Test
    void everyPeersFileAndCase_isComparedOrDeclared() {
        assertEquals("", Conformance.told(conformance.peersWithoutTest()));
    }
}
