// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.outline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.report.Reports;
import io.halflife.storage.results.StoredProfile;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten days of a version with two columns, judged on their primary and two further tests. */
class OutlinesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAYS = 10;
    private static final Column AGE = Column.feature("age");
    private static final Column REGION = Column.feature("region");
    private static final FeatureProfile LARGE =
            FeatureProfile.ofNumeric(AGE, new Random(3).doubles(5_000).toArray(), 0, 5_000, 0);
    private static final FeatureProfile SMALL =
            FeatureProfile.ofCategories(REGION, Map.of("north", 40L, "south", 60L), 2);

    private static VersionScope scope;
    private static long referenceId;

    @BeforeAll
    static void seed() {
        scope =
                new VersionScope(
                        POSTGRES.storage().jdbi().withHandle(OutlinesIT::version), "production");
        referenceId = reference();
        List<DriftResult> verdicts = new ArrayList<>();
        List<WindowProfile> profiles = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            verdicts.addAll(verdicts(i));
            profiles.add(new WindowProfile(day(i), label(i), LARGE.summary(), LARGE));
            profiles.add(new WindowProfile(day(i), label(i), SMALL.summary(), SMALL));
        }
        POSTGRES.storage()
                .reports()
                .write(
                        Reports.of(
                                new ModelVersion("credit-risk", "1"),
                                day(DAYS).start(),
                                profiles,
                                verdicts,
                                List.of(),
                                List.of(),
                                List.of()),
                        Reports.facts(scope.versionId()));
    }

    @Test
    void newest_areTheLastWindowsOldestFirst() {
        assertEquals(
                List.of(judged(7), judged(8), judged(9)),
                history().newest(scope, DriftHistory.Cut.CURRENT, 3));
        assertEquals(DAYS, history().newest(scope, DriftHistory.Cut.CURRENT, 90).size());
    }

    @Test
    void upTo_endsWithTheWindow() {
        assertEquals(
                List.of(judged(3), judged(4)),
                history().upTo(scope, DriftHistory.Cut.CURRENT, day(4), 2));
        assertEquals(
                Optional.of(judged(5)), history().after(scope, DriftHistory.Cut.CURRENT, day(4)));
        assertEquals(Optional.empty(), history().after(scope, DriftHistory.Cut.CURRENT, day(9)));
    }

    @Test
    void labelled_isTheWindowOfThatName() {
        assertEquals(
                Optional.of(judged(2)),
                history().labelled(scope, DriftHistory.Cut.CURRENT, "2026-01-03"));
        assertEquals(
                Optional.empty(),
                history().labelled(scope, DriftHistory.Cut.CURRENT, "2026-02-30"));
    }

    @Test
    void windows_ofAnotherEnvironment_areNone() {
        VersionScope staging = new VersionScope(scope.versionId(), "staging");

        assertEquals(List.of(), history().newest(staging, DriftHistory.Cut.CURRENT, 90));
    }

    @Test
    void points_arePrimaryTestsOfEveryColumn() {
        List<HistoryPoint> points =
                history().points(scope, DriftHistory.Cut.CURRENT, day(2), day(4));

        assertEquals(6, points.size());
        assertEquals(Set.of(AGE, REGION), columns(points));
        assertEquals(day(2), points.get(0).window());
        HistoryPoint age = ofColumn(points, AGE).get(2);
        assertEquals(
                new HistoryPoint(day(4), AGE, "ks", 0.04, 0.4, Verdict.DRIFTED, AlarmState.WATCH),
                age);
    }

    @Test
    void points_ofOneColumn_areItsOwn() {
        List<HistoryPoint> points =
                history().points(scope, DriftHistory.Cut.CURRENT, day(0), day(9), REGION);

        assertEquals(DAYS, points.size());
        assertEquals(Set.of(REGION), columns(points));
    }

    /** A look at 90 windows must not read the rows themselves. */
    @Test
    void points_comeFromTheIndexAlone() {
        String plan =
                jdbi().withHandle(
                                handle -> {
                                    handle.execute("vacuum analyze drift_verdict");
                                    handle.execute("set enable_seqscan = off");
                                    handle.execute("set enable_bitmapscan = off");
                                    return handle.createQuery(
                                                    """
                                                    explain select role, name, test, label, statistic,
                                                      effect, verdict, alarm_state from drift_verdict
                                                     where version_id = 1 and environment = 'production'
                                                       and is_primary
                                                       and window_start >= '2026-01-01Z'
                                                    """)
                                            .mapTo(String.class)
                                            .collect(Collectors.joining("\n"));
                                });

        assertTrue(plan.contains("Index Only Scan using drift_verdict_primary"), plan);
    }

    @Test
    void findings_arePrimaryTestsMissingRatesAndNewCategories() {
        List<DriftResult> findings = POSTGRES.storage().results().findings(scope, day(4));

        assertEquals(
                List.of("ks", "missing_rate", "chi_square", "new_category"),
                findings.stream().map(DriftResult::test).toList());
    }

    @Test
    void tests_ofAColumn_haveThePrimaryOneFirst() {
        List<DriftResult> tests = POSTGRES.storage().results().tests(scope, day(4), AGE);

        assertEquals(
                List.of("ks", "missing_rate", "psi"),
                tests.stream().map(DriftResult::test).toList());
    }

    @Test
    void profiles_ofOneColumn_areItsOwn() {
        List<StoredProfile> profiles =
                POSTGRES.storage().results().profiles(scope, day(1).start(), day(4).start(), AGE);

        assertEquals(3, profiles.size());
        assertEquals(LARGE.summary(), profiles.get(0).summary());
    }

    @Test
    void outline_ofALargeProfile_isStoredAndSmall() {
        StoredOutline outline = outlines().ofWindow(scope, day(3)).get(AGE);

        assertEquals(Outline.of(LARGE).profile(), outline.outline().profile());
        assertEquals(LARGE.summary(), outline.summary());
        assertEquals(2 * DAYS / 2, stored("feature_profile", "outline is not null"));
        assertTrue(stored("feature_profile", "length(outline) > 4000") == 0);
    }

    @Test
    void outline_ofASmallProfile_isTheProfileAndNotStoredTwice() {
        StoredOutline outline = outlines().ofReferenceColumn(referenceId, REGION).orElseThrow();

        assertEquals(SMALL, outline.outline().profile());
        assertEquals(1, stored("reference_profile", "outline is null"));
    }

    /** Rows from before there were outlines. */
    @Test
    void outline_thatWasNeverStored_isCutFromTheProfile() {
        Map<Column, StoredOutline> before = outlines().ofReference(referenceId);
        jdbi().useHandle(handle -> handle.execute("update reference_profile set outline = null"));

        assertEquals(before, outlines().ofReference(referenceId));
        assertFalse(before.get(AGE).outline().isExact());
    }

    @Test
    void outline_ofAColumnThatIsNotThere_isEmpty() {
        assertEquals(
                Optional.empty(),
                outlines().ofWindowColumn(scope, day(3), Column.feature("height")));
        assertNull(outlines().ofReference(referenceId).get(Column.LABEL));
    }

    private static DriftHistory history() {
        return new DriftHistory(jdbi());
    }

    private static StoredOutlines outlines() {
        return new StoredOutlines(jdbi());
    }

    private static Jdbi jdbi() {
        return POSTGRES.storage().jdbi();
    }

    private static int stored(String table, String condition) {
        return jdbi().withHandle(
                        handle ->
                                handle.createQuery(
                                                "select count(*) from "
                                                        + table
                                                        + " where "
                                                        + condition)
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static Set<Column> columns(List<HistoryPoint> points) {
        return points.stream().map(HistoryPoint::column).collect(Collectors.toSet());
    }

    private static List<HistoryPoint> ofColumn(List<HistoryPoint> points, Column column) {
        return points.stream().filter(p -> p.column().equals(column)).toList();
    }

    private static Window day(int i) {
        Instant start = START.plus(Duration.ofDays(i));
        return new Window(start, start.plus(Duration.ofDays(1)));
    }

    private static String label(int i) {
        return day(i).start().toString().substring(0, 10);
    }

    private static JudgedWindow judged(int i) {
        return new JudgedWindow(day(i), label(i));
    }

    private static List<DriftResult> verdicts(int i) {
        return List.of(
                verdict(i, AGE, "ks", true),
                verdict(i, AGE, "psi", false),
                verdict(i, AGE, "missing_rate", false),
                verdict(i, REGION, "chi_square", true),
                verdict(i, REGION, "new_category", false));
    }

    private static DriftResult verdict(int i, Column column, String test, boolean primary) {
        return new DriftResult(
                day(i),
                label(i),
                column,
                test,
                primary,
                referenceId,
                5_000,
                100,
                2,
                i / 100.0,
                0.01,
                Double.NaN,
                -2,
                0.02,
                i / 10.0,
                true,
                primary ? Verdict.DRIFTED : null,
                primary ? AlarmState.WATCH : null,
                "moved",
                Map.of(),
                List.of());
    }

    private static int version(Handle handle) {
        return handle.createQuery(
                        """
                        with m as (insert into model (name) values ('credit-risk') returning id)
                        insert into model_version (model_id, version, task, signature)
                        select id, '1', 'regression', '{"inputs":[],"inferred":false}' from m
                        returning id
                        """)
                .mapTo(Integer.class)
                .one();
    }

    private static long reference() {
        long id =
                jdbi().withHandle(
                                handle ->
                                        handle.createUpdate(
                                                        "insert into reference_version (version_id, kind)"
                                                                + " values (:version, 'rows')")
                                                .bind("version", scope.versionId())
                                                .executeAndReturnGeneratedKeys("id")
                                                .mapTo(Long.class)
                                                .one());
        POSTGRES.storage()
                .references()
                .keep(
                        new ProfiledReference(
                                id, 5_000, null, null, List.of(LARGE, SMALL), List.of()));
        return id;
    }
}
