// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.analysis.BesideResult;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Windows compared with the windows before them, beside a reference that stays and in its place.
 */
class BesideIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Column INCOME = Column.feature("income");
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

    /** A step: the frozen reference sees it for ever, the window before only once. */
    @Test
    void step_isSeenOnceByTheWindowBeforeAndForEverByTheReference() {
        model.freezeReference(1000);
        beside("\"previous\",\"trailing:P2D\"");
        model.playDay(0);
        model.shiftIncome(1).playDay(1);
        for (int day = 2; day < 5; day++) {
            model.playDay(day);
        }

        run(4);

        List<Verdict> reference = new ArrayList<>();
        List<Verdict> previous = new ArrayList<>();
        List<Verdict> trailing = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            reference.add(verdict(day).verdict());
            previous.add(beside("previous", day).verdict());
            trailing.add(beside("trailing:P2D", day).verdict());
        }
        Verdict stable = Verdict.STABLE;
        Verdict drifted = Verdict.DRIFTED;
        Verdict none = Verdict.INCONCLUSIVE;
        assertEquals(List.of(stable, drifted, drifted, drifted, drifted), reference);
        assertEquals(List.of(none, drifted, stable, stable, stable), previous);
        assertEquals(List.of(none, drifted, drifted, stable, stable), trailing);
        assertEquals(day(1), beside("previous", 2).comparedWith());
        assertNull(beside("previous", 0).comparedWith());
        assertEquals(
                new Window(CreditRisk.day(0), CreditRisk.day(2)),
                beside("trailing:P2D", 2).comparedWith());
        assertEquals(AlarmState.ALARM, verdict(4).alarmState(), "by the reference in force");
    }

    @Test
    void twice_isTheSameAndWithoutThePolicyThereIsNothing() {
        model.freezeReference(1000);
        model.playDay(0);
        run(0);
        assertEquals(List.of(), besides());
        beside("\"previous\"");
        model.playDay(1);
        run(1);
        List<BesideResult> once = besides();
        run(1);

        assertEquals(once, besides());
        assertEquals(1, once.stream().map(row -> row.result().window()).distinct().count());
    }

    /** What a late row opens was compared with by the windows after it. */
    @Test
    void opened_windowsAfterAreJudgedAgainFromTheirProfiles() {
        model.freezeReference(1000);
        storage.references()
                .put(
                        scope.versionId(),
                        new ReferenceDraft(ReferenceKind.PREVIOUS, Json.object(), 0));
        beside("\"trailing:P2D\"");
        for (int day = 0; day < 4; day++) {
            model.playDay(day);
        }
        run(3);
        DriftResult before = verdict(2);
        List<DriftResult> untouched = untouched();
        DriftResult besideBefore = beside("trailing:P2D", 3);
        late(1, 300);
        model.playDay(4);

        run(4);

        assertEquals(Verdict.STABLE, before.verdict());
        DriftResult after = verdict(2);
        assertNotEquals(before.statistic(), after.statistic());
        assertEquals(600, after.nReference());
        assertEquals(Verdict.DRIFTED, after.verdict(), after.reason());
        assertEquals(before.n(), after.n());
        assertEquals(untouched, untouched());
        assertEquals(AlarmState.ALARM, verdict(3).alarmState(), "two of three drifted");
        assertEquals(besideBefore.nReference() + 300, beside("trailing:P2D", 3).nReference());
        assertTrue(profiles(2) > 0, "profiles stand");
    }

    /** Beside their alarm state, which follows from the windows before. */
    private List<DriftResult> untouched() {
        return List.of(verdict(3).withAlarmState(AlarmState.CLEAR), beside("trailing:P2D", 0));
    }

    /** Rows of a day that come after its window was judged, far above the others. */
    private void late(int day, int rows) {
        List<Row> late =
                model.shiftIncome(3).loans(day, rows).stream()
                        .map(Loan::row)
                        .map(
                                row ->
                                        new Row(
                                                row.eventTime().plusMillis(1),
                                                "late " + row.id(),
                                                row.features(),
                                                row.category(),
                                                row.predictedClass(),
                                                row.score()))
                        .toList();
        model.shiftIncome(0);
        model.log().latePredictions(late, Duration.ofDays(3).plus(GRACE));
    }

    private void beside(String names) {
        storage.policies()
                .append(
                        model.version().modelId(),
                        "{\"drift\":{\"beside\":[" + names + "]}}",
                        "test",
                        -1);
    }

    private void run(int day) {
        Instant asOf = CreditRisk.day(day + 1).plus(GRACE);
        analyzer.analyze(
                new AnalysisRequest(
                        Optional.of(model.name()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(asOf),
                        ""));
    }

    private static Window day(int day) {
        return new Window(CreditRisk.day(day), CreditRisk.day(day + 1));
    }

    private DriftResult verdict(int day) {
        return storage
                .results()
                .primaryDrift(scope, CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(row -> row.column().equals(INCOME))
                .findFirst()
                .orElseThrow();
    }

    private long profiles(int day) {
        return storage.results()
                .profiles(scope, CreditRisk.day(day), CreditRisk.day(day + 1))
                .size();
    }

    private List<BesideResult> besides() {
        return storage.results().beside(scope, Instant.MIN, Instant.MAX);
    }

    private DriftResult beside(String comparison, int day) {
        return besides().stream()
                .filter(row -> row.comparison().equals(comparison))
                .map(BesideResult::result)
                .filter(row -> row.column().equals(INCOME) && row.window().equals(day(day)))
                .findFirst()
                .orElseThrow();
    }
}
