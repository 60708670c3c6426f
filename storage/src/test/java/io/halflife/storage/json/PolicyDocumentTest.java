// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/policy.md says what the code does. */
class PolicyDocumentTest {

    private static final Set<String> GROUPS = Set.of("drift", "performance", "decay");

    /** Key, type, unit, range, default, and what it changes, which must not be empty. */
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `([a-z_.]+)` \\| ([^|]+) \\| ([^|]*)\\| ([^|]*)\\| `([^`]+)`[^|]* \\|"
                            + " ([^|]+) \\|$");

    @Test
    void table_hasEveryKeyWithItsDefault() throws IOException {
        assertEquals(coded(), stated());
    }

    private static Map<String, JsonNode> coded() {
        JsonNode policy =
                Json.read(
                        PolicyJson.write(MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION))
                                .toString());
        Map<String, JsonNode> keys = new TreeMap<>();
        policy.properties()
                .forEach(
                        field -> {
                            if (GROUPS.contains(field.getKey())) {
                                field.getValue()
                                        .properties()
                                        .forEach(
                                                inner ->
                                                        keys.put(
                                                                field.getKey()
                                                                        + "."
                                                                        + inner.getKey(),
                                                                inner.getValue()));
                            } else {
                                keys.put(field.getKey(), field.getValue());
                            }
                        });
        return keys;
    }

    private static Map<String, JsonNode> stated() throws IOException {
        Map<String, JsonNode> keys = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "docs", "policy.md")));
        while (rows.find()) {
            keys.put(rows.group(1), Json.read(rows.group(5)));
            assertTrue(!rows.group(6).isBlank(), rows.group(1));
        }
        return keys;
    }
}
