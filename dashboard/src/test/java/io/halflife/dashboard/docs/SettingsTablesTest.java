// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of settings in a module's README names exactly the keys that its code asks for. */
class SettingsTablesTest {

    /** {@code reader.text("KEY", …)} and its like, also broken over two lines. */
    private static final Pattern ASKED =
            Pattern.compile(
                    "\\b(text|integer|flag|secret|days)\\(\\s*(?:settings,\\s*)?"
                            + "\"(HALFLIFE_[A-Z0-9_]+)\"");

    /** The migrations run before there is anything to depend on, so they read theirs by hand. */
    private static final Pattern CONSTANT =
            Pattern.compile("String [A-Z_]+ = \"(HALFLIFE_[A-Z0-9_]+)\"");

    /** The analyzer's start script reads some, whose names the code only passes over. */
    private static final Pattern NAMED = Pattern.compile("\"(HALFLIFE_[A-Z0-9_]+)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(HALFLIFE_[A-Z0-9_]+)` \\|");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statistics",
                "monitor",
                "migrations",
                "storage",
                "http",
                "collector",
                "analyzer",
                "retraining",
                "dashboard",
                "client",
                "launcher"
            })
    void table_namesTheKeysOfTheCode(String module) {
        assertEquals(keysOfCode(module), keysOfTable(module), module + "/README.md");
    }

    /** So that the pattern above is known to find keys at all. */
    @Test
    void dashboard_hasSettings() {
        assertTrue(keysOfCode("dashboard").contains("HALFLIFE_DASHBOARD_PORT"));
        assertTrue(keysOfCode("dashboard").contains("HALFLIFE_DASHBOARD_CURSOR_KEY_FILE"));
    }

    private static Set<String> keysOfCode(String module) {
        Set<String> keys = new TreeSet<>();
        Path sources = Repository.root().resolve(module).resolve("src/main/java");
        for (Path source : Repository.files(sources, ".java")) {
            String code = Repository.read(source);
            addAsked(code, keys);
            if (module.equals("migrations")) {
                CONSTANT.matcher(code).results().forEach(key -> keys.add(key.group(1)));
            }
            if (module.equals("analyzer")) {
                NAMED.matcher(code).results().forEach(key -> keys.add(key.group(1)));
            }
        }
        return keys;
    }

    private static void addAsked(String code, Set<String> keys) {
        Matcher asked = ASKED.matcher(code);
        while (asked.find()) {
            keys.add(asked.group(2));
            if (asked.group(1).equals("secret")) {
                keys.add(asked.group(2) + "_FILE");
            }
        }
    }

    private static Set<String> keysOfTable(String module) {
        Set<String> keys = new TreeSet<>();
        Path readme = Repository.root().resolve(module).resolve("README.md");
        ROW.matcher(Repository.read(readme)).results().forEach(row -> keys.add(row.group(1)));
        return keys;
    }
}
