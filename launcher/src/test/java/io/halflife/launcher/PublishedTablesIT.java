// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Figures that another project published about its own data, through the whole product: rows posted
 * over HTTP, windows of 5,000 of them, verdicts, performance and estimates from Postgres. Where
 * CI=true, as it plays 100,000 rows.
 */
class PublishedTablesIT {

    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));
    private static final int FIGURES_MIN = 1_000;

    /** Their lower limit of the accuracy: five windows of production are below it. */
    private static final String LIMIT = "accuracy=0.935859";

    @TempDir static Path stateHome;

    @AfterAll
    static void stop() throws Exception {
        new LauncherProcess(stateHome).run("stop");
    }

    @Test
    void carLoans_areThoseOfTheTables(@TempDir Path folder) throws Exception {
        Path data = Path.of(System.getProperty("halflife.data"), "nannyml-car-loan");
        Path peers = Path.of(System.getProperty("halflife.oracles-peers"));
        assertTrue((Files.isDirectory(data) && Files.isDirectory(peers)) || !CI, "no " + data);
        assumeTrue(Files.isDirectory(data) && Files.isDirectory(peers), "no " + data);
        assumeTrue(CI, "only where CI=true, to keep the build short");
        writeFolder(data, folder);

        LauncherProcess.Outcome outcome =
                new LauncherProcess(stateHome)
                        .run("replay", folder.toString(), "--json", "--threshold", LIMIT);

        assertEquals(0, outcome.exitCode(), outcome.err());
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        Comparison comparison = compare(json, peers);
        assertTrue(comparison.differences().isEmpty(), comparison.words());
        System.out.println(comparison.figures() + " published figures meet their tolerance");
        assertTrue(comparison.figures() >= FIGURES_MIN, "only " + comparison.figures());
        assertRetraining(json);
    }

    private static Comparison compare(JsonNode json, Path peers) throws IOException {
        PublishedTables tables = new PublishedTables(new Report(json));
        JsonNode performance = read(peers.resolve("nannyml-car-loan-performance.json"));
        tables.compareDrift(read(peers.resolve("nannyml-car-loan-drift.json")).path("tables"));
        tables.comparePerformance(performance.path("tables"));
        tables.compareEstimates(performance.path("cbpe_estimates"));
        return tables.comparison();
    }

    /** Their alerts begin with the sixth window of production; so does our reason to retrain. */
    private static void assertRetraining(JsonNode json) {
        JsonNode first = json.path("requests").path(0);

        assertEquals("decay", first.path("reason").asText(), json.path("requests").toString());
        assertTrue(
                first.path("as_of").asText().compareTo("2019-04-01") > 0,
                "before the step: " + first);
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    /** The reference as it is, and all rows in order of time as production. */
    private static void writeFolder(Path data, Path folder) throws IOException {
        Files.copy(data.resolve("reference.csv.gz"), folder.resolve("reference.csv.gz"));
        ObjectNode schema = (ObjectNode) read(data.resolve("schema.json"));
        schema.remove("files");
        Files.writeString(folder.resolve("schema.json"), schema.toString());
        Path all = folder.resolve("production.csv.gz");
        try (Writer out =
                new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(all)), StandardCharsets.UTF_8)) {
            boolean isFirst = true;
            for (String part : List.of("reference.csv.gz", "production.csv.gz")) {
                copyRows(data.resolve(part), out, isFirst);
                isFirst = false;
            }
        }
    }

    private static void copyRows(Path from, Writer out, boolean withHeader) throws IOException {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(from)),
                                StandardCharsets.UTF_8))) {
            in.lines()
                    .skip(withHeader ? 0 : 1)
                    .forEach(
                            line -> {
                                try {
                                    out.write(line + "\n");
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
