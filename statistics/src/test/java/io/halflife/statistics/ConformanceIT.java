// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.halflife.statistics.oracle.Conformance;
import io.halflife.statistics.oracle.SharedFiles;
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
        SharedFiles.ORACLES.path();
        SharedFiles.PEERS.path();
        conformance = new Conformance(Path.of(""));
        assumeFalse(conformance.isPartial(), "only some tests were run");
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
