// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code halflife archive} over what a replay stored. */
class ArchiveIT {

    private static final long SEED = 20250101;

    @TempDir static Path stateHome;
    @TempDir static Path folder;
    private static long predictions;
    private static long labels;

    @BeforeAll
    static void replay() throws Exception {
        MultiClassSample sample = new MultiClassSample(SEED);
        sample.write(folder);
        predictions = sample.production().size();
        labels = sample.production().stream().filter(s -> !s.truth().isEmpty()).count();
        run(0, "replay", folder.toString(), "--json");
    }

    @AfterAll
    static void stop() throws Exception {
        new LauncherProcess(stateHome).run("stop");
    }

    @Test
    void archive_writesEveryRowAndLabelOnce(@TempDir Path to) throws Exception {
        List<JsonNode> lines = json("archive", "--to", to.toString(), "--json");

        JsonNode end = lines.get(lines.size() - 1);
        assertTrue(end.path("ok").asBoolean(), end.toString());
        assertEquals(predictions + labels, end.path("rows").asLong(), end.toString());
        Set<String> told =
                lines.subList(0, lines.size() - 1).stream()
                        .map(line -> line.path("file").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(told, parquet(to));
        assertTrue(
                told.stream()
                        .anyMatch(
                                file ->
                                        file.startsWith(
                                                "prediction/model=flowers/version=1/"
                                                        + "environment=production/month=2025-01/")),
                told.toString());
        assertTrue(Files.isRegularFile(to.resolve("_halflife_archive.json")));
        assertEquals(
                "0 files of 0 rows, 0 bytes",
                run(0, "archive", "--to", to.toString()).out().strip());
        assertEquals(told, parquet(to));
    }

    /** Only what ended before is in it; nothing else is noted as archived. */
    @Test
    void archive_before_leavesTheRest(@TempDir Path to) throws Exception {
        List<JsonNode> lines =
                json("archive", "--to", to.toString(), "--before=2025-02-01", "--keep", "--json");

        long january =
                new MultiClassSample(SEED)
                        .production().stream().filter(s -> s.month().equals("2025-01")).count();
        assertEquals(
                january,
                lines.stream()
                        .filter(line -> line.path("file").asText().startsWith("prediction/"))
                        .mapToLong(line -> line.path("rows").asLong())
                        .sum());
        assertTrue(
                parquet(to).stream().allMatch(file -> file.contains("month=2025-01/")),
                parquet(to).toString());
    }

    @Test
    void archive_ofAnUnknownModel_saysSo(@TempDir Path to) throws Exception {
        LauncherProcess.Outcome outcome =
                run(1, "archive", "--to", to.toString(), "--model", "weeds");

        assertTrue(outcome.err().contains("weeds"), outcome.err());
        assertEquals(Set.of(), parquet(to));
    }

    @Test
    void archive_wrongWords_areUsage() throws Exception {
        assertTrue(
                run(2, "archive").err().contains("archive needs --to FOLDER: where its files go"));
        assertTrue(run(2, "archive", "--too", "x").err().contains("archive does not know --too"));
    }

    @Test
    void archive_timeThatIsNone_saysWhatOneIs(@TempDir Path to) throws Exception {
        LauncherProcess.Outcome outcome =
                run(2, "archive", "--to", to.toString(), "--before", "yesterday");

        assertTrue(
                outcome.err()
                        .contains(
                                "--before yesterday: a day as 2026-01-31, or a time with its offset"),
                outcome.err());
    }

    private static LauncherProcess.Outcome run(int exitCode, String... words) throws Exception {
        LauncherProcess.Outcome outcome = new LauncherProcess(stateHome).run(words);
        assertEquals(exitCode, outcome.exitCode(), outcome.out() + outcome.err());
        return outcome;
    }

    private static List<JsonNode> json(String... words) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        return run(0, words)
                .out()
                .lines()
                .map(
                        line -> {
                            try {
                                return mapper.readTree(line);
                            } catch (IOException e) {
                                throw new AssertionError(line, e);
                            }
                        })
                .toList();
    }

    /** Files below a folder, by their paths in it. */
    private static Set<String> parquet(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(to)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> to.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
