// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.monitor.decay.DecayAnalysis;
import io.halflife.monitor.decay.DecayOrigins;
import io.halflife.monitor.decay.DecayReport;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.policy.PerformanceSettings;
import io.halflife.monitor.retraining.Decision;
import io.halflife.monitor.retraining.RetrainingRule;
import io.halflife.monitor.window.Window;
import io.halflife.statistics.decay.ExponentialFit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often stable models ask for retraining in a year of daily evaluations, by the seed's rule
 * (the last window is below the threshold) and by ours (STATISTICS §4.3).
 */
final class FalseRetraining {

    private static final int DAYS = 365;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    /** No fit takes more windows than 90. */
    private static final int WINDOWS_SHOWN = 93;

    private record Scenario(
            String name,
            double value,
            double threshold,
            int labels,
            double deviation,
            double weekly,
            String seedSpecified,
            String oursSpecified) {}

    /** Days of a year on which a rule asked; withFit counts ours since there is a fit. */
    private record Year(long seedDays, long ourDays, long withFit) {}

    private static final List<Scenario> SCENARIOS =
            List.of(
                    scenario(".90/.85, 200, 0", 0.9, 200, 0, 0, "97 % / 3.4", "0"),
                    scenario(".90/.85, 50, 0", 0.9, 50, 0, 0, "100 % / 44", "0"),
                    scenario(
                            ".90/.85, 1000, .01, weekly ±.02",
                            0.9,
                            1000,
                            0.01,
                            0.02,
                            "79 % / 1.5",
                            "0"),
                    scenario(".87/.85, 200, 0", 0.87, 200, 0, 0, "100 % / 61", "2 % / .09"),
                    scenario(".87/.85, 1000, .01", 0.87, 1000, 0.01, 0, "100 % / 29", ".3 %"),
                    scenario(".86/.85, 1000, .01", 0.86, 1000, 0.01, 0, "100 % / 85", "4 % / .17"));

    private final int runs;
    private final MonitoringPolicy policy;

    FalseRetraining(int runs) {
        this.runs = runs;
        this.policy = policy(0.85);
    }

    private static Scenario scenario(
            String name,
            double value,
            int labels,
            double deviation,
            double weekly,
            String seedSpecified,
            String oursSpecified) {
        return new Scenario(
                name, value, 0.85, labels, deviation, weekly, seedSpecified, oursSpecified);
    }

    private static MonitoringPolicy policy(double threshold) {
        MonitoringPolicy d = MonitoringPolicy.defaults(Task.BINARY_CLASSIFICATION);
        return new MonitoringPolicy(
                d.window(),
                d.grace(),
                d.drift(),
                new PerformanceSettings("accuracy", new PerformanceSettings.Absolute(threshold)),
                d.decay(),
                d.maxLabelDelay(),
                d.matureCoverage(),
                d.coolDown(),
                d.retrainOnDrift(),
                d.servingClass(),
                d.slos(),
                d.segments());
    }

    Table simulate(long seed) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            List<Year> years = Runs.of(runs, seed, random -> year(scenario, random));
            rows.add(row(scenario, years));
        }
        return new Table(
                "False triggers of stable models (STATISTICS §4.3)",
                runs
                        + " models each, one year of daily evaluations, accuracy constant: share that"
                        + " asks at least once, and days per year on which it asks.",
                List.of(
                        "M/threshold, labels a day, daily sd",
                        "seed: share",
                        "seed: days",
                        "specified",
                        "ours: share",
                        "ours, from 8 windows on",
                        "ours: days",
                        "specified"),
                rows,
                "Before there are 8 windows nothing is known of the scatter between days, and the rule"
                        + " takes φ as 1 (§4.3); the column beside leaves that week out."
                        + " Days are evaluations that ask; the cool-down of seven days, which makes one request"
                        + " of several such days, is not applied. \"0\" of "
                        + runs
                        + " models means less than "
                        + Math.round(300.0 / runs * 10) / 10.0
                        + " % with 95 % confidence.");
    }

    private static List<String> row(Scenario scenario, List<Year> years) {
        long seedOnce = years.stream().filter(y -> y.seedDays() > 0).count();
        long oursOnce = years.stream().filter(y -> y.ourDays() > 0).count();
        long withFit = years.stream().filter(y -> y.withFit() > 0).count();
        double[] seedDays = years.stream().mapToDouble(Year::seedDays).toArray();
        double[] ourDays = years.stream().mapToDouble(Year::ourDays).toArray();
        return List.of(
                scenario.name(),
                Estimate.share(seedOnce, years.size()).percent(),
                Estimate.mean(seedDays).words(2),
                scenario.seedSpecified(),
                Estimate.share(oursOnce, years.size()).percent(),
                Estimate.share(withFit, years.size()).percent(),
                Estimate.mean(ourDays).words(2),
                scenario.oursSpecified());
    }

    private Year year(Scenario scenario, SplittableRandom random) {
        RetrainingRule rule = new RetrainingRule(policy);
        DecayAnalysis analysis =
                new DecayAnalysis(
                        Task.BINARY_CLASSIFICATION, policy, new DecayOrigins(null, null), "");
        List<PerformanceValue> values = new ArrayList<>();
        long seedDays = 0;
        long ourDays = 0;
        long withFit = 0;
        for (int day = 0; day < DAYS; day++) {
            values.add(value(scenario, random, day));
            int from = Math.max(0, values.size() - WINDOWS_SHOWN);
            DecayReport report = analysis.of(values.subList(from, values.size()), scenario.value());
            Decision decision =
                    rule.decide(report.standingOrNull(), report.noStanding(), List.of()).decision();
            seedDays += values.get(day).value() < scenario.threshold() ? 1 : 0;
            int asks = decision == Decision.NONE ? 0 : 1;
            ourDays += asks;
            withFit += day + 1 < ExponentialFit.WINDOWS_MIN ? 0 : asks;
        }
        return new Year(seedDays, ourDays, withFit);
    }

    private static PerformanceValue value(Scenario scenario, SplittableRandom random, int day) {
        double level = scenario.value() + scenario.weekly() * Math.sin(2 * Math.PI * day / 7);
        double p = Draws.scattered(random, level, scenario.deviation());
        long right = Draws.binomial(random, scenario.labels(), p);
        Instant start = START.plus(Duration.ofDays(day));
        Instant end = start.plus(Duration.ofDays(1));
        double share = (double) right / scenario.labels();
        return new PerformanceValue(
                new Window(start, end),
                start.toString().substring(0, 10),
                "accuracy",
                scenario.labels(),
                scenario.labels(),
                share,
                Double.NaN,
                Double.NaN,
                Math.sqrt(share * (1 - share) / scenario.labels()),
                right,
                scenario.labels(),
                false,
                true,
                start,
                end.minusMillis(1));
    }
}
