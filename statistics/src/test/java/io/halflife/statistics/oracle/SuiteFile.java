// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of the oracles' folder with its suite. */
record SuiteFile(String name, String suite, JsonNode json) {

    /** A case's own tolerance is no figure, wherever it stands. */
    private static final String TOLERANCE = "tol";

    /** Every file of the folder. */
    static List<SuiteFile> all() {
        return SharedFiles.ORACLES.names(".json").stream().map(SuiteFile::read).toList();
    }

    private static SuiteFile read(String name) {
        JsonNode json = SharedFiles.tree(SharedFiles.ORACLES.path().resolve(name));
        return new SuiteFile(name, json.path("suite").asText(), json);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < json.path("cases").size(); i++) {
            keys.add(Conformance.key(name, "cases", i));
        }
        return keys;
    }

    /** Expected figures that lie under none of the paths read of their case. */
    List<String> unread(Map<String, Set<String>> readByKey) {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < json.path("cases").size(); i++) {
            String key = Conformance.key(name, "cases", i);
            Set<String> read = readByKey.getOrDefault(key, Set.of());
            leaves("expected", json.path("cases").get(i).path("expected")).stream()
                    .filter(leaf -> !isUnder(leaf, read))
                    .forEach(leaf -> unread.add(suite + ": " + key + " " + leaf));
        }
        return unread;
    }

    private static boolean isUnder(String leaf, Set<String> read) {
        for (String path = leaf; ; path = path.substring(0, path.lastIndexOf('.'))) {
            if (read.contains(path)) {
                return true;
            }
            if (path.indexOf('.') < 0) {
                return false;
            }
        }
    }

    private static List<String> leaves(String path, JsonNode node) {
        if (!node.isContainerNode() || node.isEmpty()) {
            return node.isMissingNode() ? List.of() : List.of(path);
        }
        List<String> leaves = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves.addAll(leaves(path + "." + i, node.get(i)));
            }
        } else {
            node.properties().stream()
                    .filter(e -> !e.getKey().equals(TOLERANCE))
                    .forEach(e -> leaves.addAll(leaves(path + "." + e.getKey(), e.getValue())));
        }
        return leaves;
    }
}
