// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.calibration;

import io.halflife.monitor.analysis.Analysis;
import io.halflife.monitor.analysis.AnalysisInput;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.analysis.Comparisons;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Feature;
import io.halflife.monitor.model.FeatureKind;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.model.OutputSpec;
import io.halflife.monitor.model.Signature;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.model.VersionDefinition;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.window.DurationWindows;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Some features of which everything is known, by the hour: a reference of days, then days that are
 * judged. Gaussian AR(1) of variance 1, plus a sine over the day.
 *
 * @param rows values of a feature in an hour
 * @param phi correlation of neighbouring values
 * @param amplitude of the day's sine, in standard deviations
 * @param shift added to feature 0 in the days that are judged
 */
record Streams(long seed, int rows, double phi, double amplitude, double shift) {

    static final int FEATURES = 3;
    static final int REFERENCE_DAYS = 8;
    static final int DAYS = 2;

    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final Instant LAST = START.plus(Duration.ofDays(REFERENCE_DAYS)).minusSeconds(1);

    /** One feature, cell by cell, and then its judged windows. */
    private static final class Stream {
        private final SplittableRandom random;
        private final Streams of;
        private double state;

        Stream(Streams of, int feature) {
            this.of = of;
            this.random = new SplittableRandom(of.seed + feature);
            this.state = random.nextGaussian();
        }

        FeatureProfile hour(Column column, int hour, double shift) {
            double fresh = Math.sqrt(1 - of.phi * of.phi);
            double level = of.amplitude * Math.sin(2 * Math.PI * (hour % 24) / 24) + shift;
            double[] values = new double[of.rows];
            for (int i = 0; i < values.length; i++) {
                state = of.phi * state + fresh * random.nextGaussian();
                values[i] = level + state;
            }
            return FeatureProfile.ofNumeric(column, values, 0, values.length, 0);
        }
    }

    /** What the product makes of it. */
    record Outcome(AnalysisReport report, ReferenceCalibrations calibrations) {
        long drifted() {
            return report.verdicts().stream()
                    .filter(row -> row.verdict() == Verdict.DRIFTED)
                    .count();
        }

        List<String> alarmed() {
            return report.verdicts().stream()
                    .filter(row -> row.alarmState() == AlarmState.ALARM)
                    .map(row -> row.column().name())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /**
     * Judged by what the reference says of itself, in the season that the policy's null chooses.
     */
    Outcome judged() {
        DurationWindows hours = new DurationWindows(Duration.ofHours(1));
        return judged(SeasonChoice.of(null, hours, START, LAST), true);
    }

    /** Judged in this season, by the calibrated floors or by the policy's alone. */
    Outcome judged(SeasonChoice season, boolean calibrated) {
        MonitoringPolicy policy = policy();
        ReferenceCut cut = ReferenceCut.of(policy, policy.window(), season.season());
        Map<Column, ColumnCalibration> calibrations = new HashMap<>();
        TreeMap<Window, List<ColumnAnalysis>> judged = new TreeMap<>();
        for (int f = 0; f < FEATURES; f++) {
            Column column = Column.feature("f" + f);
            Stream stream = new Stream(this, f);
            Map<Cell, FeatureProfile> cells = new TreeMap<>();
            for (int hour = 0; hour < 24 * REFERENCE_DAYS; hour++) {
                cells.put(
                        cut.cell(window(hour).start()).orElseThrow(), stream.hour(column, hour, 0));
            }
            CalibratedColumn found = CalibratedColumn.of(cut, cells, START, LAST);
            calibrations.put(column, found.calibration());
            FeatureProfile whole = cells.values().stream().reduce(FeatureProfile::merge).get();
            SeasonalReference reference = new SeasonalReference(cut, whole, found.slots());
            for (int i = 0; i < 24 * DAYS; i++) {
                int hour = 24 * REFERENCE_DAYS + i;
                FeatureProfile profile = stream.hour(column, hour, f == 0 ? shift : 0);
                judged.computeIfAbsent(window(hour), w -> new ArrayList<>())
                        .add(
                                new ColumnAnalysis(
                                        profile.summary(),
                                        profile,
                                        DriftTests.compare(
                                                reference.of(window(hour)),
                                                profile,
                                                policy.drift())));
            }
        }
        ReferenceCalibrations all = new ReferenceCalibrations(season, "", calibrations);
        Comparisons comparisons = calibrated ? Comparisons.of(all) : Comparisons.NONE;
        return new Outcome(Analysis.of(input(policy, judged, comparisons)), all);
    }

    private static MonitoringPolicy policy() {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        return new MonitoringPolicy(
                new DurationWindows(Duration.ofHours(1)),
                d.grace(),
                d.drift(),
                d.performance(),
                d.decay(),
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                d.retrainOnDrift(),
                d.servingClass(),
                d.slos(),
                d.segments());
    }

    private static Window window(int hour) {
        Instant start = START.plus(Duration.ofHours(hour));
        return new Window(start, start.plus(Duration.ofHours(1)));
    }

    private static AnalysisInput input(
            MonitoringPolicy policy,
            TreeMap<Window, List<ColumnAnalysis>> judged,
            Comparisons comparisons) {
        List<WindowAnalysis> windows = new ArrayList<>();
        judged.forEach(
                (window, columns) ->
                        windows.add(
                                new WindowAnalysis(
                                        window,
                                        policy.window().label(window),
                                        columns.get(0).summary().n(),
                                        window.start(),
                                        window.end().minusSeconds(1),
                                        columns,
                                        List.of())));
        return new AnalysisInput(
                        version(),
                        "production",
                        judged.lastKey().end().plus(policy.grace()),
                        new ReferenceFacts(1, 1, LAST, Map.of()),
                        policy,
                        1,
                        windows,
                        History.NONE,
                        "")
                .with(comparisons);
    }

    private static VersionDefinition version() {
        List<Feature> features = new ArrayList<>();
        for (int f = 0; f < FEATURES; f++) {
            features.add(new Feature("f" + f, "double", FeatureKind.NUMERIC, true, List.of()));
        }
        return new VersionDefinition(
                new ModelVersion("streams", "1"),
                new Signature(features, false),
                new OutputSpec(
                        Task.BINARY_CLASSIFICATION,
                        "leave",
                        List.of("leave", "stay"),
                        OutputSpec.DECISION_THRESHOLD_DEFAULT),
                "sha-1",
                VersionDefinition.TrainingData.UNKNOWN,
                "{}");
    }
}
