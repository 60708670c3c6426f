// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.portion.RunProgress;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Law: however a run is cut, and wherever it was killed, its rows are those of one piece. */
class PortionsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int DAYS = 9;
    private static final Duration GRACE = Duration.ofHours(1);

    private static final PortionSize ONE_WINDOW = new PortionSize(1, 1);

    /** A window has seven columns. */
    private static final PortionSize TWO_DAYS = new PortionSize(16, 1_000_000);

    private static Engine engine;

    private final Storage storage = POSTGRES.storage();

    /** Where a run stops as if it had been killed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

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
    void backFill_isTheSameInPortionsOfAnySize() {
        Map<String, List<String>> whole = backFill(PortionSize.DEFAULT, progress -> {});

        List<Integer> windows = new ArrayList<>();
        RunRows.assertSame(
                whole, backFill(TWO_DAYS, progress -> windows.add(progress.windows())), "two days");
        assertEquals(List.of(0, 2, 4, 6, 8), windows);
        RunRows.assertSame(whole, backFill(ONE_WINDOW, progress -> {}), "one window");
    }

    private Map<String, List<String>> backFill(PortionSize size, Consumer<RunProgress> progress) {
        CreditRisk model = story();
        analyze(model, size, DAYS, progress);
        return rows(model);
    }

    /** Alarms are told once, when the run is whole, whatever happened on the way. */
    @Test
    void backFill_killedAfterEachPortion_goesOnThere() {
        Map<String, List<String>> whole = backFill(PortionSize.DEFAULT, progress -> {});
        for (int kill : List.of(1, 4, DAYS - 1)) {
            CreditRisk model = story();
            kill(model, kill, DAYS);
            UnfinishedRun mark = storage.unfinishedRuns().of(scope(model)).orElseThrow();
            assertEquals(kill, mark.windows());
            assertEquals(DAYS, mark.windowsTotal());
            assertTrue(storage.results().latestRun(scope(model)).isEmpty());
            assertEquals(List.of(), rows(model).get("outbox"));

            List<Integer> windows = new ArrayList<>();
            RunSummary run =
                    analyze(model, ONE_WINDOW, DAYS, progress -> windows.add(progress.windows()));

            assertEquals(kill, windows.get(0), "it began before where it was killed");
            assertEquals(DAYS, run.windows());
            RunRows.assertSame(whole, rows(model), "killed after portion " + kill);
        }
    }

    /** At a later clock, with late rows and labels in windows that were done. */
    @Test
    void backFill_goesOnAtALaterClock() {
        CreditRisk one = story();
        addLate(one);
        analyze(one, PortionSize.DEFAULT, DAYS + 2, progress -> {});
        CreditRisk model = story();
        kill(model, 6, DAYS);
        addLate(model);

        List<Integer> windows = new ArrayList<>();
        analyze(model, TWO_DAYS, DAYS + 2, progress -> windows.add(progress.windows()));

        assertTrue(windows.get(0) >= 3 && windows.get(0) < 6, "done before: " + windows);
        RunRows.assertSame(rows(one), rows(model), "in portions");
    }

    /** Figures over what is left would replace figures over all. */
    @Test
    void rowsThatLeaveBetweenPlanAndReading_stopTheRun() {
        CreditRisk model = story();

        RunException refused =
                assertThrows(
                        RunException.class,
                        () ->
                                analyze(
                                        model,
                                        ONE_WINDOW,
                                        DAYS,
                                        progress -> eraseADay(model, progress)));

        String expected =
                "of %d rows of the window 2024-03-03 only %d were left when they were read"
                        .formatted(CreditRisk.ROWS_A_DAY, CreditRisk.ROWS_A_DAY - 7);
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertTrue(storage.results().latestRun(scope(model)).isEmpty());
        assertEquals(DAYS, analyze(model, ONE_WINDOW, DAYS, progress -> {}).windows());
    }

    /** Seven rows of the third day, when the second is written. */
    private void eraseADay(CreditRisk model, RunProgress progress) {
        if (progress.windows() == 2) {
            storage.jdbi()
                    .useHandle(
                            handle ->
                                    handle.execute(
                                            """
                                            delete from prediction where ctid in (
                                              select ctid from prediction
                                               where version_id = ? and event_time >= ?
                                                 and event_time < ? limit 7)
                                              and version_id = ? and event_time >= ?
                                              and event_time < ?
                                            """,
                                            model.version().versionId(),
                                            CreditRisk.day(2),
                                            CreditRisk.day(3),
                                            model.version().versionId(),
                                            CreditRisk.day(2),
                                            CreditRisk.day(3)));
        }
    }

    /** What it has written at a later clock cannot be taken back. */
    @Test
    void backFill_killed_neverGoesBack() {
        CreditRisk model = story();
        kill(model, 4, DAYS);
        Map<String, List<String>> written = rows(model);

        RunException refused =
                assertThrows(
                        RunException.class,
                        () -> analyze(model, ONE_WINDOW, DAYS - 1, progress -> {}));

        assertEquals(
                model.name()
                        + "/1 in production was analysed as of "
                        + clock(DAYS)
                        + "; a run never goes back to "
                        + clock(DAYS - 1),
                refused.getMessage());
        RunRows.assertSame(written, rows(model), "refused");
        assertEquals(DAYS, analyze(model, ONE_WINDOW, DAYS, progress -> {}).windows());
    }

    /** What was judged by another policy is judged again. */
    @Test
    void backFill_underAnotherPolicy_beginsAgain() {
        CreditRisk one = story();
        stricter(one);
        analyze(one, PortionSize.DEFAULT, DAYS, progress -> {});
        CreditRisk model = story();
        kill(model, 4, DAYS);
        stricter(model);

        List<Integer> windows = new ArrayList<>();
        analyze(model, TWO_DAYS, DAYS, progress -> windows.add(progress.windows()));

        assertEquals(0, windows.get(0));
        RunRows.assertSame(rows(one), rows(model), "in portions");
    }

    /** What came late and what was set apart since; killed after the first window of it. */
    @Test
    void lateRun_onAnAnalysedModel_isTheSameInPortions() {
        CreditRisk one = story();
        analyze(one, PortionSize.DEFAULT, DAYS, progress -> {});
        addLate(one);
        setApart(one);
        analyze(one, PortionSize.DEFAULT, DAYS + 2, progress -> {});
        CreditRisk model = story();
        analyze(model, TWO_DAYS, DAYS, progress -> {});
        addLate(model);
        setApart(model);
        kill(model, 1, DAYS + 2);
        assertFalse(storage.unfinishedRuns().of(scope(model)).isEmpty());

        analyze(model, ONE_WINDOW, DAYS + 2, progress -> {});

        RunRows.assertSame(rows(one), rows(model), "in portions");
        assertEquals(2, windowsApart(one));
        assertTrue(storage.unfinishedRuns().of(scope(model)).isEmpty());
    }

    /** Many models in portions: each is whole, in the order of names. */
    @Test
    void models_inPortionsKeepTheirOrder() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(story().name());
        }
        List<String> judged =
                new Analyzer(storage, engine, TWO_DAYS)
                                .analyze(
                                        new AnalysisRequest(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(clock(DAYS + 40)),
                                                ""))
                                .stream()
                                .map(run -> run.version().model())
                                .toList();

        assertEquals(names, judged.stream().filter(names::contains).toList());
    }

    private Map<String, List<String>> rows(CreditRisk model) {
        return RunRows.of(storage, model);
    }

    private CreditRisk story() {
        CreditRisk model = CreditRisk.register(storage);
        model.freezeReference(1000);
        for (int day = 0; day < DAYS; day++) {
            model.shiftIncome(day % 4 == 3 ? 0 : day / 3).playDay(day);
        }
        return model;
    }

    private void stricter(CreditRisk model) {
        storage.policies()
                .append(model.version().modelId(), "{\"drift\":{\"q\":0.001}}", "test", 0);
    }

    /** Rows of the second day and labels of the fourth, which come a day after the last. */
    private static void addLate(CreditRisk model) {
        model.log()
                .latePredictions(
                        model.loans(1, 40).stream()
                                .map(CreditRisk.Loan::row)
                                .map(PortionsIT::renamed)
                                .toList(),
                        Duration.ofDays(DAYS));
        model.log()
                .labels(
                        model.loans(3, CreditRisk.ROWS_A_DAY).subList(0, 30).stream()
                                .map(
                                        loan ->
                                                new LogFixture.Label(
                                                        loan.row().eventTime(),
                                                        loan.row().id(),
                                                        "good",
                                                        2,
                                                        clock(DAYS).plusSeconds(60),
                                                        clock(DAYS).plusSeconds(60)))
                                .toList());
    }

    /** The first day is excluded, which no run reads again, and the fifth muted. */
    private void setApart(CreditRisk model) {
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                insert into mute (id, revision, model_id, effect,
                                                    from_time, to_time, features, reason, deleted,
                                                    written_by, available_at)
                                                values (nextval('mute_id'), 1, :model, 'excluded',
                                                    :first, :second, '{}', 'outage', false, 'test',
                                                    :known),
                                                  (nextval('mute_id'), 1, :model, 'muted',
                                                    :fifth, :sixth, '{}', 'launch', false, 'test',
                                                    :known)
                                                """)
                                        .bind("model", model.version().modelId())
                                        .bind("first", CreditRisk.day(0))
                                        .bind("second", CreditRisk.day(1))
                                        .bind("fifth", CreditRisk.day(4))
                                        .bind("sixth", CreditRisk.day(5))
                                        .bind("known", clock(DAYS).plusSeconds(60))
                                        .execute());
    }

    private int windowsApart(CreditRisk model) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select count(distinct window_start)
                                                  from drift_verdict
                                                 where version_id = :version
                                                   and (muted is not null or excluded is not null)
                                                """)
                                        .bind("version", model.version().versionId())
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static LogFixture.Row renamed(LogFixture.Row row) {
        return new LogFixture.Row(
                row.eventTime().plusMillis(1),
                "late " + row.id(),
                row.features(),
                row.category(),
                row.predictedClass(),
                row.score());
    }

    private static Instant clock(int days) {
        return CreditRisk.day(days).plus(GRACE);
    }

    /** Breaks a run off after so many portions of a window each. */
    private void kill(CreditRisk model, int portions, int days) {
        List<RunProgress> told = new ArrayList<>();
        assertThrows(
                Killed.class,
                () ->
                        analyze(
                                model,
                                ONE_WINDOW,
                                days,
                                progress -> {
                                    told.add(progress);
                                    if (told.size() > portions) {
                                        throw new Killed();
                                    }
                                }));
    }

    private RunSummary analyze(
            CreditRisk model, PortionSize size, int days, Consumer<RunProgress> progress) {
        List<RunSummary> runs =
                new Analyzer(storage, engine, size)
                        .analyze(
                                new AnalysisRequest(
                                        Optional.of(model.name()),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(clock(days)),
                                        ""),
                                progress);
        return runs.get(0);
    }

    private static VersionScope scope(CreditRisk model) {
        return new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);
    }
}
