// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.json.Json;
import io.halflife.storage.json.JsonFields;
import io.halflife.storage.json.WindowSpecJson;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.pages.Alarm;
import io.halflife.storage.pages.AlarmPages;
import io.halflife.storage.pages.DriftStep;
import io.halflife.storage.pages.FleetPages;
import io.halflife.storage.pages.Timelines;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.pages.WindowRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read after a policy cut time otherwise than the one before. */
class CurrentCutIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String HOURS = "{\"kind\":\"duration\",\"length\":\"PT1H\"}";
    private static final String DAYS = "{\"kind\":\"calendar\",\"unit\":\"day\"}";

    /** No two of them cut all of the stretches below alike. */
    private static final List<String> CUTS =
            List.of(
                    HOURS,
                    DAYS,
                    "{\"kind\":\"duration\",\"length\":\"PT6H\"}",
                    "{\"kind\":\"duration\",\"length\":\"PT36H\"}",
                    "{\"kind\":\"duration\",\"length\":\"P7D\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"day\",\"zone\":\"Europe/Vienna\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"day\",\"zone\":\"America/Havana\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"day\",\"zone\":\"Asia/Beirut\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"day\",\"zone\":\"Pacific/Apia\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"day\",\"zone\":\"+05:30\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"week\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"month\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"month\",\"zone\":\"Europe/Vienna\"}",
                    "{\"kind\":\"calendar\",\"unit\":\"year\"}",
                    """
                    {"kind":"count","rows":10,"boundaries":["2026-03-28T10:00:00Z",
                      "2026-03-29T00:00:00Z","2026-03-30T00:00:00Z","2026-03-30T07:30:00Z"]}
                    """);

    /** Where clocks change, a day is left out, and before 1970. */
    private static final List<Window> STRETCHES =
            List.of(
                    stretch("2026-03-28T00:00:00Z"),
                    stretch("2026-10-24T00:00:00Z"),
                    stretch("2026-10-31T00:00:00Z"),
                    stretch("2011-12-29T00:00:00Z"),
                    stretch("1961-06-14T00:00:00Z"));

    private int model;
    private VersionScope scope;

    private static Window stretch(String start) {
        Instant from = Instant.parse(start);
        return new Window(from, from.plus(Duration.ofDays(4)));
    }

    private static WindowSpec spec(String cut) {
        return JsonFields.of(Json.read(cut), "", new ArrayList<>())
                .flatMap(WindowSpecJson::parse)
                .orElseThrow();
    }

    @BeforeEach
    void register() {
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            model =
                                    handle.createQuery(
                                                    "insert into model (name) values"
                                                            + " ('cut-' || nextval('model_id_seq'))"
                                                            + " returning id")
                                            .mapTo(Integer.class)
                                            .one();
                            int version =
                                    handle.createQuery(
                                                    """
                                                    insert into model_version (model_id, version,
                                                      task, signature)
                                                    values (:model, '1', 'binary_classification',
                                                      '{}') returning id
                                                    """)
                                            .bind("model", model)
                                            .mapTo(Integer.class)
                                            .one();
                            scope = new VersionScope(version, "production");
                        });
    }

    private void judge(Handle handle, Iterable<Window> windows, WindowSpec spec, String alarm) {
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        insert into drift_verdict (version_id, environment, window_start,
                          window_end, role, name, test, label, is_primary, reference_id,
                          n_reference, n, missing, effect, verdict, alarm_state, reason, detail,
                          new_categories)
                        values (:version, 'production', :start, :end, 'FEATURE', 'age', 'ks',
                          :label, true, 1, 500, 90, 0, 0.3, 'DRIFTED', :alarm, '', '{}', '{}')
                        on conflict do nothing
                        """);
        for (Window window : windows) {
            batch.bind("version", scope.versionId())
                    .bind("start", window.start())
                    .bind("end", window.end())
                    .bind("label", spec.label(window))
                    .bind("alarm", alarm)
                    .add();
        }
        batch.execute();
    }

    /** As of a time, under the policy in force. */
    private void run(Handle handle, String asOf) {
        handle.createUpdate(
                        """
                        insert into analysis_run (version_id, environment, as_of, policy_revision,
                          watermark, windows, row_count, decision, decision_reason,
                          forecast_streak, dataset_drift, started_at)
                        select :version, 'production', cast(:asOf as timestamptz),
                               coalesce(max(revision), 0), now(), 1, 1, 'NONE', '', 0, false, now()
                          from policy_revision where model_id = :model
                        """)
                .bind("version", scope.versionId())
                .bind("model", model)
                .bind("asOf", asOf)
                .execute();
    }

    private void put(Handle handle, String cut) {
        handle.execute(
                """
                insert into policy_revision (model_id, revision, body, writer)
                select ?, coalesce(max(revision), 0) + 1,
                       jsonb_build_object('window', cast(? as jsonb)), 'test'
                  from policy_revision where model_id = ?
                """,
                model,
                cut,
                model);
    }

    private List<Window> windows(boolean allCuts) {
        return new WindowPages(POSTGRES.storage().jdbi())
                        .windows(
                                WindowPages.Results.DRIFT,
                                scope,
                                new WindowRange(Instant.MIN, Instant.MAX, null, false, allCuts),
                                10_000)
                        .stream()
                        .map(WindowPages.Counted::window)
                        .toList();
    }

    /** Law: the database's windows of a cut are those of {@link WindowSpec#containing}. */
    @Test
    void windowsOfTheCut_areThoseThatThePolicyCuts() {
        TreeSet<Window> all = new TreeSet<>();
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            for (String cut : CUTS) {
                                List<Window> windows =
                                        STRETCHES.stream()
                                                .flatMap(
                                                        s ->
                                                                spec(cut)
                                                                        .covering(
                                                                                s.start(), s.end())
                                                                        .stream())
                                                .toList();
                                judge(handle, windows, spec(cut), "CLEAR");
                                all.addAll(windows);
                            }
                            put(handle, "{\"kind\":\"duration\",\"length\":\"PT11H\"}");
                            run(handle, "2026-11-01T00:00:00Z");
                        });
        int day = 2;
        for (String cut : CUTS) {
            String asOf = "2026-11-" + String.format(Locale.ROOT, "%02d", day++) + "T00:00:00Z";
            POSTGRES.storage()
                    .jdbi()
                    .useHandle(
                            handle -> {
                                put(handle, cut);
                                run(handle, asOf);
                            });
            WindowSpec spec = spec(cut);
            List<Window> expected =
                    all.stream()
                            .filter(w -> spec.containing(w.start()).filter(w::equals).isPresent())
                            .toList();

            assertFalse(expected.isEmpty(), cut);
            assertTrue(expected.size() < all.size(), cut);
            assertEquals(expected, windows(false), cut);
        }
        assertEquals(List.copyOf(all), windows(true));
    }

    /**
     * Hours until noon of the fourth day, then days: the hour that ended last is not the newest.
     */
    private void recut() {
        WindowSpec hours = spec(HOURS);
        WindowSpec days = spec(DAYS);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            put(handle, HOURS);
                            judge(
                                    handle,
                                    hours.covering(start, start.plus(Duration.ofHours(84))),
                                    hours,
                                    "ALARM");
                            run(handle, "2026-03-04T13:00:00Z");
                            put(handle, DAYS);
                        });
        assertEquals(84, windows(false).size(), "of a policy put nothing is judged yet");
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            judge(
                                    handle,
                                    days.covering(start, start.plus(Duration.ofDays(3))),
                                    days,
                                    "CLEAR");
                            run(handle, "2026-03-04T14:00:00Z");
                        });
    }

    @Test
    void lists_areOfTheCurrentCut_andTheOlderCanBeSeen() {
        recut();
        DriftHistory history = new DriftHistory(POSTGRES.storage().jdbi());

        assertEquals(3, windows(false).size());
        assertEquals(87, windows(true).size());
        assertEquals(
                List.of("2026-03-01", "2026-03-02", "2026-03-03"),
                history.newest(scope, DriftHistory.Cut.CURRENT, 90).stream()
                        .map(JudgedWindow::label)
                        .toList());
        assertEquals(
                "2026-03-04T11", history.newest(scope, DriftHistory.Cut.EARLIER, 1).get(0).label());
        assertEquals(
                Optional.empty(),
                history.labelled(scope, DriftHistory.Cut.CURRENT, "2026-03-02T05"));
        assertTrue(history.labelled(scope, DriftHistory.Cut.EARLIER, "2026-03-02T05").isPresent());
        assertEquals(
                List.of("2026-03-01", "2026-03-02", "2026-03-03"),
                new Timelines(POSTGRES.storage().jdbi())
                        .drift(scope, Instant.MIN, Instant.MAX, 100).stream()
                                .map(DriftStep::label)
                                .toList());
    }

    /** An alarm of the hours does not stand beside days that are calm. */
    @Test
    void whatHoldsNow_isSaidByTheCurrentCut() {
        recut();

        List<Alarm> alarms =
                new AlarmPages(POSTGRES.storage().jdbi())
                        .alarms(scope, Instant.MIN, Instant.MAX, null, 10);
        assertEquals(List.of(), alarms);
        assertEquals(
                0,
                new FleetPages(POSTGRES.storage().jdbi())
                        .columns(List.of(scope))
                        .get(scope)
                        .alarm());
        POSTGRES.storage()
                .jdbi()
                .useTransaction(
                        handle -> {
                            CurrentResults now = new CurrentResults(handle);
                            assertEquals(
                                    AlarmState.CLEAR,
                                    now.verdicts(List.of(scope)).get(scope).get(0).alarmState());
                            Window newest =
                                    now.versions().stream()
                                            .filter(v -> v.scope().equals(scope))
                                            .findFirst()
                                            .orElseThrow()
                                            .window()
                                            .orElseThrow();
                            assertEquals(Duration.ofDays(1), duration(newest));
                            assertEquals(Map.of(), now.performance(List.of(scope)));
                        });
    }

    private static Duration duration(Window window) {
        return Duration.between(window.start(), window.end());
    }

    @Test
    void withoutAnotherCut_everyWindowIsCurrent() {
        WindowSpec hours = spec(HOURS);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            judge(
                                    handle,
                                    hours.covering(start, start.plus(Duration.ofHours(5))),
                                    hours,
                                    "CLEAR");
                            put(handle, DAYS);
                            put(handle, DAYS);
                            run(handle, "2026-03-04T14:00:00Z");
                        });

        assertEquals(5, windows(false).size());
        assertEquals(
                List.of(),
                new DriftHistory(POSTGRES.storage().jdbi())
                        .newest(scope, DriftHistory.Cut.EARLIER, 1));
    }

    /** Before a policy was put the defaults cut days. */
    @Test
    void defaultPolicy_isACutToo() {
        WindowSpec days = spec(DAYS);
        WindowSpec hours = spec(HOURS);
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        POSTGRES.storage()
                .jdbi()
                .useHandle(
                        handle -> {
                            judge(
                                    handle,
                                    days.covering(start, start.plus(Duration.ofDays(2))),
                                    days,
                                    "CLEAR");
                            run(handle, "2026-03-03T01:00:00Z");
                            put(handle, HOURS);
                            judge(
                                    handle,
                                    hours.covering(start, start.plus(Duration.ofDays(2))),
                                    hours,
                                    "CLEAR");
                            run(handle, "2026-03-03T02:00:00Z");
                        });

        assertEquals(48, windows(false).size());
        assertEquals(50, windows(true).size());
    }
}
