// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of figures that another project publishes. Cases that the file itself marks as wrong are
 * never a bar; those whose test we do not offer are declared so, with the reason.
 */
public final class PeerFile {

    private final String name;
    private final JsonNode json;

    private PeerFile(String name, JsonNode json) {
        this.name = name;
        this.json = json;
    }

    /** The file of this name in the peers' folder. */
    public static PeerFile named(String name) {
        return new PeerFile(name, SharedFiles.PEERS.json(name));
    }

    /** A field of the file that is no case. */
    public JsonNode node(String path) {
        return json.at("/" + path.replace('.', '/'));
    }

    /** One test per wanted case that the file does not mark as wrong. */
    public Stream<DynamicTest> tests(Predicate<OracleCase> wanted, Consumer<OracleCase> check) {
        return Oracles.tests(cases("cases"), wanted.and(PeerFile::isBar), check);
    }

    /** One test per row of a table of the file. */
    public Stream<DynamicTest> rows(String table, Consumer<OracleCase> check) {
        return Oracles.tests(cases(table), c -> true, check);
    }

    /** Declares that these cases compare something we do not offer. */
    public Stream<DynamicTest> notOffered(Predicate<OracleCase> which, String reason) {
        return Oracles.tests(cases("cases"), which, oracle -> oracle.isNotOffered(reason));
    }

    /** Declares that the rows of a table hold something we do not offer. */
    public Stream<DynamicTest> tableNotOffered(String table, String reason) {
        return Oracles.tests(cases(table), c -> true, oracle -> oracle.isNotOffered(reason));
    }

    /**
     * The keys of every case and row of a file that is a bar: all that the file does not call
     * wrong.
     */
    static List<String> barKeys(String name) {
        return all(name).filter(PeerFile::isBar).map(OracleCase::key).toList();
    }

    /** How many cases the file itself marks as wrong. */
    static long wrongAtThePeer(String name) {
        return all(name).filter(each -> !isBar(each)).count();
    }

    private static Stream<OracleCase> all(String name) {
        JsonNode json = SharedFiles.tree(SharedFiles.PEERS.path().resolve(name));
        return json.properties().stream()
                .filter(e -> e.getValue().isArray() && !e.getValue().path(0).isValueNode())
                .flatMap(e -> Oracles.casesOf(SharedFiles.PEERS, name, e.getKey(), json).stream());
    }

    private List<OracleCase> cases(String table) {
        return Oracles.casesOf(SharedFiles.PEERS, name, table, json);
    }

    static boolean isBar(OracleCase oracle) {
        return !oracle.has("agrees") || oracle.node("agrees").asBoolean(false);
    }
}
