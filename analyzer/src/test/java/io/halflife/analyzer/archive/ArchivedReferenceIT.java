// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.run.AnalysisRequest;
import io.halflife.analyzer.run.Analyzer;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.StorageSettings;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References to a stretch of the past whose rows have left the database for an archive. */
@Tag("integration")
class ArchivedReferenceIT {

    private static final int DAYS = 13;

    /** Cuts a window, so that merging whole windows would not do. */
    private static final Instant FROM = CreditRisk.day(0).plus(Duration.ofHours(5));

    private static final Set<String> OF_REFERENCES =
            new TreeSet<>(
                    Set.of(
                            "drift_verdict",
                            "reference_profile",
                            "reference_performance",
                            "reference_span",
                            "reference_calibration",
                            "reference_column_calibration",
                            "reference_segment_profile",
                            "segment_verdict"));

    @TempDir private Path folder;

    /** Profiles, performance, calibration and segments: none differs in any digit. */
    @Test
    void pastStretch_fromTheArchive_isThatOfTheRows() {
        List<String> expected = playAll(Optional.empty());

        List<String> results = playAll(Optional.of(folder.toString()));

        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(results);
        // The first differing row is enough to look at.
        assertEquals(Optional.empty(), missing.stream().findFirst());
        assertEquals(expected.size(), results.size());
        for (String table : OF_REFERENCES) {
            assertTrue(
                    results.stream().anyMatch(row -> row.startsWith(table + " ")),
                    table + " is empty");
        }
    }

    private List<String> playAll(Optional<String> archive) {
        try (Story story = new Story()) {
            story.playDays(0, DAYS);
            story.policy("{\"segments\":[\"region\",\"tag:site\"]}");
            story.put();
            archive.ifPresent(to -> ArchivedDays.leave(story.storage, to, CreditRisk.day(60)));
            story.playDays(DAYS, DAYS + 1);
            story.run(DAYS, archive);
            return StoredResults.of(story.storage.jdbi(), OF_REFERENCES);
        }
    }

    @Test
    void pastStretch_inAnArchiveThatIsNotRead_isRefusedAndNamesIt() {
        try (Story story = new Story()) {
            story.playDays(0, DAYS);
            story.put();
            ArchivedDays.leave(story.storage, folder.toString(), CreditRisk.day(60));
            story.playDays(DAYS, DAYS + 1);

            story.run(DAYS, Optional.empty());

            StoredReference put = story.only();
            assertEquals("FAILED", put.state().state());
            assertTrue(put.failure().endsWith(toldAbout(folder)), put.failure());
        }
    }

    /** A change of policy cuts it anew, when its rows are not in the database any more. */
    @Test
    void calibration_ofArchivedRows_waitsForTheArchiveToBeNamed() {
        try (Story story = new Story()) {
            story.playDays(0, DAYS);
            story.put();
            story.run(DAYS - 1, Optional.empty());
            ArchivedDays.leave(story.storage, folder.toString(), CreditRisk.day(60));
            story.policy("{\"drift\":{\"min_window\":40}}");
            story.playDays(DAYS, DAYS + 1);

            story.run(DAYS, Optional.empty());
            List<String> before = story.calibrations();
            story.playDays(DAYS + 1, DAYS + 2);
            story.run(DAYS + 1, Optional.of(folder.toString()));

            assertEquals(1, before.size(), "what could not be read was kept");
            assertEquals(2, story.calibrations().size());
            story.calibrations().forEach(row -> assertTrue(row.contains(", reason=, "), row));
        }
    }

    private static String toldAbout(Path archive) {
        return "; rows of it lie in the archive "
                + archive
                + ", which the analyzer reads when HALFLIFE_SOURCE names it: parquet:"
                + archive;
    }

    /** A model in a database of its own. */
    private static final class Story implements AutoCloseable {
        private final Storage storage;
        private final Engine engine;
        private final CreditRisk model;

        Story() {
            StorageSettings settings = PostgresFixture.freshSettings();
            this.storage = Storage.open(settings);
            this.engine =
                    Engine.start(
                            new AnalyzerSettings("local[2]", 1000, 4096),
                            DatabaseAccess.of(settings));
            this.model = CreditRisk.register(storage);
        }

        void playDays(int from, int to) {
            for (int day = from; day < to; day++) {
                model.playDay(day);
            }
            // They arrive now, and not before what was archived earlier.
            storage.jdbi()
                    .useHandle(
                            handle -> {
                                handle.execute(
                                        """
                                        update prediction set received_at = now(), tags =
                                          case when extract(minute from event_time) < 30
                                            then '{"site":"a"}' else '{"site":"b"}' end::jsonb
                                         where event_time >= ?
                                        """,
                                        CreditRisk.day(from));
                                handle.execute(
                                        "update ground_truth set received_at = now()"
                                                + " where event_time >= ?",
                                        CreditRisk.day(from));
                            });
        }

        void policy(String body) {
            storage.policies().append(model.version().modelId(), body, "test", -1);
        }

        void put() {
            storage.references()
                    .put(
                            model.version().versionId(),
                            new ReferenceDraft(
                                    ReferenceKind.WINDOW,
                                    Json.object()
                                            .put("environment", CreditRisk.PRODUCTION)
                                            .put("from", FROM.toString())
                                            .put("to", CreditRisk.day(DAYS).toString())
                                            .put("from_version", "1"),
                                    0));
        }

        void run(int day, Optional<String> archive) {
            new Analyzer(
                            storage,
                            engine,
                            archive.map(at -> ArchivedLog.open(at, storage)),
                            Optional.empty())
                    .analyze(
                            new AnalysisRequest(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(CreditRisk.day(day + 1).plus(Duration.ofHours(1))),
                                    ""));
        }

        StoredReference only() {
            return new ReferenceHistory(storage.jdbi())
                    .of(model.version().versionId())
                    .get(0)
                    .reference();
        }

        List<String> calibrations() {
            return StoredResults.of(storage.jdbi(), Set.of("reference_calibration"));
        }

        @Override
        public void close() {
            engine.close();
            storage.close();
        }
    }
}
