// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer;

import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.LogFixture;
import io.halflife.storage.analysis.LogFixture.Row;
import io.halflife.storage.model.RegisteredModel;
import io.halflife.storage.model.RegisteredVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that says whether a loan will go bad, with inputs that tests may move: {@code income} and
 * {@code age} are numbers, {@code region} is a name. Every figure follows from the seed.
 */
public final class CreditRisk {

    public static final Instant DAY_0 = Instant.parse("2024-03-01T00:00:00Z");
    public static final String PRODUCTION = LogFixture.PRODUCTION;
    public static final int ROWS_A_DAY = 300;

    private static final long SEED = 20240301;
    private static final AtomicInteger MODELS = new AtomicInteger();
    private static final List<String> REGIONS = List.of("north", "south", "east");

    private final Storage storage;
    private final RegisteredVersion version;
    private final LogFixture log;
    private final Random random = new Random(SEED);
    private double incomeShift;

    /** A prediction and what came of it. */
    public record Loan(Row row, String actual) {}

    private CreditRisk(Storage storage, RegisteredVersion version) {
        this.storage = storage;
        this.version = version;
        this.log =
                new LogFixture(storage.jdbi(), version.modelId(), version.versionId(), PRODUCTION);
    }

    /** Registers a model of its own, with one version and without data. */
    public static CreditRisk register(Storage storage) {
        String name = "credit-risk-" + MODELS.incrementAndGet();
        RegisteredModel model =
                storage.models().create(name, RegisteredModel.Origin.LIVE, "{}").orElseThrow();
        return new CreditRisk(
                storage,
                storage.models()
                        .register(model.modelId(), definition(new ModelVersion(name, "1")))
                        .orElseThrow());
    }

    private static VersionDefinition definition(ModelVersion id) {
        Signature signature =
                new Signature(
                        List.of(
                                new Feature(
                                        "income", "double", FeatureKind.NUMERIC, true, List.of()),
                                new Feature(
                                        "region",
                                        "string",
                                        FeatureKind.CATEGORICAL,
                                        false,
                                        List.of()),
                                new Feature(
                                        "age", "double", FeatureKind.NUMERIC, false, List.of())),
                        false);
        OutputSpec output =
                new OutputSpec(Task.BINARY_CLASSIFICATION, "bad", List.of("good", "bad"), 0.5);
        return new VersionDefinition(
                id, signature, output, "", VersionDefinition.TrainingData.UNKNOWN, "{}");
    }

    public RegisteredVersion version() {
        return version;
    }

    public String name() {
        return version.definition().id().model();
    }

    public LogFixture log() {
        return log;
    }

    public static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    /** From now on incomes are higher by so many standard deviations. */
    public CreditRisk shiftIncome(double deviations) {
        incomeShift = deviations;
        return this;
    }

    /** Loans of a day, spread evenly; not yet stored. */
    public List<Loan> loans(int day, int rows) {
        List<Loan> loans = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Instant at = day(day).plus(Duration.ofDays(1).multipliedBy(i).dividedBy(rows));
            loans.add(loan(at.truncatedTo(ChronoUnit.MICROS), day + "/" + i));
        }
        return loans;
    }

    private Loan loan(Instant at, String id) {
        double z = random.nextGaussian();
        double income = 40_000 + 10_000 * (z + incomeShift);
        Double age = random.nextInt(50) == 0 ? null : 20.0 + random.nextInt(50);
        String region = REGIONS.get(random.nextInt(REGIONS.size()));
        double score = 1 / (1 + Math.exp(2 * z));
        String actual = random.nextDouble() < score ? "bad" : "good";
        String predicted = score >= 0.5 ? "bad" : "good";
        return new Loan(
                new Row(at, id, Arrays.asList(income, age), region, predicted, score), actual);
    }

    /** Stores the predictions as they happen, without their outcome. */
    public List<Loan> predict(List<Loan> loans) {
        storage.models().noteEnvironment(version.versionId(), PRODUCTION);
        log.predictions(loans.stream().map(Loan::row).toList());
        return loans;
    }

    /** Stores what came of the loans, so much after they were given. */
    public void label(List<Loan> loans, Duration delay) {
        log.labels(
                loans.stream()
                        .map(
                                loan -> {
                                    Row row = loan.row();
                                    Instant known = row.eventTime().plus(delay);
                                    return new LogFixture.Label(
                                            row.eventTime(),
                                            row.id(),
                                            loan.actual(),
                                            1,
                                            known,
                                            known);
                                })
                        .toList());
    }

    /** A day of predictions whose outcome is known the moment they are made. */
    public List<Loan> playDay(int day) {
        List<Loan> loans = predict(loans(day, ROWS_A_DAY));
        label(loans, Duration.ZERO);
        return loans;
    }

    /** Collects and freezes a reference from the days before the first. */
    public long freezeReference(int rows) {
        long id = storage.references().collecting(version.versionId()).orElseThrow();
        Map<Row, String> outcomes = new LinkedHashMap<>();
        loans(-30, rows).forEach(loan -> outcomes.put(loan.row(), loan.actual()));
        log.referenceRows(id, List.copyOf(outcomes.keySet()), outcomes::get);
        if (storage.references().freeze(version.versionId()).isEmpty()) {
            throw new IllegalStateException("the reference has no rows");
        }
        return id;
    }
}
