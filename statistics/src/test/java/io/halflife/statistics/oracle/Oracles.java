// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns each case of a suite into a test. A suite is whatever files of the folder say that they
 * belong to it, by their field {@code suite}; their names do not matter.
 */
public final class Oracles {

    private Oracles() {}

    /** One test per case of the suite. */
    public static Stream<DynamicTest> tests(String suite, Consumer<OracleCase> check) {
        return tests(suite, c -> true, check);
    }

    /** One test per case of the suite that is wanted; at least one must be. */
    public static Stream<DynamicTest> tests(
            String suite, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        List<OracleCase> cases = cases(suite);
        assertTrue(!cases.isEmpty(), "no file of the folder has the suite " + suite);
        return tests(cases, wanted, check);
    }

    /** Every case of every file of the suite. */
    static List<OracleCase> cases(String suite) {
        List<OracleCase> cases = new ArrayList<>();
        Path folder = SharedFiles.ORACLES.path();
        for (String name : SharedFiles.ORACLES.names(".json")) {
            JsonNode file = SharedFiles.tree(folder.resolve(name));
            if (file.path("suite").asText().equals(suite)) {
                cases.addAll(casesOf(SharedFiles.ORACLES, name, "cases", file));
            }
        }
        return cases;
    }

    static List<OracleCase> casesOf(SharedFiles folder, String name, String table, JsonNode file) {
        List<OracleCase> cases = new ArrayList<>();
        for (JsonNode each : file.path(table)) {
            cases.add(
                    new OracleCase(each, new OracleCase.Place(folder, name, table, cases.size())));
        }
        return cases;
    }

    static Stream<DynamicTest> tests(
            List<OracleCase> cases, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        List<DynamicTest> tests =
                cases.stream()
                        .filter(wanted)
                        .map(
                                oracle ->
                                        DynamicTest.dynamicTest(
                                                oracle.id(), () -> oracle.passes(check)))
                        .toList();
        assertTrue(!tests.isEmpty(), "no case is wanted");
        return tests.stream();
    }

    /** As {@link PeerFile#tests}. */
    public static Stream<DynamicTest> peerTests(
            String file, Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        return PeerFile.named(file + ".json").tests(wanted, check);
    }
}
