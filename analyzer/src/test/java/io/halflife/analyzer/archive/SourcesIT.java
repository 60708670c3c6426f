// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.run.RunSummary;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.model.Task;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same story in two databases, row for row. One keeps all its rows; of the other older rows are
 * archived and dropped, again and again. Whatever runs write is the same in both.
 */
@Tag("integration")
class SourcesIT {

    /** Days of a past month are one partition. */
    private static final Duration MONTH = Duration.ofDays(31);

    @TempDir private Path folder;

    /** Small tasks, so that windows of one task and of several are in it. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void archive_givesWhatTheDatabaseGives(Task task) {
        StorageSettings whole = PostgresFixture.freshSettings();
        StorageSettings archived = PostgresFixture.freshSettings();

        List<List<String>> expected = play(task, whole, Optional.empty(), PortionSize.DEFAULT);
        List<List<String>> results =
                play(task, archived, Optional.of(folder.toString()), PortionSize.DEFAULT);

        assertSame(expected, results, task.name());
    }

    /** Years come back from an archive a few windows at a time. */
    @Test
    void archive_inPortionsGivesWhatTheDatabaseGivesInOnePiece() {
        Task task = Task.BINARY_CLASSIFICATION;
        List<List<String>> expected =
                play(task, PostgresFixture.freshSettings(), Optional.empty(), PortionSize.DEFAULT);

        List<List<String>> results =
                play(
                        task,
                        PostgresFixture.freshSettings(),
                        Optional.of(folder.toString()),
                        new PortionSize(1, 1));

        assertSame(expected, results, "in portions");
    }

    private static void assertSame(
            List<List<String>> expected, List<List<String>> results, String what) {
        for (int step = 0; step < expected.size(); step++) {
            List<String> missing = new ArrayList<>(expected.get(step));
            missing.removeAll(results.get(step));
            List<String> further = new ArrayList<>(results.get(step));
            further.removeAll(expected.get(step));
            // The first differing row is enough to look at.
            String where = what + " after step " + step;
            assertEquals(missing.stream().findFirst(), further.stream().findFirst(), where);
            assertEquals(expected.get(step).size(), results.get(step).size(), where);
        }
        assertTrue(expected.get(expected.size() - 1).size() > 100, "the story is empty");
    }

    /** What the database holds after each step of the story. */
    private static List<List<String>> play(
            Task task, StorageSettings settings, Optional<String> folder, PortionSize size) {
        List<List<String>> results = new ArrayList<>();
        try (Storage storage = Storage.open(settings);
                Engine engine =
                        Engine.start(
                                new AnalyzerSettings("local[2]", 1000, 4096),
                                DatabaseAccess.of(settings))) {
            ColumnStages columns = new ColumnStages();
            SparkContext.getOrCreate().addSparkListener(columns);
            SourceStory story = new SourceStory(storage, task);
            for (int step = 0; step < SourceStory.STEPS; step++) {
                Instant asOf = story.play(step);
                folder.ifPresent(to -> ArchivedDays.leave(storage, to, asOf.plus(MONTH)));
                Analyzer analyzer =
                        new Analyzer(
                                storage,
                                engine,
                                size,
                                folder.map(to -> ArchivedLog.open(to, storage)),
                                Optional.empty());
                List<RunSummary> runs = analyzer.analyze(request(asOf));
                results.add(StoredResults.of(storage.jdbi(), runs));
            }
            folder.ifPresent(to -> assertEquals(0, rows(storage.jdbi()), "rows are left"));
            assertEquals(folder.isPresent(), columns.seen.get(), "whether columns were read apart");
        }
        return results;
    }

    private static AnalysisRequest request(Instant asOf) {
        return new AnalysisRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(asOf), "");
    }

    private static long rows(Jdbi jdbi) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select count(*) from prediction")
                                .mapTo(Long.class)
                                .one());
    }

    /** Whether a stage read columns of files without their rows. */
    private static final class ColumnStages extends SparkListener {

        private final AtomicBoolean seen = new AtomicBoolean();

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            stage.stageInfo()
                    .rddInfos()
                    .foreach(
                            rdd -> {
                                if ("columns of files".equals(rdd.name())) {
                                    seen.set(true);
                                }
                                return null;
                            });
        }
    }
}
