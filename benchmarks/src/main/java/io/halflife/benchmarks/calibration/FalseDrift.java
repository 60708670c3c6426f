// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.monitor.drift.AlarmHistory;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftPolicy;
import io.halflife.monitor.drift.JudgedTest;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.statistics.multiplicity.FalseDiscovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What 50 stable features flag in 20 days of hourly windows, by five rules (STATISTICS §1.4). */
final class FalseDrift {

    private static final int FEATURES = 50;
    private static final int DAYS = 20;
    private static final int WINDOWS = DAYS * FeatureStream.HOURS;
    private static final double ALPHA = 0.05;

    /** The rules, as rows of a table of flags by rule and day. */
    private static final int PLAIN = 0;

    private static final int BONFERRONI = 1;
    private static final int BENJAMINI_HOCHBERG = 2;
    private static final int WITH_FLOOR = 3;
    private static final int FINAL = 4;
    private static final int ALARMS = 5;
    private static final int RULES = 6;

    /** Data without drift, and what STATISTICS says of them. */
    private record Scenario(
            String name,
            int rows,
            double phi,
            double season,
            boolean sameHour,
            List<String> specified) {}

    private static final List<Scenario> SCENARIOS =
            List.of(
                    new Scenario(
                            "i.i.d.", 1000, 0, 0, false, List.of("60", "1.3", "1.4", "0", "0 / 0")),
                    new Scenario(
                            "i.i.d., 200-row windows",
                            200,
                            0,
                            0,
                            false,
                            List.of("62", "1.4", "1.5", "1.5", "1–1.6 / 0")),
                    new Scenario(
                            "AR(1) φ=.5",
                            1000,
                            0.5,
                            0,
                            false,
                            List.of("259", "–", "78", "0.2", "≈0 / 0")),
                    new Scenario(
                            "AR(1) φ=.9",
                            1000,
                            0.9,
                            0,
                            false,
                            List.of("859", "544", "819", "179", "≤.05 / 0")),
                    new Scenario(
                            "season ±0.1σ, pooled reference",
                            1000,
                            0,
                            0.1,
                            false,
                            List.of("512", "–", "366", "0.3", "0 / 0")),
                    new Scenario(
                            "season ±0.3σ, pooled reference",
                            1000,
                            0,
                            0.3,
                            false,
                            List.of("1006", "–", "971", "538", "0 / 0")),
                    new Scenario(
                            "season ±0.3σ, same-hour reference",
                            1000,
                            0,
                            0.3,
                            true,
                            List.of("60", "–", "1.2", "0", "0 / 0")));

    private final DriftPolicy policy = new DriftPolicy(DriftSettings.DEFAULTS);

    Table simulate(long seed) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            rows.add(row(scenario, perDay(scenario, seed)));
        }
        return new Table(
                "False drift of stable features (STATISTICS §1.4)",
                "50 features, hourly windows, 20 days, nothing drifting; feature-windows flagged per"
                        + " day of 1,200, and alarms per day. Each cell: ours ± standard error"
                        + " (specified).",
                List.of(
                        "data",
                        "p < .05",
                        "Bonferroni",
                        "BH 5 %",
                        "BH and D ≥ .1",
                        "final rule: flags",
                        "final rule: alarms (flags / alarms specified)"),
                rows,
                "The pooled reference holds 10,080 rows, 60 of each of its 168 windows, so that p is"
                        + " the asymptotic one. Standard errors are those of 20 days and take days"
                        + " as independent. A feature's reference is drawn once for the 20 days:"
                        + " where neighbouring days share its luck, true errors are larger.");
    }

    private static List<String> row(Scenario scenario, double[][] perDay) {
        List<String> cells = new ArrayList<>(List.of(scenario.name()));
        for (int rule = 0; rule < RULES; rule++) {
            String ours = Estimate.mean(perDay[rule]).words(2);
            int specified = rule == ALARMS ? FINAL : rule;
            cells.add(
                    rule == FINAL ? ours : ours + " (" + scenario.specified().get(specified) + ")");
        }
        return cells;
    }

    private double[][] perDay(Scenario scenario, long seed) {
        List<List<TestResult>> features =
                Runs.of(
                        FEATURES,
                        seed,
                        random -> {
                            FeatureStream stream =
                                    new FeatureStream(
                                            random,
                                            scenario.rows(),
                                            scenario.phi(),
                                            scenario.season());
                            return tests(scenario, stream);
                        });
        double[][] perDay = new double[RULES][DAYS];
        AlarmHistory[] alarms = new AlarmHistory[FEATURES];
        Arrays.fill(alarms, AlarmHistory.start(DriftSettings.DEFAULTS));
        for (int window = 0; window < WINDOWS; window++) {
            int at = window;
            List<TestResult> tests = features.stream().map(f -> f.get(at)).toList();
            count(tests, alarms, perDay, window / FeatureStream.HOURS);
        }
        return perDay;
    }

    private void count(List<TestResult> tests, AlarmHistory[] alarms, double[][] perDay, int day) {
        double[] p = tests.stream().mapToDouble(t -> t.detail().get("p_raw")).toArray();
        double[] bonferroni = FalseDiscovery.adjust(p, FalseDiscovery.Method.BONFERRONI);
        double[] bh = FalseDiscovery.adjust(p, FalseDiscovery.Method.BENJAMINI_HOCHBERG);
        List<JudgedTest> judged = policy.judge(tests);
        for (int f = 0; f < p.length; f++) {
            perDay[PLAIN][day] += p[f] < ALPHA ? 1 : 0;
            perDay[BONFERRONI][day] += bonferroni[f] <= ALPHA ? 1 : 0;
            perDay[BENJAMINI_HOCHBERG][day] += bh[f] <= ALPHA ? 1 : 0;
            boolean large = tests.get(f).statistic() >= DriftSettings.DEFAULTS.effectFloor();
            perDay[WITH_FLOOR][day] += bh[f] <= ALPHA && large ? 1 : 0;
            Verdict verdict = judged.get(f).verdict();
            perDay[FINAL][day] += verdict == Verdict.DRIFTED ? 1 : 0;
            AlarmHistory next = alarms[f].then(verdict);
            boolean raised =
                    next.state() == AlarmState.ALARM && alarms[f].state() != AlarmState.ALARM;
            perDay[ALARMS][day] += raised ? 1 : 0;
            alarms[f] = next;
        }
    }

    private static List<TestResult> tests(Scenario scenario, FeatureStream stream) {
        StableFeature feature = new StableFeature(stream, scenario.sameHour());
        List<TestResult> tests = new ArrayList<>(WINDOWS);
        for (int window = 0; window < WINDOWS; window++) {
            StableFeature.Compared compared = feature.compare(window, stream.next());
            tests.add(result(feature, scenario.rows(), compared));
        }
        return tests;
    }

    private static TestResult result(
            StableFeature feature, int rows, StableFeature.Compared compared) {
        return new TestResult(
                Column.feature("x"),
                "ks",
                true,
                feature.referenceSize(),
                rows,
                0,
                compared.d(),
                compared.pEffective(),
                Double.NaN,
                Double.NaN,
                compared.effect(),
                feature.calibrated(),
                null,
                "",
                Map.of("p_raw", compared.p()),
                List.of());
    }
}
