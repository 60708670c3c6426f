// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.window.CalendarWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One probability column per class, and regression: what binary folders do not show. */
class MultiClassFolderTest {

    private static final WindowChoice DAYS = new WindowChoice.Calendar(CalendarWindows.Unit.DAY);

    @TempDir Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(
                folder.resolve("schema.json"),
                """
                {"task": "multiclass", "model": {"name": "species", "version": 2},
                 "prediction": {"class_column": "said", "classes": ["a", "b", "c"],
                                "probability_columns": ["p_a", "p_b", "p_c"]},
                 "label": {"column": "truth"},
                 "features": [{"name": "size", "type": "numeric"}]}
                """);
        rows("r1,2026-01-01,1,a,0.5,0.25,0.25,a");
    }

    private void rows(String row) throws Exception {
        String header = "prediction_id,timestamp,size,said,p_a,p_b,p_c,truth\n";
        Files.writeString(folder.resolve("reference.csv"), header + "r0,,2,b,0,1,0,\n");
        Files.writeString(folder.resolve("production.csv"), header + row + "\n");
    }

    @Test
    void production_keepsEveryProbability() {
        List<Row> rows = new ArrayList<>();

        ReplayFolder.open(folder, SmallFolder.NOW).production(rows::add);

        assertEquals(List.of(0.5, 0.25, 0.25), rows.get(0).answer().probabilities());
        assertEquals("a", rows.get(0).answer().label());
    }

    /** Without a column that says when, a label is known at once. */
    @Test
    void production_labelWithoutItsOwnTime_isKnownAtOnce() {
        List<Row> rows = new ArrayList<>();

        ReplayFolder.open(folder, SmallFolder.NOW).production(rows::add);

        assertEquals(rows.get(0).time(), rows.get(0).truthIfAny().orElseThrow().knownAt());
    }

    @Test
    void check_probabilitiesThatDoNotAddUp_areRefused() throws Exception {
        rows("r1,2026-01-01,1,a,0.5,0.25,0.5,a");

        String message =
                assertThrows(
                                Refusal.class,
                                () -> ReplayFolder.open(folder, SmallFolder.NOW).check(DAYS))
                        .getMessage();

        assertEquals(
                "production.csv line 2, column p_a: the probabilities add up to 1.25, not to 1",
                message);
    }

    @Test
    void check_oneProbabilityColumnTooFew_isRefused() throws Exception {
        String schema = Files.readString(folder.resolve("schema.json"));
        Files.writeString(folder.resolve("schema.json"), schema.replace(", \"p_c\"", ""));

        String message =
                assertThrows(Refusal.class, () -> ReplayFolder.open(folder, SmallFolder.NOW))
                        .getMessage();

        assertEquals(
                "schema.json: prediction.probability_columns must name one column per class: 3, not"
                        + " 2",
                message);
    }
}
