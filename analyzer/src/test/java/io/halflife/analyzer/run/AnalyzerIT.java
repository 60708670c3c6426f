// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.results.StoredProfile;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnalyzerIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Column INCOME = Column.feature("income");
    private static final Column AGE = Column.feature("age");
    private static final Column REGION = Column.feature("region");
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

    @Test
    void run_findsTheColumnThatDrifted() {
        model.freezeReference(2000);
        model.playDay(0);
        model.shiftIncome(1).playDay(1);

        RunSummary run = runAfterDay(1);

        assertEquals(2, run.windows());
        assertEquals(2 * CreditRisk.ROWS_A_DAY, run.rows());
        assertEquals(Verdict.STABLE, verdict(INCOME, 0));
        assertEquals(Verdict.DRIFTED, verdict(INCOME, 1));
        for (int day = 0; day < 2; day++) {
            assertEquals(Verdict.STABLE, verdict(AGE, day));
            assertEquals(Verdict.STABLE, verdict(REGION, day));
        }
        assertEquals(12, run.verdicts());
        assertTrue(run.drifted() >= 1, run.toString());
        assertEquals(0, run.alarms(), "one window is no alarm");
    }

    @Test
    void run_secondDriftingWindowRaisesTheAlarm() {
        model.freezeReference(2000);
        model.playDay(0);
        model.shiftIncome(2).playDay(1);
        runAfterDay(1);
        model.playDay(2);

        RunSummary run = runAfterDay(2);

        assertEquals(1, run.windows());
        assertTrue(run.alarms() >= 1, run.toString());
        assertEquals(1, outbox("alarm.raised", INCOME));
    }

    @Test
    void run_profilesTheReferenceFirst() {
        long id = model.freezeReference(2000);
        model.playDay(0);

        runAfterDay(0);

        assertEquals("PROFILED", storage.results().reference(scope.versionId()).get().state());
        assertEquals(2000, storage.references().facts(id).orElseThrow().rows());
        assertFalse(storage.results().referencePerformance(id).isEmpty());
        assertEquals(id, results(INCOME, 0).referenceId());
    }

    @Test
    void run_lateLabelReopensPerformanceOnly() {
        model.freezeReference(1000);
        List<Loan> loans = model.predict(model.loans(0, 300));
        model.label(loans.subList(0, 100), Duration.ZERO);
        runAfterDay(0);
        String features = rowVersions(Role.FEATURE);
        model.label(loans.subList(100, 300), Duration.ofDays(1).plus(GRACE));

        RunSummary run = runAfterDay(1);

        assertEquals(1, run.windows());
        assertEquals(300, accuracy(0).labelled());
        assertEquals(300, profile(Column.LABEL, 0).summary().n());
        assertEquals(features, rowVersions(Role.FEATURE), "features were written again");
    }

    @Test
    void run_latePredictionReopensTheWholeWindow() {
        model.freezeReference(1000);
        model.playDay(0);
        runAfterDay(0);
        List<Row> late =
                model.loans(0, 50).stream().map(Loan::row).map(AnalyzerIT::renamed).toList();
        model.log().latePredictions(late, Duration.ofDays(1).plus(GRACE));

        RunSummary run = runAfterDay(1);

        assertEquals(1, run.windows());
        assertEquals(350, profile(INCOME, 0).summary().n());
        assertEquals(350, results(INCOME, 0).n());
        assertEquals(350, accuracy(0).n());
    }

    private static Row renamed(Row row) {
        return new Row(
                row.eventTime().plusMillis(1),
                "late " + row.id(),
                row.features(),
                row.category(),
                row.predictedClass(),
                row.score());
    }

    @Test
    void run_againAtTheSameClockGivesTheSameRows() {
        model.freezeReference(1000);
        List<Loan> loans = model.predict(model.loans(0, 2500));
        model.label(loans, Duration.ofHours(30));
        model.shiftIncome(1).playDay(1);
        runAfterDay(0);
        runAfterDay(1);
        String first = allResults();

        RunSummary again = runAfterDay(1);

        assertEquals(2, again.windows(), "the second day, and the labels of the first");
        assertEquals(first, allResults());
    }

    @Test
    void run_quietLogComputesNothing() {
        model.freezeReference(1000);
        model.playDay(0);
        runAfterDay(0);
        String before = rowVersions(Role.FEATURE);

        RunSummary run = runAfterDay(0, Duration.ofMinutes(30));

        assertEquals(0, run.windows());
        assertEquals(0, run.rows());
        assertEquals(before, rowVersions(Role.FEATURE));
    }

    /** The writer began before the run and commits after it: the next run finds its row. */
    @Test
    void run_rowOfAnOpenTransactionIsNotMissed() {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3));
        storage.models().noteEnvironment(scope.versionId(), scope.environment());
        store(Row.at(day, "early"));
        try (Handle writer = storage.jdbi().open()) {
            writer.begin();
            model.log().predictIn(writer, income(Row.at(day.plusSeconds(1), "slow")));
            assertEquals(1, runNow().rows());
            writer.commit();
        }

        assertEquals(2, runNow().rows());
        assertEquals(0, runNow().windows());
    }

    private void store(Row row) {
        storage.jdbi().useTransaction(handle -> model.log().predictIn(handle, income(row)));
    }

    private static Row income(Row row) {
        return new Row(row.eventTime(), row.id(), List.of(1.0, 2.0), "north", "good", 0.1);
    }

    @Test
    void run_clockHidesWhatCameLater() {
        model.freezeReference(1000);
        List<Loan> loans = model.predict(model.loans(0, 300));
        model.label(loans, Duration.ofDays(5));

        runAfterDay(3);
        assertEquals(0, accuracy(0).labelled());

        runAfterDay(6);
        assertEquals(300, accuracy(0).labelled());
    }

    @Test
    void run_withoutReferenceJudgesNothingAndSaysWhy() {
        model.playDay(0);

        RunSummary run = runAfterDay(0);

        assertEquals(1, run.windows());
        assertEquals(0, run.verdicts());
        assertEquals("NONE", run.decision());
        assertEquals(CreditRisk.ROWS_A_DAY, profile(INCOME, 0).summary().n());
        String reason = storage.results().latestRun(scope).orElseThrow().decisionReason();
        assertTrue(reason.contains("reference"), reason);
    }

    @Test
    void run_referenceThatCameLaterJudgesThePast() {
        model.playDay(0);
        runAfterDay(0);
        model.freezeReference(1000);

        RunSummary run = runAfterDay(1);

        assertEquals(1, run.windows());
        assertEquals(Verdict.STABLE, verdict(INCOME, 0));
    }

    @Test
    void run_otherWindowsAreCutAnew() {
        model.playDay(0);
        model.playDay(1);
        runAfterDay(1);
        storage.policies()
                .append(
                        model.version().modelId(),
                        "{\"window\":{\"kind\":\"duration\",\"length\":\"PT12H\"}}",
                        "test",
                        0);

        assertEquals(4, runAfterDay(2).windows());
    }

    @Test
    void run_neverGoesBack() {
        model.playDay(0);
        runAfterDay(3);

        RunException refusal = assertThrows(RunException.class, () -> runAfterDay(2));

        assertTrue(refusal.getMessage().contains("a run never goes back"), refusal.getMessage());
    }

    @Test
    void run_oneAnalyzerAtATime() {
        model.playDay(0);
        try (AnalysisLocks other = AnalysisLocks.open(storage.jdbi())) {
            assertTrue(other.take(scope));

            RunException refusal = assertThrows(RunException.class, () -> runAfterDay(0));

            assertTrue(refusal.getMessage().contains("another analyzer"), refusal.getMessage());
        }
        assertEquals(1, runAfterDay(0).windows());
    }

    @Test
    void analyze_failureOfOneVersionKeepsNoOtherFromItsResults() {
        CreditRisk broken = CreditRisk.register(storage);
        storage.models().noteEnvironment(broken.version().versionId(), CreditRisk.PRODUCTION);
        broken.log().predictions(List.of(Row.at(CreditRisk.day(0), "one feature too few")));
        CreditRisk sound = CreditRisk.register(storage);
        sound.playDay(0);

        RunException failure =
                assertThrows(
                        RunException.class,
                        () -> analyzer.analyze(asOf(Optional.empty(), CreditRisk.day(60))));

        assertTrue(
                failure.getMessage()
                        .contains(
                                broken.name() + "/1: a row has 1 values where its signature has 2"),
                failure.getMessage());
        VersionScope other = new VersionScope(sound.version().versionId(), CreditRisk.PRODUCTION);
        assertEquals(1, storage.results().latestRun(other).orElseThrow().windows());
        storage.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "delete from prediction where model_id = ?",
                                        broken.version().modelId()));
    }

    /** A run never goes back, so a live model that was judged in 2100 would wait until then. */
    @Test
    void analyze_liveModelInTheFuture_isRefused() {
        model.playDay(0);
        Instant future = Instant.parse("2100-01-01T00:00:00Z");

        RunException refusal =
                assertThrows(
                        RunException.class,
                        () -> analyzer.analyze(asOf(Optional.of(model.name()), future)));

        assertTrue(refusal.getMessage().contains("is in the future"), refusal.getMessage());
        assertTrue(storage.results().latestRun(scope).isEmpty());
    }

    @Test
    void analyze_unknownModel() {
        RunException refusal =
                assertThrows(
                        RunException.class,
                        () -> analyzer.analyze(asOf(Optional.of("nobody"), CreditRisk.day(1))));

        assertEquals("there is no model nobody", refusal.getMessage());
    }

    @Test
    void analyze_emptyDatabase() {
        try (Storage empty = Storage.open(PostgresFixture.freshSettings())) {
            assertEquals(
                    List.of(), new Analyzer(empty, engine).analyze(AnalysisRequest.EVERYTHING));
        }
    }

    @Test
    void analyze_referenceBeforeTheFirstPrediction() {
        model.freezeReference(500);

        assertEquals(List.of(), analyzer.analyze(asOf(Optional.of(model.name()), Instant.now())));
        assertEquals("PROFILED", storage.results().reference(scope.versionId()).get().state());
    }

    private RunSummary runAfterDay(int day) {
        return runAfterDay(day, Duration.ZERO);
    }

    /** At the clock when the day's window is just closed, or a little later. */
    private RunSummary runAfterDay(int day, Duration later) {
        Instant asOf = CreditRisk.day(day + 1).plus(GRACE).plus(later);
        return analyzer.analyze(asOf(Optional.of(model.name()), asOf)).get(0);
    }

    private RunSummary runNow() {
        AnalysisRequest request =
                new AnalysisRequest(
                        Optional.of(model.name()),
                        Optional.of("1"),
                        Optional.of(CreditRisk.PRODUCTION),
                        Optional.empty(),
                        "");
        return analyzer.analyze(request).get(0);
    }

    private static AnalysisRequest asOf(Optional<String> model, Instant asOf) {
        return new AnalysisRequest(
                model, Optional.empty(), Optional.empty(), Optional.of(asOf), "");
    }

    private Verdict verdict(Column column, int day) {
        return results(column, day).verdict();
    }

    private DriftResult results(Column column, int day) {
        return storage
                .results()
                .primaryDrift(scope, CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(row -> row.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private PerformanceValue accuracy(int day) {
        return storage
                .results()
                .performance(scope, CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(row -> row.metric().equals("accuracy"))
                .findFirst()
                .orElseThrow();
    }

    private StoredProfile profile(Column column, int day) {
        return storage
                .results()
                .profiles(scope, CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(row -> row.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private long outbox(String type, Column column) {
        return storage.jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                """
                                                select count(*) from outbox
                                                 where model_id = :model and type = :type
                                                   and payload::text like :column
                                                """)
                                        .bind("model", model.version().modelId())
                                        .bind("type", type)
                                        .bind("column", "%\"" + column.name() + "\"%")
                                        .mapTo(Long.class)
                                        .one());
    }

    /** Changes when a row is written, even to the same values. */
    private String rowVersions(Role role) {
        return text(
                """
                select string_agg(name || xmin, ',' order by name, window_start)
                  from feature_profile where version_id = :version and role = '%s'
                """
                        .formatted(role));
    }

    /** Everything that runs have written, but for when they ran. */
    private String allResults() {
        StringBuilder all = new StringBuilder();
        for (String table :
                List.of("feature_profile", "drift_verdict", "performance_window", "decay_fit")) {
            all.append(
                    text(
                            "select string_agg(t::text, ';' order by t::text) from "
                                    + table
                                    + " t where version_id = :version"));
        }
        String runs =
                text(
                        """
                        select string_agg((to_jsonb(t) - 'started_at' - 'finished_at' - 'watermark')::text,
                                          ';' order by as_of)
                          from analysis_run t where version_id = :version
                        """);
        assertNotEquals(null, runs);
        return all.append(runs).toString();
    }

    private String text(String sql) {
        return storage.jdbi()
                .withHandle(
                        h ->
                                h.createQuery(sql)
                                        .bind("version", scope.versionId())
                                        .mapTo(String.class)
                                        .one());
    }
}
