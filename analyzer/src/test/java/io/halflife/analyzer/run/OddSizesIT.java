// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.analyzer.CreditRisk;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.JobCount;
import io.halflife.analyzer.settings.AnalyzerSettings;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.PostgresFixture;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.DatabaseAccess;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models of a shape that nobody has in mind. Their values are written as SQL. */
class OddSizesIT {

    @RegisterExtension static final PostgresFixture POSTGRES = new PostgresFixture();

    private static final Instant AFTER = CreditRisk.day(1).plus(Duration.ofHours(1));

    /** {@code -Dhalflife.categories=1000000} takes half a minute. */
    private static final int CATEGORIES = Integer.getInteger("halflife.categories", 100_000);

    private static Engine engine;

    private final Storage storage = POSTGRES.storage();
    private final Analyzer analyzer = new Analyzer(storage, engine);

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
    void run_thousandFeatures() {
        RegisteredVersion version =
                model("wide", 1000, Collections.nCopies(1000, "random()"), 2000, 1500);

        RunSummary run = run("wide").get(0);

        assertEquals(1500, run.rows());
        Map<Column, DriftResult> verdicts = verdicts(version);
        assertTrue(verdicts.size() >= 1000, verdicts.size() + " verdicts");
        assertTrue(verdicts.values().stream().allMatch(v -> v.n() == 1500));
    }

    @Test
    void run_columnsThatSayNothing() {
        RegisteredVersion version = model("dull", 3, List.of("7", "null", "random()"), 1000, 400);

        run("dull");

        Map<Column, DriftResult> verdicts = verdicts(version);
        assertEquals(Verdict.STABLE, verdicts.get(Column.feature("f0")).verdict());
        assertEquals(Verdict.INCONCLUSIVE, verdicts.get(Column.feature("f1")).verdict());
        assertEquals(400, verdicts.get(Column.feature("f1")).missing());
        assertEquals(Verdict.STABLE, verdicts.get(Column.feature("f2")).verdict());
    }

    @Test
    void run_windowOfOneRow() {
        RegisteredVersion version = model("lonely", 1, List.of("random()"), 1000, 1);

        assertEquals(1, run("lonely").get(0).rows());
        assertEquals(Verdict.INCONCLUSIVE, verdicts(version).get(Column.feature("f0")).verdict());
    }

    @Test
    void run_windowWithoutRows() {
        model("silent", 1, List.of("random()"), 1000, 0);

        assertEquals(0, run("silent").get(0).windows());
    }

    @Test
    void run_manySmallModels() {
        for (int i = 0; i < 60; i++) {
            model("small-" + i, 1, List.of("random()"), 300, 200);
        }

        List<RunSummary> runs = run(null);

        List<RunSummary> small =
                runs.stream().filter(run -> run.version().model().startsWith("small-")).toList();
        assertEquals(60, small.size());
        assertTrue(small.stream().allMatch(run -> run.rows() == 200 && run.verdicts() > 0));
    }

    /** As many categories as rows. Nothing has changed, and nobody says that it has. */
    @Test
    void run_asManyCategoriesAsRows() {
        RegisteredVersion version =
                model(
                        "names",
                        List.of(category("name")),
                        "'{}', array['customer ' || i]",
                        CATEGORIES,
                        CATEGORIES);

        assertEquals(CATEGORIES, run("names").get(0).rows());
        DriftResult verdict = verdicts(version).get(Column.feature("name"));
        assertEquals(CATEGORIES, verdict.n());
        assertNotEquals(Verdict.DRIFTED, verdict.verdict(), verdict.reason());
    }

    /** Large windows and references of one feature and of three hundred. */
    @Test
    void run_numberOfJobsDoesNotGrowWithFeatures() {
        model("narrow", 1, List.of("random()"), 3000, 2500);
        model("broad", 300, Collections.nCopies(300, "random()"), 3000, 2500);

        int narrow = jobsOf("narrow");

        assertTrue(narrow > 0);
        assertEquals(narrow, jobsOf("broad"));
    }

    /** Before the warm-up's own job, which comes last. */
    private int jobsOf(String model) {
        JobCount count = new JobCount();
        SparkContext spark = SparkContext.getOrCreate();
        JobCount marker = new JobCount();
        spark.addSparkListener(count);
        assertEquals(1, run(model).size());
        spark.addSparkListener(marker);
        engine.warmUp();
        await().until(() -> marker.jobs() > 0);
        spark.removeSparkListener(count);
        spark.removeSparkListener(marker);
        return count.jobs() - 1;
    }

    private List<RunSummary> run(String model) {
        return analyzer.analyze(
                new AnalysisRequest(
                        Optional.ofNullable(model),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(AFTER),
                        ""));
    }

    private Map<Column, DriftResult> verdicts(RegisteredVersion version) {
        VersionScope scope = new VersionScope(version.versionId(), CreditRisk.PRODUCTION);
        return storage.results().primaryDrift(scope, CreditRisk.day(0), CreditRisk.day(1)).stream()
                .collect(Collectors.toMap(DriftResult::column, verdict -> verdict));
    }

    /** Registers a model and stores a frozen reference and the rows of day 0. */
    private RegisteredVersion model(
            String name, int features, List<String> values, int referenceRows, int rows) {
        List<Feature> numbers = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            numbers.add(new Feature("f" + i, "double", FeatureKind.NUMERIC, false, List.of()));
        }
        return model(
                name,
                numbers,
                "array[" + String.join(",", values) + "]::float8[], '{}'",
                referenceRows,
                rows);
    }

    private static Feature category(String name) {
        return new Feature(name, "string", FeatureKind.CATEGORICAL, false, List.of());
    }

    /**
     * The same with any features.
     *
     * @param values SQL of both arrays of a row; i counts the rows from 1
     */
    private RegisteredVersion model(
            String name, List<Feature> features, String values, int referenceRows, int rows) {
        RegisteredModel model =
                storage.models().create(name, RegisteredModel.Origin.LIVE, "{}").orElseThrow();
        RegisteredVersion version =
                storage.models()
                        .register(model.modelId(), definition(name, features))
                        .orElseThrow();
        storage.models().noteEnvironment(version.versionId(), CreditRisk.PRODUCTION);
        long reference = storage.references().collecting(version.versionId()).orElseThrow();
        storage.jdbi()
                .useHandle(
                        handle -> {
                            // The same numbers each time: of others one in twenty may drift.
                            handle.execute("set seed = 0.25");
                            handle.createQuery("select 1 from halflife_ensure_partitions(:day)")
                                    .bind("day", CreditRisk.day(0))
                                    .mapTo(Integer.class)
                                    .list();
                            handle.createUpdate(REFERENCE.formatted(values))
                                    .bind("reference", reference)
                                    .bind("rows", referenceRows)
                                    .execute();
                            handle.createUpdate(PREDICTIONS.formatted(values))
                                    .bind("model", model.modelId())
                                    .bind("version", version.versionId())
                                    .bind("day", CreditRisk.day(0))
                                    .bind("rows", rows)
                                    .execute();
                        });
        storage.references().freeze(version.versionId());
        return version;
    }

    private static final String REFERENCE =
            """
            insert into reference_row (reference_id, prediction_id, numeric_features,
                categorical_features, value, non_finite, content_hash)
            select :reference, gen_random_uuid(), %s, random(), 0, 0
              from generate_series(1, :rows) i
            """;

    private static final String PREDICTIONS =
            """
            insert into prediction (model_id, event_time, prediction_id, version_id, environment,
                numeric_features, categorical_features, value, non_finite, content_hash,
                received_at, available_at)
            select :model, at, gen_random_uuid(), :version, 'production', %s, random(), 0, 0,
                   at, at
              from (select i, cast(:day as timestamptz)
                              + i * (interval '23 hours' / greatest(:rows, 1)) as at
                      from generate_series(1, :rows) i) rows
            """;

    private static VersionDefinition definition(String name, List<Feature> features) {
        return new VersionDefinition(
                new ModelVersion(name, "1"),
                new Signature(features, false),
                new OutputSpec(Task.REGRESSION, "", List.of(), 0.5),
                "",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }
}
