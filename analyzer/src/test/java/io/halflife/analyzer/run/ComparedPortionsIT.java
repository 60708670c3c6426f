// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Law: whatever windows are compared with, the rows of a run in portions are those of one piece: of
 * a back-fill, and of a run over windows that late rows and labels opened, some of them compared
 * with windows of other portions, under periods that nobody knew of before.
 */
class ComparedPortionsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int FIRST_DAYS = 8;
    private static final int DAYS = 11;
    private static final int REFERENCE_DAYS = 12;
    private static final int COLUMNS = 7;
    private static final Duration GRACE = Duration.ofHours(1);
    private static Engine engine;

    private final Storage storage = POSTGRES.storage();

    private enum Compared {
        REFERENCE_AND_BESIDE(
                ReferenceKind.ROWS, "{\"drift\":{\"beside\":[\"previous\",\"trailing:P3D\"]}}", 3),
        SAME_HOURS(
                ReferenceKind.ROWS,
                "{\"window\":{\"kind\":\"duration\",\"length\":\"PT6H\"},"
                        + "\"drift\":{\"beside\":[\"trailing:P1D\"]}}",
                2),
        WINDOW_BEFORE(
                ReferenceKind.PREVIOUS,
                "{\"segments\":[\"region\"],\"drift\":{\"beside\":[\"trailing:P2D\"]}}",
                7),
        WINDOWS_BEFORE(
                ReferenceKind.TRAILING,
                "{\"segments\":[\"region\"],\"drift\":{\"beside\":[\"previous\"]}}",
                7),
        SEGMENTS(ReferenceKind.ROWS, "{\"segments\":[\"region\"]}", 6);

        private final ReferenceKind reference;
        private final String policy;

        /** What a column counts: itself, five segments, and each comparison beside. */
        private final int share;

        Compared(ReferenceKind reference, String policy, int share) {
            this.reference = reference;
            this.policy = policy;
            this.share = share;
        }
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

    @ParameterizedTest
    @EnumSource(Compared.class)
    void run_isTheSameInPortionsOfAnySize(Compared compared) {
        List<Map<String, List<String>>> whole = play(compared, PortionSize.DEFAULT, 1);
        assertFalse(whole.get(1).get("drift_verdict").isEmpty());
        assertEquals(
                compared.policy.contains("beside"),
                !whole.get(1).get("drift_beside").isEmpty(),
                "beside");
        assertEquals(
                compared.policy.contains("segments"),
                !whole.get(1).get("segment_verdict").isEmpty(),
                "segments");
        for (int windows : List.of(1, 2, 7)) {
            PortionSize size =
                    new PortionSize((long) COLUMNS * compared.share * windows, 1_000_000_000);
            List<Map<String, List<String>>> portions = play(compared, size, windows < 3 ? 2 : 1);
            String when = compared + " in portions of " + windows;
            RunRows.assertSame(whole.get(0), portions.get(0), when + ", back-fill");
            RunRows.assertSame(whole.get(1), portions.get(1), when + ", late");
        }
    }

    /** The rows after the back-fill, and after the late run. */
    private List<Map<String, List<String>>> play(
            Compared compared, PortionSize size, int portionsMin) {
        CreditRisk model = CreditRisk.register(storage);
        reference(model, compared.reference);
        storage.policies().append(model.version().modelId(), compared.policy, "test", 0);
        play(model, 0, FIRST_DAYS);
        analyze(model, size, FIRST_DAYS, portionsMin);
        Map<String, List<String>> first = RunRows.of(storage, model);
        play(model, FIRST_DAYS, DAYS);
        late(model, 1);
        late(model, 4);
        labels(model, 3);
        setApart(model);
        analyze(model, size, DAYS, portionsMin);
        return List.of(first, RunRows.of(storage, model));
    }

    private void reference(CreditRisk model, ReferenceKind kind) {
        int version = model.version().versionId();
        if (kind == ReferenceKind.PREVIOUS) {
            storage.references().put(version, new ReferenceDraft(kind, Json.object(), 0));
        } else if (kind == ReferenceKind.TRAILING) {
            storage.references()
                    .put(version, new ReferenceDraft(kind, Json.object().put("length", "P3D"), 0));
        } else {
            long id = storage.references().collecting(version).orElseThrow();
            Map<LogFixture.Row, String> rows = new LinkedHashMap<>();
            for (int day = 0; day < REFERENCE_DAYS; day++) {
                model.loans(day - 40, 200).forEach(loan -> rows.put(loan.row(), loan.actual()));
            }
            model.log().referenceRows(id, List.copyOf(rows.keySet()), rows::get);
            assertTrue(storage.references().freeze(version).isPresent());
        }
    }

    /** Steps up and down, so that alarms come and go. */
    private static void play(CreditRisk model, int from, int to) {
        for (int day = from; day < to; day++) {
            model.shiftIncome(day % 5 > 2 ? 1 : 0).playDay(day);
        }
    }

    /** More rows of a day, which come after its window was judged. */
    private static void late(CreditRisk model, int day) {
        List<LogFixture.Row> rows = new ArrayList<>();
        for (Loan loan : model.shiftIncome(2).loans(day, 100)) {
            LogFixture.Row row = loan.row();
            rows.add(
                    new LogFixture.Row(
                            row.eventTime().plusMillis(1),
                            "late " + row.id(),
                            row.features(),
                            row.category(),
                            row.predictedClass(),
                            row.score()));
        }
        model.log().latePredictions(rows, Duration.ofDays(FIRST_DAYS + 1L - day));
    }

    private static void labels(CreditRisk model, int day) {
        Instant known = clock(FIRST_DAYS).plusSeconds(60);
        model.log()
                .labels(
                        model.loans(day, CreditRisk.ROWS_A_DAY).subList(0, 150).stream()
                                .map(Loan::row)
                                .map(
                                        row ->
                                                new LogFixture.Label(
                                                        row.eventTime(),
                                                        row.id(),
                                                        "good",
                                                        2,
                                                        known,
                                                        known))
                                .toList());
    }

    /** What no run has known: an outage, a launch, and a feature that was broken. */
    private void setApart(CreditRisk model) {
        setApart(model, "excluded", 2, 3, "{}");
        setApart(model, "muted", 5, 7, "{}");
        setApart(model, "excluded", 6, 8, "{income}");
    }

    private void setApart(CreditRisk model, String effect, int from, int to, String features) {
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                insert into mute (id, revision, model_id, effect,
                                                    from_time, to_time, features, reason, deleted,
                                                    written_by, available_at)
                                                values (nextval('mute_id'), 1, :model, :effect,
                                                    :from, :to, cast(:features as text[]), 'event',
                                                    false, 'test', :known)
                                                """)
                                        .bind("model", model.version().modelId())
                                        .bind("effect", effect)
                                        .bind("from", CreditRisk.day(from))
                                        .bind("to", CreditRisk.day(to))
                                        .bind("features", features)
                                        .bind("known", clock(FIRST_DAYS).plusSeconds(60))
                                        .execute());
    }

    private void analyze(CreditRisk model, PortionSize size, int days, int portionsMin) {
        List<Integer> windows = new ArrayList<>();
        new Analyzer(storage, engine, size)
                .analyze(
                        new AnalysisRequest(
                                Optional.of(model.name()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(clock(days)),
                                ""),
                        progress -> windows.add(progress.windows()));
        if (portionsMin > 1) {
            assertFalse(windows.size() < portionsMin, "not in portions: " + windows);
        }
    }

    private static Instant clock(int days) {
        return CreditRisk.day(days).plus(GRACE);
    }
}
