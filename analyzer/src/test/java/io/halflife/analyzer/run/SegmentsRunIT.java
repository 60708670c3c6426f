// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.analyzer.engine.WindowJob;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.segment.SegmentKey;
import io.halflife.monitor.segment.SegmentValues;
import io.halflife.monitor.window.CalendarWindows;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.TableDump;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.segment.SegmentResults;
import io.halflife.storage.segment.SegmentStanding;
import io.halflife.storage.segment.StoredSegment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Segments from rows to stored results. Every 20th loan is of a region of its own. */
class SegmentsRunIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final String RARE = "<img src=x onerror=alert('東京')>";
    private static final SegmentKey REGION = SegmentKey.feature("region");
    private static final SegmentKey SITE = SegmentKey.tag("site");
    private static final Segment RARE_REGION = Segment.of(REGION, RARE);
    private static final Column INCOME = Column.feature("income");
    private static final int ROWS = 1200;

    /** So few that a segment keeps every value. */
    private static final int FEW = 250;

    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);
    private final CreditRisk model = CreditRisk.register(storage);
    private final VersionScope scope =
            new VersionScope(model.version().versionId(), CreditRisk.PRODUCTION);
    private final SegmentResults results = new SegmentResults(storage.jdbi());

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
    void run_findsTheDriftOfOneSegmentThatTheWholeDoesNotShow() {
        policy("{\"segments\":[\"region\"]}");
        freezeReference(4000);
        play(0, 0);
        play(1, 3);
        play(2, 3);

        runAfterDay(2);

        assertEquals(Verdict.STABLE, whole(2).verdict());
        DriftResult rare = verdict(RARE_REGION, 2);
        assertEquals(Verdict.STABLE, verdict(RARE_REGION, 0).verdict());
        assertEquals(Verdict.DRIFTED, rare.verdict());
        assertEquals(AlarmState.ALARM, rare.alarmState());
        assertEquals(200, rare.nReference());
        assertEquals(60, rare.n());
        assertEquals(Verdict.STABLE, verdict(Segment.of(REGION, "north"), 2).verdict());
        SegmentStanding standing = standing(RARE_REGION, 2);
        assertEquals("ALARM", standing.state());
        assertEquals(60, standing.rows());
        assertEquals(60, standing.performance("accuracy").orElseThrow().labelled());
        assertFalse(Double.isNaN(standing.performance("accuracy").orElseThrow().low()));
    }

    @Test
    void run_againAndInPortionsGivesIdenticalRows() {
        policy("{\"segments\":[\"region\"]}");
        freezeReference(2000);
        play(0, 0);
        play(1, 3);
        runAfterDay(0);
        runAfterDay(1);
        Map<String, List<String>> portions = segmentTables();

        runAfterDay(1);

        assertEquals(portions, segmentTables());
        assertFalse(portions.get("segment_verdict").isEmpty());
    }

    /** Other models of this class have rows in the same tables; they do not change meanwhile. */
    private Map<String, List<String>> segmentTables() {
        Map<String, List<String>> dump = new TreeMap<>(TableDump.of(storage));
        dump.keySet().removeIf(table -> !table.contains("segment"));
        return dump;
    }

    @Test
    void run_lateLabelsReopenTheSegmentsToo() {
        policy("{\"segments\":[\"region\"]}");
        freezeReference(2000);
        List<Loan> loans = model.predict(loans(0, 0));
        model.label(loans.subList(0, 600), Duration.ZERO);
        runAfterDay(0);
        DriftResult before = verdict(RARE_REGION, 0);
        assertEquals(30, accuracy(RARE_REGION, 0).labelled());

        model.label(loans.subList(600, ROWS), Duration.ofHours(26));
        runAfterDay(1);

        assertEquals(60, accuracy(RARE_REGION, 0).labelled());
        assertEquals(before, verdict(RARE_REGION, 0));
    }

    @Test
    void run_aSegmentThatVanishesIsNotForgotten() {
        policy("{\"segments\":[\"region\"]}");
        freezeReference(2000);
        play(0, 3);
        play(1, 3);
        runAfterDay(1);
        assertEquals("ALARM", standing(RARE_REGION, 1).state());
        model.playDay(2);

        runAfterDay(2);

        SegmentStanding gone = standing(RARE_REGION, 2);
        assertEquals(0, gone.rows());
        assertEquals("INCONCLUSIVE", gone.state());
        assertEquals(CreditRisk.day(2), gone.lastSeen());
    }

    /** One value for each row: 20 segments, the rest, and nothing else, in storage as in memory. */
    @Test
    void run_aTagWithAHundredThousandValuesIsBounded() {
        policy("{\"segments\":[\"tag:site\"]}");
        model.playDay(0);
        storage.jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("set local statement_timeout = '5min'");
                            handle.execute(
                                    """
                                    insert into prediction (model_id, event_time, prediction_id,
                                      version_id, environment, numeric_features,
                                      categorical_features, predicted_class, score, non_finite,
                                      content_hash, received_at, available_at, tags)
                                    select model_id, event_time, gen_random_uuid(), version_id,
                                      environment, numeric_features, categorical_features,
                                      predicted_class, score, non_finite, content_hash,
                                      received_at, available_at,
                                      jsonb_build_object('site', case when i % 4 = 0 then 'home'
                                        else 's-' || i || prediction_id end)
                                      from prediction, generate_series(1, 334) i
                                     where model_id = ?
                                    """,
                                    model.version().modelId());
                        });

        runAfterDay(0);

        List<SegmentStanding> found = results.standings(scope, window(0), List.of(SITE));
        assertEquals(22, found.size());
        assertEquals(Segment.of(SITE, "home"), found.get(0).segment());
        assertEquals(83 * 300, found.get(0).rows());
        assertEquals(300, standing(Segment.missing(SITE), 0).rows());
        assertEquals(
                335 * 300, found.stream().mapToLong(SegmentStanding::rows).sum(), "each row once");
    }

    /** The reference's rows carry no tags: nothing is compared, and nothing pretends to be. */
    @Test
    void run_aTagThatTheReferenceDoesNotHaveIsInconclusive() {
        policy("{\"segments\":[\"tag:site\"]}");
        freezeReference(1000);
        model.playDay(0);
        tag(0);

        runAfterDay(0);

        DriftResult home = verdict(Segment.of(SITE, "home"), 0);
        assertEquals(Verdict.INCONCLUSIVE, home.verdict());
        assertEquals(0, home.nReference());
        assertTrue(accuracy(Segment.of(SITE, "home"), 0).labelled() > 0);
    }

    @Test
    void run_aMovingReferenceComparesSegmentsWithTheirOwnPast() {
        policy("{\"segments\":[\"region\"]}");
        storage.references()
                .put(
                        model.version().versionId(),
                        new ReferenceDraft(ReferenceKind.PREVIOUS, Json.object(), 0));
        play(0, 0);
        play(1, 0);
        play(2, 3);

        runAfterDay(2);

        assertEquals(Verdict.INCONCLUSIVE, verdict(RARE_REGION, 0).verdict());
        assertEquals(60, verdict(RARE_REGION, 2).nReference());
        assertEquals(window(1), verdict(RARE_REGION, 2).comparedWith());
    }

    /** What the segments of a key hold together is what the window holds, to the last bit. */
    @Test
    void segments_ofOneKeyMergeToTheWhole() {
        List<Loan> loans = loans(0, 1).subList(0, FEW);
        model.label(model.predict(loans).subList(0, 200), Duration.ZERO);
        tag(0);
        for (List<SegmentValues> keys : divisions()) {
            for (long rows : new long[] {FEW, 5000}) {
                ReadWindows read = read(keys, rows);
                for (SegmentValues key : keys) {
                    requireMerged(read.whole().get(0), parts(read, key.key()));
                }
            }
        }
    }

    private static List<WindowAnalysis> parts(ReadWindows read, SegmentKey key) {
        List<WindowAnalysis> parts = new ArrayList<>();
        read.segments()
                .forEach(
                        (segment, windows) -> {
                            if (segment.key().equals(key)) {
                                parts.add(windows.get(0));
                            }
                        });
        return parts;
    }

    private static void requireMerged(WindowAnalysis whole, List<WindowAnalysis> parts) {
        assertEquals(FEW, parts.stream().mapToLong(WindowAnalysis::rows).sum());
        assertEquals(6, whole.columns().size());
        for (ColumnAnalysis column : whole.columns()) {
            assertEquals(column.profile(), merged(parts, column.column()));
        }
    }

    /** With values, without any, and two keys at once. */
    private static List<List<SegmentValues>> divisions() {
        SegmentValues regions = new SegmentValues(REGION, List.of("north", RARE));
        SegmentValues sites = new SegmentValues(SITE, List.of("home"));
        return List.of(
                List.of(regions),
                List.of(new SegmentValues(SITE, List.of())),
                List.of(regions, sites));
    }

    /**
     * One read of the day.
     *
     * @param rows as many as the plan believes: many are read in parts
     */
    private ReadWindows read(List<SegmentValues> keys, long rows) {
        RunView view =
                new RunView(
                        model.version().modelId(),
                        scope.versionId(),
                        CreditRisk.PRODUCTION,
                        CreditRisk.day(90),
                        Duration.ofDays(30));
        WindowJob job =
                new WindowJob(
                        view,
                        model.version().definition(),
                        WindowJob.NO_REFERENCE,
                        DriftSettings.DEFAULTS,
                        new CalendarWindows(CalendarWindows.Unit.DAY, ZoneOffset.UTC),
                        List.of(new TouchedWindow(window(0), rows, false)),
                        false);
        return engine.readDivided(List.of(job.dividedBy(new Division(keys))))
                .get(0)
                .result()
                .orElseThrow();
    }

    private static FeatureProfile merged(List<WindowAnalysis> parts, Column column) {
        return parts.stream()
                .flatMap(part -> part.columns().stream())
                .filter(c -> c.column().equals(column))
                .map(ColumnAnalysis::profile)
                .reduce(FeatureProfile::merge)
                .orElseThrow();
    }

    private void policy(String body) {
        storage.policies().append(model.version().modelId(), body, "test", -1);
    }

    private void freezeReference(int rows) {
        long id = storage.references().collecting(scope.versionId()).orElseThrow();
        List<Row> reference = new ArrayList<>();
        List<Loan> loans = model.loans(-30, rows);
        for (int i = 0; i < rows; i++) {
            reference.add(i % 20 == 0 ? rare(loans.get(i), 0).row() : loans.get(i).row());
        }
        model.log().referenceRows(id, reference, row -> row.predictedClass());
        assertTrue(storage.references().freeze(scope.versionId()).isPresent());
    }

    /** A day of which the incomes of every 20th loan are higher by so many deviations. */
    private void play(int day, double deviations) {
        model.label(model.predict(loans(day, deviations)), Duration.ZERO);
    }

    private List<Loan> loans(int day, double deviations) {
        List<Loan> loans = new ArrayList<>(model.loans(day, ROWS));
        for (int i = 0; i < ROWS; i += 20) {
            loans.set(i, rare(loans.get(i), deviations));
        }
        return loans;
    }

    private static Loan rare(Loan loan, double deviations) {
        Row row = loan.row();
        double income = row.features().get(0) + 10_000 * deviations;
        List<Double> features = Arrays.asList(income, row.features().get(1));
        return new Loan(
                new Row(
                        row.eventTime(),
                        row.id(),
                        features,
                        RARE,
                        row.predictedClass(),
                        row.score()),
                loan.actual());
    }

    /** Half of the day's rows are of the site "home", a quarter of "away", the rest of none. */
    private void tag(int day) {
        storage.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        update prediction set tags = case
                                            when numeric_features[1] < 40000
                                              then jsonb_build_object('site', 'home')
                                            when numeric_features[1] < 47000
                                              then jsonb_build_object('site', 'away') end
                                         where model_id = ? and event_time >= ? and event_time < ?
                                        """,
                                        model.version().modelId(),
                                        CreditRisk.day(day),
                                        CreditRisk.day(day + 1)));
    }

    private static Window window(int day) {
        return new Window(CreditRisk.day(day), CreditRisk.day(day + 1));
    }

    private void runAfterDay(int day) {
        Instant asOf = CreditRisk.day(day + 1).plus(Duration.ofHours(3));
        analyzer.analyze(
                new AnalysisRequest(
                        Optional.of(model.name()),
                        Optional.of("1"),
                        Optional.of(CreditRisk.PRODUCTION),
                        Optional.of(asOf),
                        ""));
    }

    private DriftResult whole(int day) {
        return income(storage.results().drift(scope, CreditRisk.day(day), CreditRisk.day(day + 1)));
    }

    private DriftResult verdict(Segment segment, int day) {
        return income(results.drift(stored(segment), CreditRisk.day(day), CreditRisk.day(day + 1)));
    }

    private static DriftResult income(List<DriftResult> rows) {
        return rows.stream()
                .filter(row -> row.primary() && row.column().equals(INCOME))
                .findFirst()
                .orElseThrow();
    }

    private PerformanceValue accuracy(Segment segment, int day) {
        return results
                .performance(stored(segment), CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(value -> value.metric().equals("accuracy"))
                .findFirst()
                .orElseThrow();
    }

    private StoredSegment stored(Segment segment) {
        return results.find(scope, segment.text()).orElseThrow();
    }

    private SegmentStanding standing(Segment segment, int day) {
        return results.standings(scope, window(day), List.of(segment.key())).stream()
                .filter(s -> s.segment().equals(segment))
                .findFirst()
                .orElseThrow();
    }
}
