// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.report;

import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.SegmentReport;
import io.halflife.monitor.decay.DecayFit;
import io.halflife.monitor.drift.AlarmChange;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.ModelVersion;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.profile.WindowProfile;
import io.halflife.monitor.retraining.Decision;
import io.halflife.monitor.retraining.RequestId;
import io.halflife.monitor.retraining.RetrainingReason;
import io.halflife.monitor.retraining.RetrainingRequest;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports that tests write, in the environment production. */
public final class Reports {

    public static final Instant AS_OF = Instant.parse("2026-11-02T01:00:00Z");
    public static final Window DAY =
            new Window(
                    Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));
    public static final Column INCOME = Column.feature("income");

    private static final double NAN = Double.NaN;

    private Reports() {}

    public static RunFacts facts(int versionId) {
        return new RunFacts(
                versionId,
                Instant.parse("2026-11-02T00:59:00Z"),
                Instant.parse("2026-11-02T01:00:01Z"),
                Duration.ofDays(7));
    }

    /** A run that found what the lists hold and asks for nothing. */
    public static AnalysisReport of(
            ModelVersion version,
            Instant asOf,
            List<WindowProfile> profiles,
            List<DriftResult> verdicts,
            List<DriftResult> restated,
            List<PerformanceValue> performance,
            List<DecayFit> fits) {
        return new AnalysisReport(
                version,
                "production",
                asOf,
                -1,
                3,
                1,
                1488,
                profiles,
                verdicts,
                restated,
                performance,
                fits,
                Decision.NONE,
                "accuracy is above the threshold",
                0,
                false,
                null,
                List.of(),
                List.of());
    }

    /** A day with two columns, a metric and two fits. */
    public static AnalysisReport day(ModelVersion version) {
        return of(
                version,
                AS_OF,
                List.of(
                        profile(INCOME),
                        new WindowProfile(DAY, "2026-11-01", regions().summary(), regions())),
                List.of(
                        verdict(INCOME, "ks", AlarmState.ALARM),
                        beside(INCOME, "psi"),
                        verdict(Column.PREDICTION, "chi_square", AlarmState.CLEAR)),
                List.of(),
                List.of(accuracy(0.81)),
                List.of(fit("accuracy", "all"), fit("accuracy", "2026-10-01..2026-11-01")));
    }

    /** The same, and a call to retrain. */
    public static AnalysisReport calling(ModelVersion version, Instant asOf) {
        AnalysisReport day = day(version);
        RetrainingRequest request =
                new RetrainingRequest(
                        RequestId.of(version, "production", asOf, RetrainingReason.DECAY),
                        version,
                        "production",
                        asOf,
                        RetrainingReason.DECAY,
                        "accuracy 0.70 is below the threshold 0.77",
                        Map.of("level", 0.7, "threshold", 0.77));
        return new AnalysisReport(
                day.version(),
                day.environment(),
                asOf,
                5,
                day.policyRevision(),
                day.windows(),
                day.rows(),
                day.profiles(),
                day.verdicts(),
                day.restated(),
                day.performance(),
                day.fits(),
                Decision.RETRAIN_NOW,
                request.summary(),
                2,
                true,
                request,
                List.of(),
                List.of(new AlarmChange(INCOME, DAY, "2026-11-01", true, "moved up")));
    }

    public static WindowProfile profile(Column column) {
        FeatureProfile profile =
                FeatureProfile.ofNumeric(column, new double[] {1, 2, 2, NAN, 7.5}, 0, 5, 1);
        return new WindowProfile(DAY, "2026-11-01", profile.summary(), profile);
    }

    private static FeatureProfile regions() {
        return FeatureProfile.ofCategories(
                Column.feature("region"), Map.of("north", 3L, "süd", 1L), 2);
    }

    public static DriftResult verdict(Column column, String test, AlarmState state) {
        return verdictIn(DAY, column, test, state);
    }

    public static DriftResult verdictIn(
            Window window, Column column, String test, AlarmState state) {
        return new DriftResult(
                window,
                window.start().toString().substring(0, 10),
                column,
                test,
                true,
                5,
                2928,
                1488,
                12,
                0.1901,
                1e-300,
                0.0,
                -412.5,
                2e-300,
                0.31,
                true,
                Verdict.DRIFTED,
                state,
                "D 0.19 above the floor 0.1",
                Map.of("psi_corrected", 0.12, "undefined", NAN),
                List.of("west", "\"quoted\", {braced} \\ back"));
    }

    /** A test that no verdict rests on: it has no p, no level and nothing to say. */
    public static DriftResult beside(Column column, String test) {
        return new DriftResult(
                DAY,
                "2026-11-01",
                column,
                test,
                false,
                5,
                2928,
                1488,
                12,
                0.2,
                NAN,
                NAN,
                NAN,
                NAN,
                NAN,
                null,
                null,
                null,
                "",
                Map.of(),
                List.of());
    }

    public static PerformanceValue accuracy(double value) {
        return new PerformanceValue(
                DAY,
                "2026-11-01",
                "accuracy",
                1488,
                1400,
                value,
                0.79,
                0.83,
                0.01,
                1134,
                1400,
                false,
                true,
                DAY.start().plusSeconds(5),
                DAY.end().minusNanos(1000));
    }

    private static DecayFit fit(String metric, String range) {
        return new DecayFit(
                metric,
                range,
                DecayFit.Status.OK,
                "",
                30,
                DAY.start(),
                0.85,
                0.001,
                new DecayFit.Interval(0.0005, 0.0015),
                new DecayFit.Interval(462, 1386),
                1.1,
                1e-9,
                new DecayFit.Crossing(
                        0.77,
                        Instant.parse("2027-01-15T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        null),
                null,
                null,
                null,
                null);
    }

    /** A day's segment with what {@link #day} says about all rows. */
    public static SegmentReport segment(ModelVersion version, Segment segment) {
        AnalysisReport day = day(version);
        return new SegmentReport(
                segment, day.profiles(), day.verdicts(), day.restated(), day.performance());
    }

    /** The report with other verdicts. */
    public static AnalysisReport withVerdicts(AnalysisReport report, DriftResult... verdicts) {
        return of(
                report.version(),
                report.asOf(),
                report.profiles(),
                new ArrayList<>(List.of(verdicts)),
                List.of(),
                report.performance(),
                report.fits());
    }
}
