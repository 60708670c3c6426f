// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.analysis.PortionReport;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.window.Window;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.period.MuteDraft;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.reference.ProfiledReference;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two days of hourly windows of one number and one name, against a reference of 3,000 rows. */
class PeriodReadsIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final long SEED = 8128;
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final int HOURS = 48;
    private static final int ROWS = 200;
    private static final Column INCOME = Column.feature("income");
    private static final Column REGION = Column.feature("region");
    private static final AtomicInteger MODELS = new AtomicInteger();

    private final Random random = new Random(SEED);
    private final String model = "period-" + MODELS.incrementAndGet();
    private final RegisteredVersion version = Stories.registered(storage(), model, "1");
    private final VersionScope scope = new VersionScope(version.versionId(), "production");
    private final ReadApi api = new ReadApi(storage(), CursorKey.random());
    private final double[][] incomes = new double[HOURS][];
    private final double[] reference = numbers(3000, 0);
    private long referenceId;

    private static Storage storage() {
        return POSTGRES.storage();
    }

    @BeforeEach
    void plant() {
        storage()
                .policies()
                .append(
                        version.modelId(),
                        "{\"window\":{\"kind\":\"duration\",\"length\":\"PT1H\"}}",
                        "test",
                        0);
        referenceId = storage().references().collecting(version.versionId()).orElseThrow();
        storage()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        insert into reference_row (reference_id, prediction_id,
                                            numeric_features, categorical_features, non_finite,
                                            content_hash)
                                        values (?, gen_random_uuid(), '{}', '{}', 0, 0)
                                        """,
                                        referenceId));
        storage().references().freeze(version.versionId());
        storage()
                .references()
                .keep(
                        new ProfiledReference(
                                referenceId,
                                3000,
                                null,
                                null,
                                List.of(referenceIncome(), regions(1500, 1500)),
                                List.of()));
        for (int hour = 0; hour < HOURS; hour++) {
            incomes[hour] = numbers(ROWS, hour < 24 ? 0 : 0.6);
        }
    }

    /** 24 stored hours are the day: every figure of every test, to the last bit. */
    @Test
    void period_ofUncompactedWindows_isExact() {
        write(4096);

        JsonNode day = period(START, START.plus(Duration.ofDays(1)), null);

        assertEquals(24, day.path("windows").intValue());
        assertEquals(24L * ROWS, day.path("rows").longValue());
        assertEquals(0, day.path("rank_error_max").doubleValue());
        assertEquals(START.toString(), day.path("covered_from").textValue());
        assertEquals("from", day.path("since").textValue());
        for (TestResult expected :
                DriftTests.compare(referenceIncome(), whole(0, 24), DriftSettings.DEFAULTS)) {
            JsonNode item = item(day, "income", expected.test());
            assertEquals(expected.n(), item.path("n").longValue(), expected.test());
            assertEquals(
                    expected.statistic(),
                    item.path("statistic").doubleValue(),
                    "seed " + SEED + " " + expected.test());
        }
        assertTrue(item(day, "region", "chi_square").path("primary").booleanValue());
        assertTrue(item(day, "income", "ks").path("alarm_state").isMissingNode());
    }

    @Test
    void period_ofCompactedWindows_isWithinItsRankError() {
        write(100);

        JsonNode whole = period(START, START.plus(Duration.ofHours(HOURS)), "income");

        double rankError = whole.path("rank_error_max").doubleValue();
        assertTrue(rankError > 0 && rankError < 0.02, "rank error " + rankError);
        TestResult exact =
                DriftTests.compare(referenceIncome(), whole(0, HOURS), DriftSettings.DEFAULTS)
                        .stream()
                        .filter(test -> test.test().equals("ks"))
                        .findFirst()
                        .orElseThrow();
        JsonNode merged = item(whole, "income", "ks");
        assertEquals(exact.statistic(), merged.path("statistic").doubleValue(), rankError);
        assertEquals(rankError, merged.path("rank_error").doubleValue());
        assertEquals("DRIFTED", merged.path("verdict").textValue());
    }

    @Test
    void period_withoutBounds_isSinceTheNewestDeployment() {
        write(4096);
        Instant deployed = START.plus(Duration.ofMinutes(90));
        assertEquals("first_window", period(null, null, null).path("since").textValue());
        storage()
                .models()
                .record(
                        version.modelId(),
                        version.versionId(),
                        Stories.deployed("1", "production", deployed));

        JsonNode since = period(null, null, null);

        assertEquals("deployment", since.path("since").textValue());
        assertEquals(deployed.toString(), since.path("from").textValue());
        assertEquals("2026-05-01T02:00:00Z", since.path("covered_from").textValue());
        assertEquals(HOURS - 2, since.path("windows").intValue());
    }

    /** Days that an earlier policy cut are in the store, too: no row counts twice. */
    @Test
    void period_passesOverOverlappingWindows() {
        write(4096);
        storage().reports().writePortion(portion(List.of(day())), scope, progress());

        JsonNode all = period(START, START.plus(Duration.ofDays(2)), "income");

        assertEquals((long) HOURS * ROWS, all.path("rows").longValue());
        assertEquals((long) HOURS * ROWS, item(all, "income", "ks").path("n").longValue());
    }

    /** An outage counts for nothing, here as in alarms, fits and references. */
    @Test
    void period_leavesExcludedWindowsOut() {
        write(4096);
        exclude(24, HOURS, List.of());

        JsonNode all = period(START, START.plus(Duration.ofDays(2)), null);

        assertEquals(24, all.path("windows").intValue());
        assertEquals(24, all.path("excluded_windows").intValue());
        assertEquals(24L * ROWS, all.path("rows").longValue());
        assertEquals("2026-05-02T00:00:00Z", all.path("covered_to").textValue());
        assertEquals(24L * ROWS, item(all, "income", "ks").path("n").longValue());
        assertEquals("STABLE", item(all, "income", "ks").path("verdict").textValue());
        JsonNode outage = period(START.plus(Duration.ofDays(1)), Instant.MAX, null);
        assertEquals(0, outage.path("windows").intValue());
        assertEquals(24, outage.path("excluded_windows").intValue());
        assertEquals(0, outage.path("items").size());
    }

    @Test
    void period_leavesWindowsOfAnExcludedFeatureOutOfItAlone() {
        write(4096);
        exclude(24, HOURS, List.of("income"));

        JsonNode all = period(START, START.plus(Duration.ofDays(2)), null);

        assertEquals(HOURS, all.path("windows").intValue());
        assertEquals(0, all.path("excluded_windows").intValue());
        assertEquals(24L * ROWS, item(all, "income", "ks").path("n").longValue());
        assertEquals((long) HOURS * ROWS, item(all, "region", "chi_square").path("n").longValue());
    }

    private void exclude(int fromHour, int toHour, List<String> features) {
        Window outage =
                new Window(
                        START.plus(Duration.ofHours(fromHour)),
                        START.plus(Duration.ofHours(toHour)));
        storage()
                .mutes()
                .create(
                        storage().models().find(model).orElseThrow(),
                        new MuteDraft(Effect.EXCLUDED, outage, "", features, "outage"),
                        "ann");
    }

    private WindowProfile day() {
        FeatureProfile profile = whole(0, 24);
        return new WindowProfile(
                new Window(START, START.plus(Duration.ofDays(1))),
                "2026-05-01",
                profile.summary(),
                profile);
    }

    @Test
    void period_withoutWindows_isEmpty() {
        JsonNode empty = period(START, START.plusSeconds(1), null);

        assertEquals(0, empty.path("windows").intValue());
        assertTrue(empty.path("covered_from").isNull());
        assertEquals(0, empty.path("items").size());
    }

    @Test
    void period_ofAnUnknownFeature_isRefused() {
        ProblemException refusal =
                assertThrows(
                        ProblemException.class, () -> period(START, START.plusSeconds(1), "none"));

        assertEquals("unknown_feature", refusal.problem().code());
    }

    /** A reader of results sees that a run is at it. */
    @Test
    void reads_sayWhichRunIsUnfinished() {
        write(4096);

        JsonNode unfinished =
                api.drift(model, new WindowQuery(query(START, Instant.MAX), false), null)
                        .path("unfinished");

        assertEquals(3, unfinished.path("windows").intValue());
        assertEquals(9, unfinished.path("windows_total").intValue());
        assertEquals(START.toString(), unfinished.path("done_until").textValue());
    }

    private void write(int points) {
        List<WindowProfile> profiles = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            Instant at = START.plus(Duration.ofHours(hour));
            Window window = new Window(at, at.plus(Duration.ofHours(1)));
            for (FeatureProfile profile : List.of(whole(hour, hour + 1), regions(110, 90))) {
                profiles.add(
                        new WindowProfile(
                                window, "hour", profile.summary(), profile.compact(points)));
            }
        }
        storage().reports().writePortion(portion(profiles), scope, progress());
    }

    private static PortionReport portion(List<WindowProfile> profiles) {
        return new PortionReport(1, 1, profiles, List.of(), List.of(), List.of());
    }

    private static UnfinishedRun progress() {
        return new UnfinishedRun(START, START, -1, 0, START, 3, 9, 1, Set.of(), Set.of(), START);
    }

    private ObjectNode period(Instant from, Instant to, String feature) {
        return api.period(
                model,
                query(from == null ? Instant.MIN : from, to == null ? Instant.MAX : to),
                feature);
    }

    private static PageQuery query(Instant from, Instant to) {
        return new PageQuery("1", "production", from, to, false, 100, "");
    }

    private static JsonNode item(JsonNode answer, String feature, String test) {
        for (JsonNode item : answer.path("items")) {
            if (item.path("feature").asText().equals(feature)
                    && item.path("test").asText().equals(test)) {
                return item;
            }
        }
        throw new AssertionError("no " + test + " of " + feature + " in " + answer);
    }

    private FeatureProfile referenceIncome() {
        return FeatureProfile.ofNumeric(INCOME, reference, 0, reference.length, 0);
    }

    private FeatureProfile whole(int fromHour, int toHour) {
        double[] values =
                Arrays.stream(incomes, fromHour, toHour).flatMapToDouble(Arrays::stream).toArray();
        return FeatureProfile.ofNumeric(INCOME, values, 0, values.length, 0);
    }

    private static FeatureProfile regions(long north, long south) {
        return FeatureProfile.ofCategories(REGION, Map.of("north", north, "south", south), 0);
    }

    private double[] numbers(int rows, double shift) {
        return random.doubles(rows, -1, 1).map(value -> value + shift).toArray();
    }
}
