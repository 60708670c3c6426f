// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Turns each case of an oracle file into a test. */
public final class Oracles {

    private Oracles() {}

    /** One test per case of the suite. */
    public static Stream<DynamicTest> tests(String suite, Consumer<OracleCase> check) {
        return tests(suite, c -> true, check);
    }

    /** One test per case of the suite that is wanted; at least one must be. */
    public static Stream<DynamicTest> tests(
            String suite, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        return tests(SharedFiles.ORACLES.json(suite + ".json").get("cases"), wanted, check);
    }

    /**
     * One test per wanted case of a peer's file; cases that the file marks as wrong are left out.
     */
    public static Stream<DynamicTest> peerTests(
            String file, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        Predicate<OracleCase> agreed = c -> !c.has("agrees") || c.node("agrees").asBoolean(false);
        return tests(
                SharedFiles.PEERS.json(file + ".json").get("cases"), agreed.and(wanted), check);
    }

    private static Stream<DynamicTest> tests(
            JsonNode cases, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            OracleCase oracle = new OracleCase(each);
            if (wanted.test(oracle)) {
                tests.add(DynamicTest.dynamicTest(oracle.id(), () -> check.accept(oracle)));
            }
        }
        assertTrue(!tests.isEmpty(), "no case of the file is wanted");
        return tests.stream();
    }
}
