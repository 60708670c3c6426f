// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Real data with their figures, from the folder given to the build. Absent, the test is skipped
 * visibly; with {@code CI=true} it fails.
 */
public final class DataFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DataFolder() {}

    /** A JSON file of a data set. */
    public static JsonNode data(String set, String file) throws IOException {
        return JSON.readTree(dataFile(set, file).toFile());
    }

    /** A gzipped file of a data set. */
    public static InputStream unzipped(String set, String file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(dataFile(set, file)));
    }

    /** A number that may be null (NaN) or a word. */
    public static double number(JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode()
                ? Double.NaN
                : node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }

    private static Path dataFile(String set, String file) {
        return present(Path.of(System.getProperty("halflife.data", "absent"), set, file));
    }

    private static Path present(Path file) {
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(Files.exists(file), "missing: " + file);
        }
        assumeTrue(Files.exists(file), "missing: " + file);
        return file;
    }
}
