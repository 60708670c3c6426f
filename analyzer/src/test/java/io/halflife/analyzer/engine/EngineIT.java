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
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.reference.ProfiledReference;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
        long reference = reference();

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

    /** One to read all small windows and one for all large ones, of whatever models. */
    @Test
    void read_numberOfJobsDoesNotGrow() {
        TouchedWindow small = touched(0, 10, false);
        TouchedWindow large = touched(1, 3 * PARTITION_ROWS, false);
        List<WindowJob> jobs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CreditRisk one = CreditRisk.register(POSTGRES.storage());
            one.predict(one.loans(0, 10));
            one.predict(one.loans(1, 20));
            jobs.add(job(one, WindowJob.NO_REFERENCE, small, large));
        }

        assertEquals(3, jobsToRead(jobs.subList(0, 1)));
        assertEquals(3, jobsToRead(jobs));
    }

    /** With their stages: one without a shuffle, one with. */
    private static int jobsToRead(List<WindowJob> jobs) {
        JobCount count = new JobCount();
        engine.spark().sc().addSparkListener(count);
        List<Attempt<List<WindowAnalysis>>> read = engine.read(jobs);
        engine.warmUp();
        // Events come in order: after the warm-up's job, those before it have been counted.
        await().until(() -> count.jobs() >= 3);
        engine.spark().sc().removeSparkListener(count);
        assertTrue(read.stream().allMatch(a -> a.result().orElseThrow().size() == 2));
        assertEquals(1 + 2 + 2, count.stages());
        return count.jobs();
    }

    @Test
    void read_rowsThatCannotBeReadFailTheirModelOnly() {
        CreditRisk broken = CreditRisk.register(POSTGRES.storage());
        broken.log().predictions(List.of(Row.at(CreditRisk.day(0), "one feature too few")));
        model.predict(model.loans(0, 10));
        model.predict(model.loans(1, 10));
        TouchedWindow[] both = {touched(0, 10, false), touched(1, 3 * PARTITION_ROWS, false)};
        TouchedWindow[] large = {touched(0, 3 * PARTITION_ROWS, false)};

        List<Attempt<List<WindowAnalysis>>> read =
                engine.read(
                        List.of(
                                job(broken, WindowJob.NO_REFERENCE, both),
                                job(broken, WindowJob.NO_REFERENCE, large),
                                job(model, WindowJob.NO_REFERENCE, both)));

        String failure = "a row has 1 values where its signature has 2";
        assertEquals(failure, read.get(0).failure());
        assertEquals(failure, read.get(1).failure());
        assertEquals(2, read.get(2).result().orElseThrow().size());
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

    private long reference() {
        long id = model.freezeReference(500);
        POSTGRES.storage().references().keep(profile(id, 1));
        return id;
    }

    private ProfiledReference profile(long id, int parts) {
        List<ReferenceRows> cut = ReferenceRows.cut(POSTGRES.storage().jdbi(), id, parts);
        ReferenceJob job = new ReferenceJob(id, model.version().definition(), cut);
        return engine.profile(List.of(job)).get(0).result().orElseThrow();
    }

    private static Map<Column, FeatureProfile> byColumn(ProfiledReference reference) {
        Map<Column, FeatureProfile> profiles = new TreeMap<>();
        reference.profiles().forEach(profile -> profiles.put(profile.column(), profile));
        return profiles;
    }

    private List<WindowAnalysis> analyze(TouchedWindow... windows) {
        return analyze(WindowJob.NO_REFERENCE, windows);
    }

    private List<WindowAnalysis> analyze(long referenceId, TouchedWindow... windows) {
        return engine.read(List.of(job(model, referenceId, windows))).get(0).result().orElseThrow();
    }

    private static WindowJob job(CreditRisk model, long referenceId, TouchedWindow... windows) {
        RunView view =
                new RunView(
                        model.version().modelId(),
                        model.version().versionId(),
                        CreditRisk.PRODUCTION,
                        LATER,
                        Duration.ofDays(30));
        return new WindowJob(
                view,
                model.version().definition(),
                referenceId,
                DriftSettings.DEFAULTS,
                DAYS,
                List.of(windows),
                false);
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
