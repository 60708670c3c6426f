// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.CreditRisk.Loan;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.json.Json;
import io.halflife.storage.reference.ReferenceDraft;
import io.halflife.storage.reference.ReferenceHistory;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** References of every kind from the store to the verdict. */
class ReferencesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Column INCOME = Column.feature("income");
    private static final Column REGION = Column.feature("region");
    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);
    private final CreditRisk model = CreditRisk.register(storage);
    private final VersionScope scope = scopeOf(model);

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

    /** Two models with the same rows, one of which only sends what it knows of its reference. */
    @Test
    void declaredProfile_agreesWithTheRowsWithinItsResolution() {
        model.freezeReference(2000);
        CreditRisk declaring = CreditRisk.register(storage);
        put(declaring, ReferenceKind.PROFILE, profile(declaring.loans(-30, 2000), 100), 2000);
        for (CreditRisk each : List.of(model, declaring)) {
            each.playDay(0);
            each.shiftIncome(1).playDay(1);
            run(each, 1);
        }

        for (int day = 0; day < 2; day++) {
            DriftResult exact = verdict(model, INCOME, day);
            DriftResult known = verdict(declaring, INCOME, day);
            double off = known.detail().get("rank_error");
            assertTrue(off > 0 && off < 0.01, "rank error " + off);
            assertEquals(exact.statistic(), known.statistic(), off + 1e-9);
            assertTrue(known.p() >= exact.p(), "p became smaller");
            assertEquals(exact.verdict(), known.verdict(), known.reason());
            assertEquals(
                    verdict(model, REGION, day).statistic(),
                    verdict(declaring, REGION, day).statistic(),
                    1e-9);
        }
        assertEquals(Verdict.DRIFTED, verdict(declaring, INCOME, 1).verdict());
        assertEquals(0.7, performance(declaring), 0, "what was declared");
    }

    /** Quartiles cannot tell a shift of this size from none: that is said, and is no drift. */
    @Test
    void declaredProfile_differenceWithinItsResolutionIsInconclusive() {
        put(model, ReferenceKind.PROFILE, profile(model.loans(-30, 2000), 4), 2000);
        model.shiftIncome(0.1).playDay(0);

        run(model, 0);

        DriftResult income = verdict(model, INCOME, 0);
        assertEquals(Verdict.INCONCLUSIVE, income.verdict(), income.reason());
        assertTrue(income.reason().contains("of it is certain"), income.reason());
        assertTrue(income.detail().get("effect_least") < 0.1, income.detail().toString());
    }

    @Test
    void window_isProfiledFromItsRowsAndLabels() {
        List<Loan> first = model.playDay(0);
        List<Loan> second = model.playDay(1);
        StoredReference put = putWindow(0, 2);
        model.playDay(2);

        run(model, 2);

        List<FeatureProfile> profiles = storage.references().profiles(put.id());
        assertEquals(incomes(first, second), of(profiles, INCOME));
        assertEquals(600, storage.references().facts(put.id()).orElseThrow().rows());
        assertFalse(storage.results().referencePerformance(put.id()).isEmpty());
        assertEquals("rows", only(put).reference().source());
        assertEquals(put.id(), verdict(model, INCOME, 2).referenceId());
    }

    @Test
    void window_thatIsNotOverYetWaits() {
        model.playDay(0);
        model.playDay(1);
        StoredReference put = putWindow(0, 2);

        run(model, 0);
        assertEquals("FROZEN", only(put).reference().state().state());
        run(model, 2);

        assertEquals("PROFILED", only(put).reference().state().state());
    }

    /**
     * What was dropped is known by the windows that were analysed, if the stretch is made of them.
     */
    @Test
    void window_ofDroppedRowsIsMergedFromWindows() {
        List<Loan> first = model.playDay(0);
        List<Loan> second = model.playDay(1);
        model.playDay(2);
        run(model, 2);
        drop(2);
        StoredReference whole = putWindow(0, 2);
        run(model, 3);

        assertEquals(incomes(first, second), of(storage.references().profiles(whole.id()), INCOME));
        assertEquals("windows", only(whole).reference().source());
        assertTrue(performance(model) > 0.5, "shares are pooled");
    }

    @Test
    void window_ofDroppedRowsThatCutsAWindowIsGivenUp() {
        model.freezeReference(500);
        model.playDay(0);
        model.playDay(1);
        run(model, 1);
        long before = verdict(model, INCOME, 0).referenceId();
        drop(2);
        StoredReference cut =
                put(
                        model,
                        ReferenceKind.WINDOW,
                        windowBody(CreditRisk.day(0), CreditRisk.day(1).plus(Duration.ofHours(5))),
                        0);

        run(model, 2);

        StoredReference given = only(cut).reference();
        assertEquals("FAILED", given.state().state());
        assertTrue(given.failure().contains("whole windows"), given.failure());
        assertEquals(before, storage.references().inForce(scope.versionId()).orElseThrow().id());
    }

    /** A moving reference is the merge of what is stored, and a second run says the same. */
    @Test
    void trailing_isTheMergeOfTheWindowsBefore() {
        ObjectNode length = Json.object().put("length", "P2D");
        StoredReference put = put(model, ReferenceKind.TRAILING, length, 0);
        for (int day = 0; day < 4; day++) {
            model.playDay(day);
        }
        run(model, 3);

        DriftResult judged = verdict(model, INCOME, 3);
        assertEquals(put.id(), judged.referenceId());
        assertEquals(new Window(CreditRisk.day(1), CreditRisk.day(3)), judged.comparedWith());
        assertEquals(byHand(INCOME, 3, 1, 2).statistic(), judged.statistic());
        assertEquals(600, judged.nReference());
        DriftResult first = verdict(model, INCOME, 0);
        assertEquals(Verdict.INCONCLUSIVE, first.verdict());
        assertNull(first.comparedWith());
        String rows = verdictRows();
        assertEquals(4, run(model, 3).windows(), "the first run of a clock starts anew");
        assertEquals(rows, verdictRows());
    }

    @Test
    void previous_isTheWindowBeforeWhetherReadNowOrStored() {
        put(model, ReferenceKind.PREVIOUS, Json.object(), 0);
        model.playDay(0);
        run(model, 0);
        model.shiftIncome(1).playDay(1);

        run(model, 1);

        DriftResult judged = verdict(model, INCOME, 1);
        assertEquals(byHand(INCOME, 1, 0).statistic(), judged.statistic());
        assertEquals(Verdict.DRIFTED, judged.verdict());
        assertEquals(new Window(CreditRisk.day(0), CreditRisk.day(1)), judged.comparedWith());
    }

    /** The rule: a closed window keeps its verdict, until something late opens it again. */
    @Test
    void replacing_keepsOldVerdictsUntilTheirWindowIsOpened() {
        long old = model.freezeReference(1000);
        model.playDay(0);
        model.playDay(1);
        run(model, 1);
        StoredReference put = putWindow(0, 1);
        model.playDay(2);
        model.log()
                .latePredictions(
                        List.of(renamed(model.loans(1, 1).get(0).row())),
                        Duration.ofDays(1).plus(GRACE));

        run(model, 2);

        assertEquals(old, verdict(model, INCOME, 0).referenceId());
        assertEquals(put.id(), verdict(model, INCOME, 1).referenceId(), "it was opened again");
        assertEquals(put.id(), verdict(model, INCOME, 2).referenceId());
        List<ReferenceHistory.Entry> history = history();
        assertEquals(history.get(0).to(), history.get(1).from());
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

    private StoredReference putWindow(int from, int to) {
        return put(
                model,
                ReferenceKind.WINDOW,
                windowBody(CreditRisk.day(from), CreditRisk.day(to)),
                0);
    }

    private static ObjectNode windowBody(Instant from, Instant to) {
        return Json.object()
                .put("environment", CreditRisk.PRODUCTION)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("from_version", "1");
    }

    private StoredReference put(CreditRisk of, ReferenceKind kind, ObjectNode body, long rows) {
        return storage.references()
                .put(of.version().versionId(), new ReferenceDraft(kind, body, rows));
    }

    /** What a training pipeline would send: so many equally spaced quantiles, all names. */
    private static ObjectNode profile(List<Loan> loans, int parts) {
        ObjectNode body = Json.object().put("kind", "profile").put("rows", loans.size());
        ObjectNode columns = body.putObject("columns");
        EmpiricalDistribution values = incomes(loans, List.of()).values();
        ArrayNode quantiles = columns.putObject("income").putArray("quantiles");
        for (int i = 0; i <= parts; i++) {
            quantiles.add(values.quantile(i / (double) parts).value());
        }
        ObjectNode top = columns.putObject("region").putObject("top");
        loans.forEach(
                loan -> {
                    String name = loan.row().category();
                    top.put(name, top.path(name).asLong() + 1);
                });
        body.putObject("performance").putObject("accuracy").put("value", 0.7).put("n", 2000);
        return body;
    }

    private static FeatureProfile incomes(List<Loan> first, List<Loan> second) {
        double[] values =
                Stream.of(first, second)
                        .flatMap(List::stream)
                        .mapToDouble(loan -> loan.row().features().get(0))
                        .toArray();
        return FeatureProfile.ofNumeric(INCOME, values, 0, values.length, 0);
    }

    private static FeatureProfile of(List<FeatureProfile> profiles, Column column) {
        return profiles.stream().filter(p -> p.column().equals(column)).findFirst().orElseThrow();
    }

    private TestResult byHand(Column column, int judged, int... before) {
        Map<Window, FeatureProfile> stored =
                new WindowProfiles(storage.jdbi(), scope)
                        .of(column, CreditRisk.day(0), CreditRisk.day(9));
        FeatureProfile reference = stored.get(day(before[0]));
        for (int i = 1; i < before.length; i++) {
            reference = reference.merge(stored.get(day(before[i])));
        }
        return DriftTests.compare(reference, stored.get(day(judged)), DriftSettings.DEFAULTS)
                .stream()
                .filter(TestResult::primary)
                .findFirst()
                .orElseThrow();
    }

    private static Window day(int day) {
        return new Window(CreditRisk.day(day), CreditRisk.day(day + 1));
    }

    /** As retention does: the predictions before a day are gone. */
    private void drop(int day) {
        storage.jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "delete from prediction where model_id = ? and event_time < ?",
                                        model.version().modelId(),
                                        CreditRisk.day(day)));
    }

    private List<ReferenceHistory.Entry> history() {
        return new ReferenceHistory(storage.jdbi()).of(scope.versionId());
    }

    private ReferenceHistory.Entry only(StoredReference reference) {
        return history().stream()
                .filter(entry -> entry.reference().id() == reference.id())
                .findFirst()
                .orElseThrow();
    }

    private double performance(CreditRisk of) {
        StoredReference inForce =
                storage.references().inForce(of.version().versionId()).orElseThrow();
        return storage.references().facts(inForce.id()).orElseThrow().performanceOf("accuracy");
    }

    private RunSummary run(CreditRisk of, int day) {
        Instant asOf = CreditRisk.day(day + 1).plus(GRACE);
        return analyzer.analyze(
                        new AnalysisRequest(
                                Optional.of(of.name()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(asOf),
                                ""))
                .get(0);
    }

    private DriftResult verdict(CreditRisk of, Column column, int day) {
        return storage
                .results()
                .primaryDrift(scopeOf(of), CreditRisk.day(day), CreditRisk.day(day + 1))
                .stream()
                .filter(row -> row.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static VersionScope scopeOf(CreditRisk of) {
        return new VersionScope(of.version().versionId(), CreditRisk.PRODUCTION);
    }

    private String verdictRows() {
        return storage.jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select string_agg(t::text, ';' order by t::text)"
                                                        + " from drift_verdict t"
                                                        + " where version_id = :version")
                                        .bind("version", scope.versionId())
                                        .mapTo(String.class)
                                        .one());
    }
}
