// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halflife.statistics.oracle.Conformance;
import io.halflife.statistics.oracle.ConformancePage;
import io.halflife.statistics.oracle.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After the tests of {@code statistics} and of this module: every expected figure was compared, and
 * the conformance page tells what the run found.
 */
class ConformanceIT {

    private static final Path WRITTEN = Path.of("target/conformance.md");
    private static final Path PAGE = Path.of("../docs/conformance.md");

    private Conformance conformance;

    @BeforeEach
    void readLedgers() {
        SharedFiles.ORACLES.path();
        SharedFiles.PEERS.path();
        Path statistics = Path.of("../statistics");
        assumeTrue(
                Files.exists(statistics.resolve("target/conformance/ledger.jsonl"))
                        || "true".equals(System.getenv("CI")),
                "the tests of statistics were not run");
        conformance = new Conformance(statistics, Path.of(""));
        assumeFalse(conformance.isPartial(), "only some tests were run");
    }

    @Test
    void everyCase_isCompared() {
        assertEquals("", Conformance.told(conformance.casesWithoutTest(Set.of())));
    }

    @Test
    void everyExpectedFigure_isCompared() {
        assertEquals("", Conformance.told(conformance.figuresWithoutTest()));
    }

    /** The page is the run's own; after a change copy {@code target/conformance.md} over it. */
    @Test
    void page_tellsWhatTheRunFound() throws IOException {
        String run = ConformancePage.of(conformance);
        Files.writeString(WRITTEN, run);
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        assumeTrue(
                page.isEmpty() || ConformancePage.isOfSameData(page, run),
                "docs/conformance.md is about other data");
        assertEquals(
                ConformancePage.withoutErrors(page),
                ConformancePage.withoutErrors(run),
                "copy monitor/" + WRITTEN + " to docs/conformance.md");
        assertEquals("", ConformancePage.exceeded(page, run));
    }
}
