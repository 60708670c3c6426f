// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.calibration.ReferenceCalibration;
import io.halflife.statistics.calibration.ReferenceCalibration.OwnWindow;
import io.halflife.statistics.calibration.Season;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.calibration.Calibrations;
import io.halflife.storage.calibration.StoredCalibration;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** References that say something of themselves, from their rows to the verdict. */
class CalibrationIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Column INCOME = Column.feature("income");
    private static final Column REGION = Column.feature("region");
    private static final int REFERENCE_DAYS = 12;
    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);
    private final CreditRisk model = CreditRisk.register(storage);
    private final VersionScope scope =
            new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);

    @BeforeAll
    static void startSpark() {
        // A reference is cut into parts, so that cells come from several tasks.
        engine =
                Engine.start(
                        new AnalyzerSettings("local[2]", 1000, 4096),
                        DatabaseAccess.of(POSTGRES.settings()));
    }

    @AfterAll
    static void stopSpark() {
        engine.close();
    }

    /** Levels that change from day to day are what this stream always does. */
    @Test
    void floorAndDesignEffect_areThoseOfTheReferencesOwnDays() {
        List<Loan> reference = freeze(day -> day % 2 == 0 ? 0.5 : -0.5, 300);
        model.shiftIncome(0.5).playDay(0);

        run(0);

        StoredCalibration stored = only();
        assertEquals(Season.POOLED, stored.calibrations().season().season());
        assertEquals("windows are not shorter than a day", stored.calibrations().season().reason());
        ReferenceCalibration expected = ReferenceCalibration.ofNumbers(days(reference));
        ColumnCalibration income = stored.calibrations().of(INCOME).orElseThrow();
        assertEquals(REFERENCE_DAYS, income.windows());
        assertEquals(expected.threshold().value(), income.effect(), 1e-12);
        assertEquals(expected.designEffect().value(), income.designEffect(), 1e-12);
        assertTrue(income.designEffect() > 10, income.toString());
        DriftResult verdict = verdict(INCOME, 0);
        assertEquals(Verdict.STABLE, verdict.verdict(), verdict.reason());
        assertTrue(verdict.p() < 1e-6, "the raw p stays: " + verdict.p());
        assertTrue(verdict.effect() > 0.1, "above the policy's floor: " + verdict.effect());
        assertEquals(income.effect(), verdict.detail().get("calibration.floor"), 0);
        assertEquals(income.designEffect(), verdict.detail().get("calibration.design_effect"), 0);
        assertTrue(verdict.detail().get("calibration.p") > verdict.p());
        assertTrue(
                verdict.reason().contains(" calibrated on 12 windows of the reference; "),
                verdict.reason());
        assertTrue(verdict.reason().endsWith("rows count as one (design effect τ)"));
    }

    @Test
    void realShift_driftsAllTheSame() {
        freeze(day -> 0, 300);
        model.shiftIncome(1).playDay(0);

        run(0);

        DriftResult verdict = verdict(INCOME, 0);
        assertEquals(Verdict.DRIFTED, verdict.verdict(), verdict.reason());
        assertTrue(verdict.reason().contains(" windows of the reference"), verdict.reason());
        assertEquals(Verdict.STABLE, verdict(REGION, 0).verdict());
    }

    /** Once is enough: neither another run nor another model's run cuts it again. */
    @Test
    void reference_isCutOnceForEachWayToCut() {
        freeze(day -> 0, 100);
        model.playDay(0);
        run(0);
        Instant made = only().madeAt();
        model.playDay(1);
        run(1);
        assertEquals(made, only().madeAt());

        policy("{\"window\":{\"kind\":\"calendar\",\"unit\":\"week\"}}");
        model.playDay(2);
        run(6);
        List<StoredCalibration> all = new Calibrations(storage.jdbi()).of(scope.versionId());
        assertEquals(2, all.size());
        assertEquals(
                "the reference has 3 windows of its own, 10 are needed",
                all.get(1).calibrations().reason());
        assertTrue(
                verdict(INCOME, -4, 3)
                        .reason()
                        .endsWith(
                                "; floor 0.1 of the policy, as the reference has 3 windows of its own,"
                                        + " 10 are needed"),
                verdict(INCOME, -4, 3).reason());
    }

    /** Day and night: hours are compared with the same hours, merged where a window has several. */
    @Test
    void shortWindows_areComparedWithTheSameHours() {
        List<Loan> reference = new ArrayList<>();
        for (int day = 0; day < REFERENCE_DAYS; day++) {
            reference.addAll(dayAndNight(day - 40));
        }
        freeze(reference);
        policy("{\"window\":{\"kind\":\"duration\",\"length\":\"PT6H\"}}");
        model.predict(dayAndNight(0));

        run(0);

        StoredCalibration stored = only();
        assertEquals(Season.SAME_HOUR, stored.calibrations().season().season());
        assertEquals(
                "windows are shorter than a day and the reference covers 12 days",
                stored.calibrations().season().reason());
        for (DriftResult verdict : verdicts(INCOME, 0)) {
            int from = verdict.window().start().atZone(java.time.ZoneOffset.UTC).getHour();
            long rows =
                    reference.stream()
                            .filter(loan -> hour(loan) >= from && hour(loan) < from + 6)
                            .count();
            assertEquals(rows, verdict.nReference());
            assertEquals(Verdict.STABLE, verdict.verdict(), verdict.reason());
            assertTrue(verdict.statistic() < 0.2, verdict.reason());
            assertTrue(
                    verdict.reason().contains(" of the reference at the same hour)"),
                    verdict.reason());
        }
        assertEquals(4, verdicts(INCOME, 0).size());
    }

    @Test
    void seasonOfThePolicy_wins() {
        freeze(day -> 0, 100);
        policy(
                "{\"window\":{\"kind\":\"duration\",\"length\":\"PT6H\"},"
                        + "\"drift\":{\"season\":\"pooled\"}}");
        model.playDay(0);
        run(0);

        assertEquals("set by the policy", only().calibrations().season().reason());
        assertEquals(100L * REFERENCE_DAYS, verdicts(INCOME, 0).get(0).nReference(), "all of it");
    }

    /** An hour of the week that the reference never had says so. */
    @Test
    void hoursThatTheReferenceLacks_areInconclusive() {
        List<Loan> reference = new ArrayList<>();
        for (int day = 0; day < REFERENCE_DAYS; day++) {
            reference.addAll(
                    model.loans(day - 40, 480).stream().filter(loan -> hour(loan) < 12).toList());
        }
        freeze(reference);
        policy("{\"window\":{\"kind\":\"duration\",\"length\":\"PT6H\"}}");
        model.playDay(0);

        run(0);

        List<DriftResult> verdicts = verdicts(INCOME, 0);
        assertEquals(Verdict.STABLE, verdicts.get(0).verdict(), verdicts.get(0).reason());
        assertEquals(Verdict.INCONCLUSIVE, verdicts.get(3).verdict());
        assertEquals(
                "inconclusive: 0 values in the reference at the same hour, at least 100 are needed",
                verdicts.get(3).reason());
    }

    @Test
    void rowsWithoutTime_andShortReferences_sayWhyThereIsNoCalibration() {
        model.freezeReference(500);
        model.playDay(0);

        run(0);

        DriftResult verdict = verdict(INCOME, 0);
        assertNull(verdict.detail().get("calibration.floor"));
        assertTrue(
                verdict.reason()
                        .endsWith(
                                "; floor 0.1 of the policy, as the reference has 1 window of its"
                                        + " own, 10 are needed"),
                verdict.reason());
    }

    /** How far a day's incomes are from their mean, in standard deviations. */
    private interface Level {
        double of(int day);
    }

    private List<Loan> freeze(Level level, int rowsADay) {
        List<Loan> loans = new ArrayList<>();
        for (int day = 0; day < REFERENCE_DAYS; day++) {
            loans.addAll(model.shiftIncome(level.of(day)).loans(day - 40, rowsADay));
        }
        model.shiftIncome(0);
        freeze(loans);
        return loans;
    }

    private void freeze(List<Loan> loans) {
        long id = storage.references().collecting(scope.versionId()).orElseThrow();
        model.log().referenceRows(id, loans.stream().map(Loan::row).toList(), row -> null);
        storage.references().freeze(scope.versionId());
    }

    private List<Loan> dayAndNight(int day) {
        List<Loan> night =
                model.shiftIncome(-1).loans(day, 480).stream().filter(l -> hour(l) < 12).toList();
        List<Loan> all = new ArrayList<>(night);
        model.shiftIncome(1).loans(day, 480).stream().filter(l -> hour(l) >= 12).forEach(all::add);
        return all;
    }

    private static int hour(Loan loan) {
        return loan.row().eventTime().atZone(java.time.ZoneOffset.UTC).getHour();
    }

    private static List<OwnWindow<EmpiricalDistribution>> days(List<Loan> loans) {
        Map<Instant, List<Row>> byDay = new TreeMap<>();
        loans.forEach(
                loan ->
                        byDay.computeIfAbsent(
                                        loan.row().eventTime().truncatedTo(ChronoUnit.DAYS),
                                        day -> new ArrayList<>())
                                .add(loan.row()));
        return byDay.values().stream()
                .map(rows -> rows.stream().mapToDouble(row -> row.features().get(0)).toArray())
                .map(
                        values ->
                                FeatureProfile.ofNumeric(INCOME, values, 0, values.length, 0)
                                        .values())
                .map(values -> new OwnWindow<>(0, values))
                .toList();
    }

    private void policy(String body) {
        storage.policies().append(model.version().modelId(), body, "test", -1);
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

    private StoredCalibration only() {
        List<StoredCalibration> all = new Calibrations(storage.jdbi()).of(scope.versionId());
        assertEquals(1, all.size(), all.toString());
        return all.get(0);
    }

    private DriftResult verdict(Column column, int day) {
        return verdict(column, day, day + 1);
    }

    private DriftResult verdict(Column column, int from, int to) {
        return storage
                .results()
                .primaryDrift(scope, CreditRisk.day(from), CreditRisk.day(to))
                .stream()
                .filter(row -> row.column().equals(column))
                .filter(
                        row ->
                                row.window()
                                        .equals(
                                                new Window(
                                                        CreditRisk.day(from), CreditRisk.day(to))))
                .findFirst()
                .orElseThrow();
    }

    private List<DriftResult> verdicts(Column column, int day) {
        Window of = new Window(CreditRisk.day(day), CreditRisk.day(day + 1));
        return storage.results().primaryDrift(scope, of.start(), of.end()).stream()
                .filter(row -> row.column().equals(column))
                .toList();
    }
}
