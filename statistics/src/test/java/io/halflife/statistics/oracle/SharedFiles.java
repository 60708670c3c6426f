// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders that tests read but the repository does not hold. A folder that is absent skips the test
 * visibly; where CI=true it fails it.
 */
public enum SharedFiles {
    /** Expected values by suite. */
    ORACLES("halflife.oracles", "oracles"),
    /** Expected values that other projects publish. */
    PEERS("halflife.oracles-peers", "oracles-peers"),
    /** Real data with exact figures. */
    DATA("halflife.data", "data");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String property;
    private final String folder;

    SharedFiles(String property, String folder) {
        this.property = property;
        this.folder = folder;
    }

    /** The folder; skips or fails the test when there is none. */
    public Path path() {
        String given = System.getProperty(property, "");
        Path root = Path.of(System.getProperty("halflife.root", ".."));
        Path path = given.isBlank() ? root.resolve("../shared").resolve(folder) : Path.of(given);
        if (!Files.isDirectory(path)) {
            String why = "no folder " + path.normalize() + "; name it with -D" + property;
            if ("true".equals(System.getenv("CI"))) {
                fail(why);
            }
            abort(why);
        }
        return path;
    }

    /** A JSON file of the folder. */
    public JsonNode json(String file) {
        try {
            return JSON.readTree(path().resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
