// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.volume.WindowVolume;
import io.halflife.statistics.quality.Finding;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.volume.WindowVolumes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of windows beside those of the reference, from the log to the store. */
class VolumeIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);
    private final CreditRisk model = CreditRisk.register(storage);
    private final VersionScope scope =
            new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);

    @BeforeAll
    static void startSpark() {
        engine =
                Engine.start(
                        new AnalyzerSettings("local[2]", 1000, 4096),
                        DatabaseAccess.of(POSTGRES.settings()));
    }

    @AfterAll
    static void stopSpark() {
        engine.close();
    }

    /** Of a reference of ten days with 200 rows each; then a day of silence. */
    @Test
    void rows_areComparedWithThoseOfTheCollectedReference() {
        collect(10, 200);
        predict(0, 210);
        predict(1, 90);
        predict(3, 200);

        run(3);

        List<WindowVolume> found = volumes();
        assertEquals(List.of(210L, 90L, 0L, 200L), rows(found));
        assertEquals(200, found.get(0).expected());
        assertEquals(10, found.get(0).referenceWindows());
        assertEquals(Math.log(1.05), found.get(0).logRatio(), 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, found.get(2).logRatio());
        assertEquals(
                List.of(Finding.INCONCLUSIVE, Finding.CLEAR, Finding.FLAGGED, Finding.FLAGGED),
                found.stream().map(WindowVolume::finding).toList());
        assertEquals(CreditRisk.day(3), found.get(3).firstEvent());
        assertEquals(
                Optional.of(found.get(3).lastEvent()),
                new WindowVolumes(storage.jdbi()).lastEvent(scope));
    }

    /** What came late fills the gap, and nothing else is written again. */
    @Test
    void lateRows_fillTheirWindow() {
        collect(10, 200);
        predict(0, 200);
        predict(2, 200);
        run(2);
        assertEquals(List.of(200L, 0L, 200L), rows(volumes()));
        model.log()
                .latePredictions(
                        model.loans(1, 200).stream().map(Loan::row).toList(), Duration.ofDays(3));

        run(5);

        assertEquals(List.of(200L, 200L, 200L), rows(volumes()));
        assertEquals(Finding.CLEAR, volumes().get(2).finding());
    }

    /** Windows of the stretch as they were analysed. */
    @Test
    void rows_areComparedWithThoseOfAPastStretch() {
        predict(0, 100);
        predict(1, 140);
        predict(2, 120);
        run(2);
        assertEquals("there is no reference", volumes().get(0).reason());
        storage.references()
                .put(
                        scope.versionId(),
                        new ReferenceDraft(
                                ReferenceKind.WINDOW,
                                Json.object()
                                        .put("environment", CreditRisk.PRODUCTION)
                                        .put("from", CreditRisk.day(0).toString())
                                        .put("to", CreditRisk.day(3).toString())
                                        .put("from_version", "1"),
                                0));
        predict(3, 60);

        run(3);

        WindowVolume judged = volumes().get(3);
        assertEquals(3, judged.referenceWindows());
        assertEquals(120, judged.expected());
        assertEquals(Math.log(0.5), judged.logRatio(), 1e-15);
    }

    private void collect(int days, int rows) {
        long id = storage.references().collecting(scope.versionId()).orElseThrow();
        List<Loan> loans = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            loans.addAll(model.loans(day - 40, rows));
        }
        model.log().referenceRows(id, loans.stream().map(Loan::row).toList(), row -> null);
        storage.references().freeze(scope.versionId());
    }

    private void predict(int day, int rows) {
        model.predict(model.loans(day, rows));
    }

    private void run(int day) {
        analyzer.analyze(
                new AnalysisRequest(
                        Optional.of(model.name()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(CreditRisk.day(day + 1).plus(Duration.ofHours(1))),
                        ""));
    }

    private List<WindowVolume> volumes() {
        return new WindowVolumes(storage.jdbi()).of(scope, Instant.MIN, Instant.MAX);
    }

    private static List<Long> rows(List<WindowVolume> volumes) {
        return volumes.stream().map(WindowVolume::n).toList();
    }
}
