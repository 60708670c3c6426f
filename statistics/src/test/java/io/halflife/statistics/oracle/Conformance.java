// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the ledgers of one or several modules leave open: cases, figures and files that no test
 * compared.
 */
public final class Conformance {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> lines = new ArrayList<>();

    /**
     * Reads the ledgers.
     *
     * @param modules folders of the modules whose tests ran
     * @throws IllegalStateException if a module has no ledger, or one of other data
     */
    public Conformance(Path... modules) {
        for (Path module : modules) {
            Path file = module.resolve(Ledger.FILE);
            if (!Files.exists(file)) {
                throw new IllegalStateException("no ledger " + file + ": run the module's tests");
            }
            read(file);
        }
        for (SharedFiles folder : List.of(SharedFiles.ORACLES, SharedFiles.PEERS)) {
            String seen = folder.fingerprint();
            if (lines.stream()
                    .anyMatch(line -> !line.path(folder.name()).asText(seen).equals(seen))) {
                throw new IllegalStateException(
                        "a ledger is of another folder " + folder + ": run the tests again");
            }
        }
    }

    private void read(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                lines.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a module ran only some of its tests. */
    public boolean isPartial() {
        return lines.stream().anyMatch(line -> line.has(Ledger.PARTIAL));
    }

    /** The lines of cases, of one folder. */
    List<JsonNode> cases(SharedFiles folder) {
        return lines.stream()
                .filter(line -> line.has("id"))
                .filter(line -> line.get("folder").asText().equals(folder.name()))
                .toList();
    }

    List<JsonNode> faults() {
        return lines.stream()
                .filter(line -> line.has("fault"))
                .distinct()
                .sorted(Comparator.comparing(line -> line.get("fault") + " " + line.get("what")))
                .toList();
    }

    /** Lines of cases by suite. */
    Map<String, List<JsonNode>> bySuite() {
        Map<String, String> suites = new TreeMap<>();
        SuiteFile.all().forEach(file -> suites.put(file.name(), file.suite()));
        return cases(SharedFiles.ORACLES).stream()
                .collect(
                        Collectors.groupingBy(
                                line -> suites.get(line.get("file").asText()),
                                TreeMap::new,
                                Collectors.toList()));
    }

    /**
     * Cases of the suites that no test compared, and suites that no test knows.
     *
     * @param elsewhere suites that another module compares
     */
    public List<String> casesWithoutTest(Set<String> elsewhere) {
        Set<String> compared = new TreeSet<>();
        cases(SharedFiles.ORACLES).forEach(line -> compared.add(key(line)));
        List<String> open = new ArrayList<>();
        for (SuiteFile file : SuiteFile.all()) {
            if (file.keys().isEmpty()) {
                open.add(file.name() + " has no cases");
            }
            if (!elsewhere.contains(file.suite())) {
                file.keys().stream()
                        .filter(key -> !compared.contains(key))
                        .map(key -> "suite " + file.suite() + ": " + key)
                        .forEach(open::add);
            }
        }
        return open;
    }

    /** Expected figures that no test read, of cases that tests compared. */
    public List<String> figuresWithoutTest() {
        Map<String, Set<String>> read = new TreeMap<>();
        for (JsonNode line : cases(SharedFiles.ORACLES)) {
            Set<String> paths = read.computeIfAbsent(key(line), key -> new TreeSet<>());
            line.get("read").forEach(path -> paths.add(path.asText()));
            line.get("notCompared").fieldNames().forEachRemaining(paths::add);
        }
        List<String> open = new ArrayList<>();
        for (SuiteFile file : SuiteFile.all()) {
            file.unread(read).forEach(open::add);
        }
        return open;
    }

    /** Files of the peers that no test opened, and cases and rows of them that none compared. */
    public List<String> peersWithoutTest() {
        Set<String> opened = new TreeSet<>();
        Set<String> compared = new TreeSet<>();
        lines.stream()
                .filter(line -> line.path("folder").asText().equals(SharedFiles.PEERS.name()))
                .forEach(line -> opened.add(line.get("file").asText()));
        cases(SharedFiles.PEERS).forEach(line -> compared.add(key(line)));
        List<String> open = new ArrayList<>();
        for (String name : SharedFiles.PEERS.names("")) {
            if (name.endsWith(".md")) {
                continue;
            }
            if (!opened.contains(name)) {
                open.add(name + ": no test reads it");
            }
            if (name.endsWith(".json")) {
                PeerFile.barKeys(name).stream()
                        .filter(key -> !compared.contains(key))
                        .forEach(open::add);
            }
        }
        return open;
    }

    /** A list for an error message: the first twenty, and how many there are. */
    public static String told(List<String> open) {
        if (open.isEmpty()) {
            return "";
        }
        return open.stream().limit(20).collect(Collectors.joining("\n", "\n", "\n"))
                + open.size()
                + " in all";
    }

    static String key(JsonNode line) {
        return key(
                line.get("file").asText(), line.get("table").asText(), line.get("index").asInt());
    }

    static String key(String file, String table, int index) {
        return file + " " + table + "[" + index + "]";
    }
}
