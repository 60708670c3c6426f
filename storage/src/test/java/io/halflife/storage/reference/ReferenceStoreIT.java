// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.estimation.Estimator;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.Stories;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.ReferenceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReferenceStoreIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-03-31T23:59:59.999999Z");

    private static final List<FeatureProfile> PROFILES =
            List.of(
                    FeatureProfile.ofNumeric(
                            Column.feature("age"), new double[] {30, 41, 41}, 0, 3, 0),
                    FeatureProfile.ofCategories(
                            Column.feature("region"), Map.of("north", 2L, "south", 1L), 0),
                    FeatureProfile.ofCategories(Column.PREDICTION, Map.of("ok", 3L), 0));

    private static final MetricValue ACCURACY =
            new MetricValue("accuracy", 0.9, 0.8, 0.95, 0.02, 27, 30, 30, 30);

    private static final MetricValue UNDEFINED =
            new MetricValue(
                    "roc_auc", Double.NaN, Double.NaN, Double.NaN, Double.NaN, -1, -1, 30, 30);

    private static Storage storage() {
        return POSTGRES.storage();
    }

    private static ReferenceStore references() {
        return storage().references();
    }

    private static RegisteredVersion version(String model) {
        return Stories.registered(storage(), model, "1");
    }

    private static void addRow(Handle handle, long referenceId) {
        handle.execute(
                """
                insert into reference_row (reference_id, prediction_id, numeric_features,
                    categorical_features, non_finite, content_hash)
                values (?, gen_random_uuid(), '{}', '{}', 0, 0)
                """,
                referenceId);
    }

    private static long frozen(RegisteredVersion version) {
        long id = references().collecting(version.versionId()).orElseThrow();
        storage().jdbi().useHandle(h -> addRow(h, id));
        references().freeze(version.versionId());
        return id;
    }

    @Test
    void collecting_beginsOnce() {
        RegisteredVersion version = version("begun");

        Optional<Long> first = references().collecting(version.versionId());

        assertTrue(first.isPresent());
        assertEquals(first, references().collecting(version.versionId()));
        assertEquals(
                Optional.of(
                        new ReferenceState(
                                first.get(), version.versionId(), "COLLECTING", 0, null)),
                storage().results().reference(version.versionId()));
    }

    @Test
    void collecting_manyAtATimeBeginOne() {
        RegisteredVersion version = version("begun by many");

        List<CompletableFuture<Optional<Long>>> calls =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> references().collecting(version.versionId())))
                        .toList();

        assertEquals(1, calls.stream().map(CompletableFuture::join).distinct().count());
    }

    @Test
    void freeze_countsAndEndsCollecting() {
        RegisteredVersion version = version("frozen");
        long id = references().collecting(version.versionId()).orElseThrow();
        storage().jdbi().useHandle(h -> addRow(h, id));
        storage().jdbi().useHandle(h -> addRow(h, id));

        StoredReference frozen = references().freeze(version.versionId()).orElseThrow();
        ReferenceState state = frozen.state();

        assertEquals("FROZEN", state.state());
        assertEquals(2, state.rows());
        assertEquals(id, state.referenceId());
        assertEquals(Optional.empty(), references().collecting(version.versionId()));
        assertEquals(Optional.of(frozen), references().freeze(version.versionId()));
        assertEquals(Optional.of(state), storage().results().reference(version.versionId()));
    }

    @Test
    void freeze_withoutRows() {
        RegisteredVersion version = version("empty");
        assertEquals(Optional.empty(), references().freeze(version.versionId()));

        references().collecting(version.versionId());

        assertEquals(Optional.empty(), references().freeze(version.versionId()));
        assertTrue(references().collecting(version.versionId()).isPresent());
    }

    /** A row that is being written is counted: the freeze waits until its transaction ends. */
    @Test
    void freeze_waitsForRowsUnderWay() {
        RegisteredVersion version = version("under way");
        long id = references().collecting(version.versionId()).orElseThrow();
        CompletableFuture<Optional<StoredReference>> freeze;
        try (Handle writer = storage().jdbi().open()) {
            writer.begin();
            addRow(writer, id);
            freeze = CompletableFuture.supplyAsync(() -> references().freeze(version.versionId()));
            Awaitility.await().until(ReferenceStoreIT::somebodyWaits);
            assertFalse(freeze.isDone());
            writer.commit();
        }

        assertEquals(1, freeze.join().orElseThrow().state().rows());
    }

    private static boolean somebodyWaits() {
        return storage()
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                """
                                                select exists (select from pg_locks l
                                                  join pg_stat_activity a using (pid)
                                                 where not l.granted
                                                   and a.datname = current_database())
                                                """)
                                        .mapTo(Boolean.class)
                                        .one());
    }

    @Test
    void keep_readsBack() {
        RegisteredVersion version = version("kept");
        long id = frozen(version);

        assertTrue(
                references()
                        .keep(
                                new ProfiledReference(
                                        id,
                                        30,
                                        FIRST,
                                        LAST,
                                        PROFILES,
                                        List.of(ACCURACY, UNDEFINED))));

        assertEquals(PROFILES, references().profiles(id));
        assertEquals(
                Optional.of(new ReferenceFacts(id, 30, LAST, Map.of("accuracy", 0.9))),
                references().facts(id));
        assertEquals("PROFILED", storage().results().reference(version.versionId()).get().state());
        assertEquals(
                List.of(value(ACCURACY), value(UNDEFINED)),
                storage().results().referencePerformance(id));
    }

    private static PerformanceValue value(MetricValue metric) {
        return new PerformanceValue(
                new Window(FIRST, LAST.plusNanos(1000)),
                "",
                metric.metric(),
                metric.n(),
                metric.labelled(),
                metric.value(),
                metric.low(),
                metric.high(),
                metric.standardError(),
                metric.successes(),
                metric.trials(),
                false,
                true,
                FIRST,
                LAST);
    }

    /** Two analyzers profile the same reference: the second changes nothing. */
    @Test
    void keep_onlyOnce() {
        long id = frozen(version("once"));
        references().keep(new ProfiledReference(id, 30, FIRST, LAST, PROFILES, List.of()));

        assertFalse(
                references()
                        .keep(
                                new ProfiledReference(
                                        id, 99, null, null, List.of(), List.of(ACCURACY))));

        assertEquals(PROFILES, references().profiles(id));
        assertEquals(30, references().facts(id).orElseThrow().rows());
    }

    /**
     * Rows without event time have no span; the instant of the reference's creation stands for it.
     */
    @Test
    void keep_withoutEventTimes() {
        long id = frozen(version("timeless"));

        references().keep(new ProfiledReference(id, 30, null, null, PROFILES, List.of(ACCURACY)));

        assertEquals(
                Optional.of(new ReferenceFacts(id, 30, null, Map.of("accuracy", 0.9))),
                references().facts(id));
        PerformanceValue value = storage().results().referencePerformance(id).get(0);
        assertEquals(value.firstEvent(), value.window().start());
        assertEquals(value.firstEvent(), value.lastEvent());
    }

    @Test
    void facts_notYetProfiled() {
        long id = frozen(version("early"));

        assertEquals(Optional.empty(), references().facts(id));
        assertEquals(List.of(), references().profiles(id));
    }

    /** To the bit, and nothing for a reference that taught nothing. */
    @Test
    void estimator_isKeptBesideTheProfiles() {
        SplittableRandom random = new SplittableRandom(4);
        double[] scores = random.doubles(500).toArray();
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = random.nextDouble() < scores[i] * scores[i];
        }
        Estimator learnt =
                Estimator.of(ScoreTable.of(scores, positive, 0, scores.length)).orElseThrow();
        long id = frozen(version("estimated"));
        long other = frozen(version("not estimated"));
        references().keep(new ProfiledReference(id, 3, FIRST, LAST, PROFILES, List.of(), learnt));
        references().keep(new ProfiledReference(other, 3, FIRST, LAST, PROFILES, List.of()));

        Estimator stored = references().estimator(id).orElseThrow();

        assertTrue(learnt.isFitted());
        assertEquals(learnt.basis(), stored.basis());
        assertArrayEquals(learnt.scores(), stored.scores());
        assertArrayEquals(learnt.probabilities(), stored.probabilities());
        assertEquals(Optional.empty(), references().estimator(other));
    }
}
