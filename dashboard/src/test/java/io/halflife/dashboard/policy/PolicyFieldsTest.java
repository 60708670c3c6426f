// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.json.PolicyValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page shows every value there is, in the words of docs/policy.md. */
class PolicyFieldsTest {

    /** Key, type, unit, range, default, and what it changes. */
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `([a-z_.]+)` \\| [^|]+ \\| ([^|]*)\\| ([^|]*)\\| [^|]+ \\|"
                            + " ([^|]+) \\|$");

    private static List<PolicyField> all() {
        return PolicyFields.groups().values().stream().flatMap(List::stream).toList();
    }

    @Test
    void fields_areThoseOfThePolicy() {
        TreeSet<String> pointers =
                new TreeSet<>(
                        PolicyValues.of(
                                        PolicyJson.write(
                                                MonitoringPolicy.defaults(
                                                        Task.BINARY_CLASSIFICATION)))
                                .keySet());

        assertEquals(pointers, new TreeSet<>(all().stream().map(PolicyField::pointer).toList()));
    }

    @Test
    void words_areThoseOfTheDocument() throws IOException {
        TreeMap<String, String> stated = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "policy.md")));
        while (row.find()) {
            stated.put(row.group(1), words(row.group(2), row.group(3), row.group(4)));
        }
        TreeMap<String, String> shown = new TreeMap<>();
        all().forEach(f -> shown.put(f.key(), words(f.unit(), f.range(), f.meaning())));

        assertEquals(stated, shown);
    }

    private static String words(String unit, String range, String meaning) {
        return String.join(" | ", unit.strip(), range.strip(), meaning.strip()).replace("`", "");
    }
}
