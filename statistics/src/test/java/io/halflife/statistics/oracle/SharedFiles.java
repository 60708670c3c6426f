// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

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

    /** A file of the folder; the ledger notes that it was read. */
    public Path file(String name) {
        Ledger.noteFile(this, name);
        return path().resolve(name);
    }

    /** A JSON file of the folder; the ledger notes that it was read. */
    public JsonNode json(String name) {
        return tree(file(name));
    }

    /** The names of the folder's files that end so, sorted. */
    public List<String> names(String ending) {
        try (Stream<Path> files = Files.list(path())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 over the names and bytes of the folder's files: tells which data a run saw. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names("")) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(path().resolve(name)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
