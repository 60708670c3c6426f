// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a test run compared, one JSON object a line in {@code target/conformance/ledger.jsonl} of
 * the module: which cases passed, which expected figures of them were read, and how far ours were
 * off. A run starts a new ledger. Several threads may write.
 */
final class Ledger {

    static final Path FILE = Path.of("target/conformance/ledger.jsonl");

    /** Stands in a ledger of a run that was told which tests to run. */
    static final String PARTIAL = "partial";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOTED_FILES = new HashSet<>();
    private static boolean started;

    private Ledger() {}

    static ObjectNode line(SharedFiles folder, String file) {
        ObjectNode line = JSON.createObjectNode();
        line.put("folder", folder.name());
        line.put("file", file);
        return line;
    }

    /** Notes that a file was opened, once a run. */
    static synchronized void noteFile(SharedFiles folder, String file) {
        if (folder != SharedFiles.DATA && NOTED_FILES.add(folder + "/" + file)) {
            write(line(folder, file));
        }
    }

    /** Without the folders there is nothing to tell of, and no ledger. */
    private static void start() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.deleteIfExists(FILE);
        List<ObjectNode> head = new ArrayList<>();
        for (SharedFiles folder : List.of(SharedFiles.ORACLES, SharedFiles.PEERS)) {
            head.add(JSON.createObjectNode().put(folder.name(), folder.fingerprint()));
        }
        if (System.getProperty("test") != null) {
            head.add(JSON.createObjectNode().put(PARTIAL, true));
        }
        started = true;
        head.forEach(Ledger::write);
    }

    static synchronized void write(ObjectNode line) {
        try {
            if (!started) {
                start();
            }
            Files.writeString(
                    FILE,
                    JSON.writeValueAsString(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
