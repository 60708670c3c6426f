// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.Window;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.reference.ProfiledReference;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EngineIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final int PARTITION_ROWS = 1000;
    private static final Instant LATER = CreditRisk.day(100);
    private static final WindowSpec DAYS =
            new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC);
    private static Engine engine;

    private final CreditRisk model = CreditRisk.register(POSTGRES.storage());

    @BeforeAll
    static void startSpark() {
        engine =
                Engine.start(
                        new AnalyzerSettings("local[2]", PARTITION_ROWS, 4096),
                        DatabaseAccess.of(POSTGRES.settings()));
    }

    @AfterAll
    static void stopSpark() {
        engine.close();
    }

    @Test
    void analyze_profilesWhatWasStored() {
        List<Loan> loans = model.predict(model.loans(0, 500));
        model.label(loans.subList(0, 100), Duration.ZERO);

        WindowAnalysis window = analyze(touched(0, 500, false)).get(0);

        double[] incomes = loans.stream().mapToDouble(l -> l.row().features().get(0)).toArray();
        FeatureProfile income =
                FeatureProfile.ofNumeric(Column.feature("income"), incomes, 0, incomes.length, 0);
        Map<String, Long> regions =
                loans.stream()
                        .collect(
                                Collectors.groupingBy(
                                        l -> l.row().category(), Collectors.counting()));
        long agesMissing = loans.stream().filter(l -> l.row().features().get(1) == null).count();
        assertEquals("2024-03-01", window.label());
        assertEquals(500, window.rows());
        assertEquals(loans.get(0).row().eventTime(), window.firstEvent());
        assertEquals(loans.get(499).row().eventTime(), window.lastEvent());
        assertEquals(income, column(window, Column.feature("income")).profile());
        assertEquals(income.summary(), column(window, Column.feature("income")).summary());
        assertEquals(
                regions,
                column(window, Column.feature("region")).profile().asCategories().counts());
        assertEquals(agesMissing, column(window, Column.feature("age")).profile().missing());
        assertEquals(500, column(window, Column.PROBABILITY).profile().n());
        assertEquals(500, column(window, Column.PREDICTION).profile().n());
        assertEquals(100, column(window, Column.LABEL).profile().n());
        assertEquals(400, column(window, Column.LABEL).profile().missing());
    }

    @Test
    void analyze_performanceCountsWhatIsLabelled() {
        List<Loan> loans = model.predict(model.loans(0, 500));
        List<Loan> known = loans.subList(0, 100);
        model.label(known, Duration.ZERO);
        long right =
                known.stream().filter(l -> l.actual().equals(l.row().predictedClass())).count();

        MetricValue accuracy = metric(analyze(touched(0, 500, false)).get(0), "accuracy");

        assertEquals(500, accuracy.n());
        assertEquals(100, accuracy.labelled());
        assertEquals(right, accuracy.successes());
        assertEquals(100, accuracy.trials());
    }

    /** How a window is cut up for reading is nobody's business. */
    @Test
    void analyze_largeWindowEqualsTheSameReadWhole() {
        List<Loan> loans = model.predict(model.loans(0, 5 * PARTITION_ROWS));
        model.label(loans, Duration.ZERO);
        ReferenceProfiles reference = reference();

        List<WindowAnalysis> cut = analyze(reference, touched(0, 5 * PARTITION_ROWS, false));
        List<WindowAnalysis> whole = analyze(reference, touched(0, 1, false));

        assertEquals(whole.get(0).columns(), cut.get(0).columns());
        assertEquals(whole.get(0).rows(), cut.get(0).rows());
        assertEquals(figures(whole.get(0)), figures(cut.get(0)));
        assertTrue(whole.get(0).columns().stream().noneMatch(c -> c.tests().isEmpty()));
    }

    @Test
    void analyze_sameRowsGiveTheSameBits() {
        List<Loan> loans = model.predict(model.loans(0, 3 * PARTITION_ROWS));
        model.label(loans, Duration.ZERO);
        TouchedWindow window = touched(0, 3 * PARTITION_ROWS, false);

        assertEquals(analyze(window), analyze(window));
    }

    @Test
    void analyze_manyWindowsInTheOrderAsked() {
        for (int day = 0; day < 12; day++) {
            model.predict(model.loans(day, 20 + day));
        }
        TouchedWindow[] windows = new TouchedWindow[12];
        for (int day = 0; day < 12; day++) {
            windows[day] = touched(day, day == 5 ? PARTITION_ROWS + 1 : 20, false);
        }

        List<WindowAnalysis> analyses = analyze(windows);

        assertEquals(
                List.of(20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L, 31L),
                analyses.stream().map(WindowAnalysis::rows).toList());
    }

    @Test
    void analyze_labelsOnlyReadsNoFeature() {
        List<Loan> loans = model.predict(model.loans(0, 200));
        model.label(loans, Duration.ZERO);

        WindowAnalysis window = analyze(touched(0, 200, true)).get(0);

        assertEquals(
                List.of(Column.LABEL),
                window.columns().stream().map(ColumnAnalysis::column).toList());
        assertEquals(200, metric(window, "accuracy").labelled());
    }

    @Test
    void analyze_windowWithoutRowsIsLeftOut() {
        assertEquals(List.of(), analyze(touched(0, 1, false)));
    }

    /** One to read small windows, however many; one for each large one. */
    @Test
    void analyze_numberOfJobsDoesNotGrow() {
        for (int day = 0; day < 8; day++) {
            model.predict(model.loans(day, 10));
        }
        model.predict(model.loans(8, 3 * PARTITION_ROWS));
        TouchedWindow[] windows = new TouchedWindow[9];
        for (int day = 0; day < 8; day++) {
            windows[day] = touched(day, 10, false);
        }
        windows[8] = touched(8, 3 * PARTITION_ROWS, false);

        JobCount jobs = new JobCount();
        engine.spark().sc().addSparkListener(jobs);
        analyze(windows);
        engine.warmUp();

        // Events come in order: after the warm-up's job, those before it have been counted.
        await().until(() -> jobs.jobs() >= 3);
        assertEquals(3, jobs.jobs());
        assertEquals(1 + 2 + 2, jobs.stages());
    }

    @Test
    void profile_referenceIsExactHoweverItIsCut() {
        long id = model.freezeReference(5000);

        ProfiledReference whole = profile(id, 1);
        ProfiledReference cut = profile(id, 7);

        assertEquals(5000, whole.rows());
        assertEquals(5000, cut.rows());
        assertEquals(byColumn(whole), byColumn(cut));
        assertEquals(CreditRisk.day(-30), whole.firstEvent());
        assertEquals(0.0, byColumn(whole).get(Column.feature("income")).values().rankErrorMax());
        assertEquals(5000, byColumn(whole).get(Column.LABEL).n());
        assertTrue(whole.performance().stream().allMatch(metric -> metric.labelled() == 5000));
    }

    private ReferenceProfiles reference() {
        return new ReferenceProfiles(profile(model.freezeReference(500), 1).profiles());
    }

    private ProfiledReference profile(long id, int parts) {
        return engine.profile(
                model.version().definition(),
                id,
                ReferenceRows.cut(POSTGRES.storage().jdbi(), id, parts));
    }

    private static Map<Column, FeatureProfile> byColumn(ProfiledReference reference) {
        Map<Column, FeatureProfile> profiles = new TreeMap<>();
        reference.profiles().forEach(profile -> profiles.put(profile.column(), profile));
        return profiles;
    }

    private List<WindowAnalysis> analyze(TouchedWindow... windows) {
        return analyze(ReferenceProfiles.NONE, windows);
    }

    private List<WindowAnalysis> analyze(ReferenceProfiles reference, TouchedWindow... windows) {
        RunView view =
                new RunView(
                        model.version().modelId(),
                        model.version().versionId(),
                        CreditRisk.PRODUCTION,
                        LATER,
                        Duration.ofDays(30));
        WindowJob job =
                new WindowJob(
                        view,
                        model.version().definition(),
                        DriftSettings.DEFAULTS,
                        DAYS,
                        List.of(windows),
                        false);
        // Each version has its own numbers, so its id can stand for the reference's.
        return engine.analyze(job, -model.version().versionId(), () -> reference);
    }

    private static TouchedWindow touched(int day, long rows, boolean labelsOnly) {
        Window window = new Window(CreditRisk.day(day), CreditRisk.day(day + 1));
        return new TouchedWindow(window, rows, labelsOnly);
    }

    private static ColumnAnalysis column(WindowAnalysis window, Column column) {
        return window.columns().stream()
                .filter(c -> c.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static MetricValue metric(WindowAnalysis window, String name) {
        return window.performance().stream()
                .filter(m -> m.metric().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** To twelve digits: sums of rounded numbers depend on how they are grouped. */
    private static List<String> figures(WindowAnalysis window) {
        return window.performance().stream()
                .map(
                        m ->
                                String.format(
                                        "%s %.12g %d %d",
                                        m.metric(), m.value(), m.n(), m.labelled()))
                .toList();
    }
}
