// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.model.Task;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of many classes that come after the rows are gone. */
@Tag("integration")
class ForgottenProbabilitiesIT {

    private static final Duration MONTH = Duration.ofDays(31);
    private static final String FIGURES =
            """
            select metric, value || ' of ' || labelled as figure from performance_window
             where window_start = '2024-03-01T00:00:00Z' and not estimated and value is not null
            """;

    @TempDir private Path folder;

    /** A figure over all rows is not replaced by one over those whose probabilities are known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lateLabel_changesTheFiguresThatCanStillBeComputed(boolean forgotten) {
        StorageSettings settings = PostgresFixture.freshSettings();
        try (Storage storage = Storage.open(settings);
                Engine engine =
                        Engine.start(
                                new AnalyzerSettings("local[2]", 1000, 4096),
                                DatabaseAccess.of(settings))) {
            SourceStory story = new SourceStory(storage, Task.MULTICLASS_CLASSIFICATION);
            Instant first = story.play(0);
            new Analyzer(storage, engine).analyze(request(first));
            Map<String, String> before = figures(storage);
            ArchivedDays.leave(storage, folder.toString(), first.plus(MONTH));
            if (forgotten) {
                // As before version 19 of the schema.
                storage.jdbi()
                        .useHandle(
                                h -> h.execute("update prediction_slim set probabilities = null"));
            }

            new Analyzer(storage, engine).analyze(request(story.play(1)));

            Map<String, String> after = figures(storage);
            assertNotEquals(before.get("accuracy"), after.get("accuracy"));
            for (String metric : new String[] {"log_loss", "brier", "roc_auc"}) {
                assertTrue(after.containsKey(metric), metric);
                assertEquals(forgotten, before.get(metric).equals(after.get(metric)), metric);
            }
        }
    }

    private static Map<String, String> figures(Storage storage) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle
                                        .createQuery(FIGURES)
                                        .map(
                                                (row, context) ->
                                                        Map.entry(
                                                                row.getString("metric"),
                                                                row.getString("figure")))
                                        .stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static AnalysisRequest request(Instant asOf) {
        return new AnalysisRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(asOf), "");
    }
}
