// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.rehearsal.AlarmSpan;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.PolicyJson;
import io.halflife.storage.rehearsal.DryRun;
import io.halflife.storage.rehearsal.DryRunResult;
import io.halflife.storage.rehearsal.RehearsalRange;
import io.halflife.storage.rehearsal.RehearsalRefusedException;
import io.halflife.storage.rehearsal.RehearsedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A policy that cuts longer windows. That features are not read again is shown by spoiling them:
 * whoever reads them gets other figures.
 */
class RecutIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int DAYS = 4;
    private static final String SIX_HOURS =
            "{\"window\":{\"kind\":\"duration\",\"length\":\"PT6H\"}}";
    private static final String DAY = "{\"window\":{\"kind\":\"calendar\",\"unit\":\"day\"}}";
    private static Engine engine;

    private final Storage storage = POSTGRES.storage();

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
    void longerWindows_areMergesOfKeptProfiles() {
        CreditRisk direct = story(DAY);
        analyze(direct, PortionSize.DEFAULT, DAYS);
        List<String> expected = dayRows(direct);
        assertFalse(expected.isEmpty());
        CreditRisk cutAgain = story(SIX_HOURS);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS);
        spoilFeatures(cutAgain);
        storage.policies().append(cutAgain.version().modelId(), DAY, "test", 1);

        RunSummary run = analyze(cutAgain, new PortionSize(16, 1_000_000), DAYS + 1);

        assertEquals(DAYS, run.windows());
        assertEquals((long) DAYS * CreditRisk.ROWS_A_DAY, run.rows());
        assertEquals(expected, dayRows(cutAgain));
    }

    /** Law: what a rehearsal of longer windows finds is what the next run under them finds. */
    @Test
    void longerWindows_areRehearsedAsTheyAreRun() {
        CreditRisk model = story(SIX_HOURS);
        analyze(model, PortionSize.DEFAULT, DAYS);
        DryRunResult rehearsed = dryRun(model, DAY);
        storage.policies().append(model.version().modelId(), DAY, "test", 1);
        analyze(model, PortionSize.DEFAULT, DAYS + 1);
        Course run = dryRun(model, DAY).inForce();

        assertEquals(DAYS, rehearsed.windows());
        assertTrue(run.drifted() > 0 && !run.alarms().isEmpty(), run.toString());
        assertEquals(run.columns(), rehearsed.rehearsed().columns());
        assertEquals(run.windows(), rehearsed.rehearsed().windows());
        // The run's words go on about its floor, which no reference of a thousand rows can raise.
        assertEquals(run.alarms().size(), rehearsed.rehearsed().alarms().size());
        for (int i = 0; i < run.alarms().size(); i++) {
            AlarmSpan expected = run.alarms().get(i);
            AlarmSpan found = rehearsed.rehearsed().alarms().get(i);
            assertEquals(expected.column(), found.column());
            assertEquals(expected.raised(), found.raised());
            assertEquals(expected.cleared(), found.cleared());
            assertTrue(expected.reason().startsWith(found.reason()), found.reason());
        }
        assertEquals(4 * run.verdicts(), rehearsed.inForce().verdicts(), "of the six hours");
        assertTrue(rehearsed.notes().toString().contains("merged from stored ones"));
    }

    @Test
    void windowsThatStoredOnesDoNotMakeUp_areNotRehearsed() {
        CreditRisk model = story(DAY);
        analyze(model, PortionSize.DEFAULT, DAYS);

        for (String cut :
                List.of(
                        SIX_HOURS,
                        "{\"window\":{\"kind\":\"duration\",\"length\":\"PT36H\"}}",
                        "{\"window\":{\"kind\":\"calendar\",\"unit\":\"week\","
                                + "\"zone\":\"Europe/Vienna\"}}")) {
            String refusal =
                    assertThrows(RehearsalRefusedException.class, () -> dryRun(model, cut))
                            .getMessage();
            assertTrue(refusal.contains("was cut into days in UTC"), refusal);
            assertFalse(refusal.contains("["), refusal);
        }
    }

    private DryRunResult dryRun(CreditRisk model, String policy) {
        return DryRun.of(
                storage.jdbi(),
                new RehearsedVersion(
                        storage.models().find(model.name()).orElseThrow(),
                        model.version(),
                        CreditRisk.PRODUCTION),
                storage.policies().current(model.version().modelId(), Task.BINARY_CLASSIFICATION),
                PolicyJson.parse(Json.read(policy), Task.BINARY_CLASSIFICATION).value(),
                RehearsalRange.of(Instant.MIN, Instant.MAX));
    }

    /** A row that no run has seen is in no kept profile. */
    @Test
    void windowWithANewRow_isReadWhole() {
        CreditRisk model = story(SIX_HOURS);
        analyze(model, PortionSize.DEFAULT, DAYS);
        model.log()
                .latePredictions(
                        List.of(
                                new LogFixture.Row(
                                        CreditRisk.day(1).plusSeconds(1),
                                        "late",
                                        List.of(40_000.0, 30.0),
                                        "north",
                                        "good",
                                        0.1)),
                        Duration.ofDays(DAYS));
        spoilFeatures(model);
        storage.policies().append(model.version().modelId(), DAY, "test", 1);

        analyze(model, PortionSize.DEFAULT, DAYS + 1);

        List<String> maxima =
                storage.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select (n + missing) || ' ' || (max = 5)
                                                          from feature_profile
                                                         where version_id = ? and name = 'income'
                                                           and window_end - window_start = '1 day'
                                                         order by window_start
                                                        """)
                                                .bind(0, model.version().versionId())
                                                .mapTo(String.class)
                                                .list());
        assertEquals(List.of("300 false", "301 true", "300 false", "300 false"), maxima);
    }

    /** Of the first days no row is left: what is known of them is known of the longer windows. */
    @Test
    void longerWindows_ofWhichTheRowsAreGone_areJudgedAllTheSame() {
        CreditRisk direct = story(DAY);
        analyze(direct, PortionSize.DEFAULT, DAYS);
        CreditRisk cutAgain = story(SIX_HOURS);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS);
        forget(cutAgain, CreditRisk.day(2));
        spoilFeatures(cutAgain);
        storage.policies().append(cutAgain.version().modelId(), DAY, "test", 1);

        RunSummary run = analyze(cutAgain, new PortionSize(7, 1_000_000), DAYS + 1);

        assertEquals(DAYS, run.windows());
        assertEquals((long) DAYS * CreditRisk.ROWS_A_DAY, run.rows());
        assertEquals(dayRows(direct, "feature_profile"), dayRows(cutAgain, "feature_profile"));
        assertEquals(dayRows(direct, "drift_verdict"), dayRows(cutAgain, "drift_verdict"));
        assertEquals(
                dayRows(direct, "performance_window").size() / 2,
                dayRows(cutAgain, "performance_window").size(),
                "of days that have rows");
    }

    /** Kept profiles hold all rows; those of a segment are not merged, so they are read. */
    @Test
    void segments_areReadAgain() {
        String segments = DAY.substring(0, DAY.length() - 1) + ",\"segments\":[\"region\"]}";
        CreditRisk direct = story(segments);
        analyze(direct, PortionSize.DEFAULT, DAYS);
        CreditRisk cutAgain = story(SIX_HOURS);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS);
        storage.policies().append(cutAgain.version().modelId(), segments, "test", 1);

        analyze(cutAgain, PortionSize.DEFAULT, DAYS + 1);

        Map<String, List<String>> expected = RunRows.of(storage, direct);
        Map<String, List<String>> rows = RunRows.of(storage, cutAgain);
        assertFalse(expected.get("segment_verdict").isEmpty());
        assertEquals(expected.get("segment_verdict"), rows.get("segment_verdict"));
        assertEquals(expected.get("segment_profile"), rows.get("segment_profile"));
    }

    /** What six hours of a segment said is no part of what its days say. */
    @Test
    void segmentsOfAnEarlierCut_changeNoStateOfLaterDays() {
        String days = DAY.substring(0, DAY.length() - 1) + ",\"segments\":[\"region\"]}";
        String calm =
                SIX_HOURS.substring(0, SIX_HOURS.length() - 1)
                        + ",\"segments\":[\"region\"],"
                        + "\"drift\":{\"effect_floor\":9,\"min_window\":5}}";
        CreditRisk direct = story(days);
        analyze(direct, PortionSize.DEFAULT, DAYS);
        CreditRisk cutAgain = story(calm);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS);
        storage.policies().append(cutAgain.version().modelId(), days, "test", 1);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS);
        direct.shiftIncome(0).playDay(DAYS);
        cutAgain.shiftIncome(0).playDay(DAYS);

        analyze(direct, PortionSize.DEFAULT, DAYS + 1);
        analyze(cutAgain, PortionSize.DEFAULT, DAYS + 1);

        List<String> expected = segmentStates(direct);
        assertTrue(
                expected.stream().anyMatch(state -> state.endsWith("ALARM")), expected.toString());
        assertEquals(expected, segmentStates(cutAgain));
    }

    private List<String> segmentStates(CreditRisk model) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select concat_ws(' ', s.value, s.kind, v.label,
                                                         v.role, v.name, v.verdict, v.alarm_state)
                                                  from segment_verdict v
                                                  join segment s on s.id = v.segment_id
                                                 where s.version_id = :id and v.is_primary
                                                   and v.window_end - v.window_start = '1 day'
                                                 order by 1
                                                """)
                                        .bind("id", model.version().versionId())
                                        .mapTo(String.class)
                                        .list());
    }

    /** Figures over the rows that are left would replace those over all. */
    @Test
    void anotherGrace_leavesTheProfileOfAWindowWhoseRowsAreGoneInPart() {
        CreditRisk model = story(DAY);
        analyze(model, PortionSize.DEFAULT, DAYS);
        List<String> expected = dayRows(model, "feature_profile");
        keepSlim(model, CreditRisk.day(1).plus(Duration.ofHours(12)));
        String grace = DAY.substring(0, DAY.length() - 1) + ",\"grace\":\"PT3H\"}";
        storage.policies().append(model.version().modelId(), grace, "test", 1);

        RunSummary run = analyze(model, PortionSize.DEFAULT, DAYS + 1);

        // The first day has no row at all.
        assertEquals(DAYS - 1, run.windows());
        assertEquals(expected, dayRows(model, "feature_profile"));
    }

    /** As retention does. */
    private void keepSlim(CreditRisk model, Instant until) {
        storage.jdbi()
                .useHandle(
                        handle -> {
                            handle.createQuery("select 1 from halflife_ensure_slim_partition(:at)")
                                    .bind("at", CreditRisk.day(0))
                                    .mapTo(Integer.class)
                                    .list();
                            handle.execute(
                                    """
                                    insert into prediction_slim (model_id, event_time,
                                      prediction_id, version_id, environment, predicted_class,
                                      score, value, content_hash, received_at, available_at)
                                    select model_id, event_time, prediction_id, version_id,
                                           environment, predicted_class, score, value,
                                           content_hash, received_at, available_at
                                      from prediction where model_id = ? and event_time < ?
                                    """,
                                    model.version().modelId(),
                                    until);
                            handle.execute(
                                    "delete from prediction where model_id = ? and event_time < ?",
                                    model.version().modelId(),
                                    until);
                        });
    }

    private void forget(CreditRisk model, Instant until) {
        storage.jdbi()
                .useHandle(
                        handle -> {
                            for (String table : List.of("prediction", "ground_truth")) {
                                handle.execute(
                                        "delete from "
                                                + table
                                                + " where model_id = ? and event_time < ?",
                                        model.version().modelId(),
                                        until);
                            }
                        });
    }

    private CreditRisk story(String policy) {
        CreditRisk model = CreditRisk.register(storage);
        storage.policies().append(model.version().modelId(), policy, "test", 0);
        model.freezeReference(1000);
        for (int day = 0; day < DAYS; day++) {
            int steps = day / 2;
            model.shiftIncome(steps).playDay(day);
        }
        return model;
    }

    private void spoilFeatures(CreditRisk model) {
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        update prediction
                                           set numeric_features = '{5,5}', categorical_features = '{x}'
                                         where model_id = ?
                                        """,
                                        model.version().modelId()));
    }

    private RunSummary analyze(CreditRisk model, PortionSize size, int days) {
        return new Analyzer(storage, engine, size)
                .analyze(
                        new AnalysisRequest(
                                Optional.of(model.name()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(CreditRisk.day(days).plus(Duration.ofHours(1))),
                                ""))
                .get(0);
    }

    private List<String> dayRows(CreditRisk model) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("feature_profile", "drift_verdict", "performance_window")) {
            rows.addAll(dayRows(model, table));
        }
        return rows;
    }

    private List<String> dayRows(CreditRisk model, String table) {
        return storage.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select cast(to_jsonb(t) - array['version_id',
                                                         'reference_id'] as text)
                                                  from <table> t
                                                 where version_id = :id
                                                   and window_end - window_start = '1 day'
                                                 order by 1
                                                """)
                                        .define("table", table)
                                        .bind("id", model.version().versionId())
                                        .mapTo(String.class)
                                        .list());
    }
}
