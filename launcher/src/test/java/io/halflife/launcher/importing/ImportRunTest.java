// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read and checked; nothing is sent. */
class ImportRunTest {

    @TempDir Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private ImportSummary check(ImportPlan plan, Path... files) {
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new ImportRun(plan, null, folder, new Console(stream, stream, false))
                .load(List.of(files));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static ImportPlan plan(ImportPlan.Kind kind) {
        return new ImportPlan(
                kind,
                "churn",
                "1",
                "production",
                Map.of("id", "prediction_id", "ts", "event_time", "churned", "actual.label"),
                Map.of("age", true, "plan", false));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void badRows_areNamedByFileLineFieldAndRule() throws IOException {
        Path file =
                file(
                        "p.csv",
                        """
                        id,ts,age,plan
                        a,2026-11-20T10:00:00Z,41,7
                        b,2026-11-20T10:00:00Z,old,7
                        c,yesterday,4,7
                        d,,4,7
                        e,2026-11-20
                        """);

        ImportSummary summary = check(plan(ImportPlan.Kind.PREDICTIONS), file);

        assertEquals(5, summary.read());
        assertEquals(4, summary.bad());
        assertTrue(said().contains(file + ":3: features.age is not a number"), said());
        assertTrue(said().contains(file + ":4: event_time is not an ISO-8601"), said());
        assertTrue(said().contains(file + ":5: event_time is required"), said());
        assertTrue(said().contains(file + ":6: the row has 2 cells, the header 4"), said());
    }

    @Test
    void lines_packedAndPartlyBroken_areReadOn() throws IOException {
        Path file = folder.resolve("l.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(
                    """
                    {"id":"a","churned":"yes"}
                    nonsense
                    [1]

                    {"churned":"yes"}
                    {"id":"b"}
                    {"id":"c","actual":{"label":"no"},"revision":0}
                    """
                            .getBytes(StandardCharsets.UTF_8));
        }

        ImportSummary summary = check(plan(ImportPlan.Kind.GROUND_TRUTH), file);

        assertEquals(6, summary.read());
        assertEquals(5, summary.bad());
        assertTrue(said().contains(file + ":2: the line is not JSON"), said());
        assertTrue(said().contains(file + ":3: the line is not a JSON object"), said());
        assertTrue(said().contains(file + ":5: prediction_id is required"), said());
        assertTrue(said().contains(file + ":6: actual is required"), said());
        assertTrue(said().contains(file + ":7: revision must be"), said());
    }

    @Test
    void manyBadRows_areCountedAndNotAllListed() throws IOException {
        Path file = file("p.csv", "id,ts\n" + "a,never\n".repeat(5_000));

        assertEquals(5_000, check(plan(ImportPlan.Kind.PREDICTIONS), file).bad());
        assertEquals(101, said().lines().count(), said());
    }

    /** The same file under another name is the same rows; equal rows of one file are two. */
    @Test
    void derivedId_followsFromLineAndCells() {
        SourceRow row = new SourceRow("a.csv", 2, Map.of("age", "1"));
        String id = DerivedId.of("churn", "1", row);

        assertEquals(8, UUID.fromString(id).version());
        assertEquals(2, UUID.fromString(id).variant());
        assertEquals(id, DerivedId.of("churn", "1", new SourceRow("b", 2, row.cells())));
        assertNotEquals(id, DerivedId.of("churn", "1", new SourceRow("a.csv", 3, row.cells())));
        assertNotEquals(id, DerivedId.of("churn", "2", row));
    }

    @Test
    void unknownKindOfFile_isRefusedBeforeAnythingIsRead() throws IOException {
        Path file = file("p.xlsx", "PK");

        Refusal refusal =
                assertThrows(Refusal.class, () -> check(plan(ImportPlan.Kind.PREDICTIONS), file));

        assertTrue(refusal.getMessage().contains("must end in .csv"), refusal.getMessage());
    }
}
