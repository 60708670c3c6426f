// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.analysis;

import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.performance.MetricValue;
import io.halflife.monitor.performance.PerformanceProfile;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A churn model in daily windows: features {@code age}, {@code income}, {@code tenure} and {@code
 * region}, 200 predictions a day, seeded. What happens on a day is told by the caller.
 */
final class ChurnStory {

    static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Column INCOME = Column.feature("income");
    static final List<String> NUMERIC = List.of("age", "income", "tenure");
    static final OutputSpec OUTPUT =
            new OutputSpec(Task.BINARY_CLASSIFICATION, "yes", List.of("yes", "no"), 0.5);
    private static final int ROWS = 200;
    private static final Duration GRACE = Duration.ofHours(1);

    private final long seed;
    private final Map<List<Object>, WindowAnalysis> played = new HashMap<>();
    private final Map<Column, FeatureProfile> references = new HashMap<>();

    ChurnStory(long seed) {
        this.seed = seed;
    }

    /** The clock at which day's window is closed. */
    static Instant closing(int day) {
        return DAY_0.plus(Duration.ofDays(day + 1L)).plus(GRACE);
    }

    static Window window(int day) {
        Instant start = DAY_0.plus(Duration.ofDays(day));
        return new Window(start, start.plus(Duration.ofDays(1)));
    }

    /** A whole day; the same events give the same rows. */
    WindowAnalysis day(int day, Events events) {
        return played.computeIfAbsent(List.of(day, events), key -> read(day, events));
    }

    private WindowAnalysis read(int day, Events events) {
        List<ColumnAnalysis> columns = new ArrayList<>();
        for (String name : NUMERIC) {
            columns.add(column(numbers(name, day, events.shiftOf(name), ROWS)));
        }
        columns.add(column(regions(day)));
        columns.add(labels(day, events));
        return new WindowAnalysis(
                window(day),
                window(day).start().toString().substring(0, 10),
                ROWS,
                window(day).start().plusSeconds(3600),
                window(day).end().minusSeconds(3600),
                columns,
                performance(events));
    }

    /** The same day when only labels came. */
    WindowAnalysis labelsOnly(int day, Events events) {
        WindowAnalysis whole = day(day, events);
        return new WindowAnalysis(
                whole.window(),
                whole.label(),
                whole.rows(),
                whole.firstEvent(),
                whole.lastEvent(),
                List.of(labels(day, events)),
                whole.performance());
    }

    /**
     * What happens on a day.
     *
     * @param incomeShift of the mean of income, in standard deviations
     * @param otherShift of the means of age and tenure
     * @param right how many of the 200 predictions are right
     * @param labelled how many have labels
     */
    record Events(double incomeShift, double otherShift, int right, int labelled) {
        static final Events NORMAL = new Events(0, 0, 180, 200);

        double shiftOf(String feature) {
            return feature.equals("income") ? incomeShift : otherShift;
        }

        Events income(double shift) {
            return new Events(shift, otherShift, right, labelled);
        }

        Events allShifted(double shift) {
            return new Events(shift, shift, right, labelled);
        }

        Events right(int count) {
            return new Events(incomeShift, otherShift, count, labelled);
        }

        Events labelled(int count) {
            return new Events(incomeShift, otherShift, right, count);
        }
    }

    /** What a run is given, beside windows and history. */
    static AnalysisInput input(
            Instant asOf, List<WindowAnalysis> windows, Stored stored, MonitoringPolicy policy) {
        return new AnalysisInput(
                version("7", "sha-7"),
                "production",
                asOf,
                new ReferenceFacts(11, 2000, DAY_0.minusSeconds(60), Map.of("accuracy", 0.9)),
                policy,
                3,
                windows,
                stored.history(),
                "");
    }

    static VersionDefinition version(String version, String digest) {
        List<Feature> features = new ArrayList<>();
        for (String name : NUMERIC) {
            features.add(new Feature(name, "double", FeatureKind.NUMERIC, true, List.of()));
        }
        features.add(new Feature("region", "string", FeatureKind.CATEGORICAL, true, List.of()));
        return new VersionDefinition(
                new ModelVersion("churn", version),
                new Signature(features, false),
                OUTPUT,
                digest,
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }

    static MonitoringPolicy policy(
            PerformanceSettings.Threshold threshold, boolean retrainOnDrift) {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        return new MonitoringPolicy(
                d.window(),
                GRACE,
                DriftSettings.DEFAULTS,
                new PerformanceSettings("accuracy", threshold),
                d.decay(),
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                retrainOnDrift,
                "",
                List.of(),
                List.of());
    }

    private ColumnAnalysis column(FeatureProfile profile) {
        return new ColumnAnalysis(
                profile.summary(),
                profile,
                DriftTests.compare(
                        references.computeIfAbsent(profile.column(), this::reference),
                        profile,
                        DriftSettings.DEFAULTS));
    }

    private FeatureProfile reference(Column column) {
        if (column.equals(Column.LABEL)) {
            return FeatureProfile.ofCategories(column, Map.of("yes", 600L, "no", 1400L), 0);
        }
        return column.name().equals("region")
                ? FeatureProfile.ofCategories(column, Map.of("north", 1000L, "south", 1000L), 0)
                : numbers(column.name(), -1, 0, 2000);
    }

    private FeatureProfile numbers(String name, int day, double shift, int rows) {
        Random random = new Random(seed + 31L * day + name.hashCode());
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = random.nextGaussian() + shift;
        }
        return FeatureProfile.ofNumeric(Column.feature(name), values, 0, rows, 0);
    }

    private FeatureProfile regions(int day) {
        long north = 90L + new Random(seed + day).nextInt(21);
        return FeatureProfile.ofCategories(
                Column.feature("region"), Map.of("north", north, "south", ROWS - north), 0);
    }

    private ColumnAnalysis labels(int day, Events events) {
        long yes =
                Math.round(events.labelled() * (0.27 + 0.06 * new Random(seed ^ day).nextDouble()));
        return column(
                FeatureProfile.ofCategories(
                        Column.LABEL,
                        Map.of("yes", yes, "no", events.labelled() - yes),
                        ROWS - events.labelled()));
    }

    private static List<MetricValue> performance(Events events) {
        PerformanceProfile.Builder builder = PerformanceProfile.builder(OUTPUT);
        for (int i = 0; i < ROWS; i++) {
            String actual = i >= events.labelled() ? null : i % 2 == 0 ? "yes" : "no";
            boolean right = i < events.right();
            String predicted = (i % 2 == 0) == right ? "yes" : "no";
            builder.add(predicted, Double.NaN, Double.NaN, actual, Double.NaN);
        }
        return builder.build().metrics();
    }
}
