// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.statistics.decay.Crossing;
import io.halflife.statistics.decay.ExponentialFit;
import io.halflife.statistics.decay.ProportionDecay;
import io.halflife.statistics.figure.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How often 95 % intervals of λ and of the crossing hold the truth (STATISTICS §4.1). */
final class DecayCoverage {

    private static final int FITS = 2000;
    private static final double CONFIDENCE = 0.95;

    /** The crossing of this share of the initial value is asked for. */
    private static final double THRESHOLD_RATIO = 0.92;

    private record Scenario(
            String name,
            double initial,
            double rate,
            int windows,
            int labels,
            double deviation,
            String rateSpecified,
            String crossingSpecified) {}

    private record Covered(boolean fitted, boolean rate, boolean crossing) {}

    private static final List<Scenario> SCENARIOS =
            List.of(
                    new Scenario("30 × 200", 0.92, 0.002, 30, 200, 0, ".965", ".964"),
                    new Scenario("30 × 1000", 0.92, 0.002, 30, 1000, 0, ".968", ".969"),
                    new Scenario("8 × 1000", 0.92, 0.002, 8, 1000, 0, ".986", ".987"),
                    new Scenario("60 × 300", 0.92, 0.002, 60, 300, 0, ".949", ".952"),
                    new Scenario("30 × 100", 0.97, 0.002, 30, 100, 0, ".962", ".963"),
                    new Scenario("20 × 50", 0.6, 0.01, 20, 50, 0, ".967", ".970"),
                    new Scenario(
                            "30 × 1000, daily sd .01", 0.92, 0.002, 30, 1000, 0.01, ".948", ".954"),
                    new Scenario(
                            "60 × 2000, daily sd .02",
                            0.92,
                            0.002,
                            60,
                            2000,
                            0.02,
                            ".942",
                            ".959"));

    Table simulate(long seed) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            rows.add(row(scenario, seed));
        }
        return new Table(
                "Coverage of λ and of the crossing (STATISTICS §4.1)",
                FITS
                        + " fits each of daily windows of right answers with M₀ and λ known, floor 0;"
                        + " share of nominal 95 % intervals that hold the truth. The crossing is"
                        + " that of 0.92·M₀.",
                List.of("windows × labels", "M₀, λ", "λ", "specified", "t* Fieller", "specified"),
                rows,
                "Fits that found no optimum do not count. The specification does not name the"
                        + " threshold that it used, so t* is another one than its; coverage should"
                        + " not depend on it much. Coverage above .95 comes from dispersion never"
                        + " below 1, most with 8 windows.");
    }

    private static List<String> row(Scenario scenario, long seed) {
        List<Covered> fits =
                Runs.of(FITS, seed, random -> covered(scenario, random)).stream()
                        .filter(Covered::fitted)
                        .toList();
        long rate = fits.stream().filter(Covered::rate).count();
        long crossing = fits.stream().filter(Covered::crossing).count();
        return List.of(
                scenario.name(),
                scenario.initial() + ", " + scenario.rate(),
                Estimate.share(rate, fits.size()).words(3),
                scenario.rateSpecified(),
                Estimate.share(crossing, fits.size()).words(3),
                scenario.crossingSpecified());
    }

    private static Covered covered(Scenario scenario, SplittableRandom random) {
        double[] days = new double[scenario.windows()];
        long[] trials = new long[days.length];
        long[] successes = new long[days.length];
        Arrays.fill(trials, scenario.labels());
        for (int day = 0; day < days.length; day++) {
            days[day] = day;
            double p = scenario.initial() * Math.exp(-scenario.rate() * day);
            double drawn = Draws.scattered(random, p, scenario.deviation());
            successes[day] = Draws.binomial(random, scenario.labels(), drawn);
        }
        ExponentialFit fit = ProportionDecay.fit(days, trials, successes, 0);
        if (!fit.isFitted()) {
            return new Covered(false, false, false);
        }
        double truth = -Math.log(THRESHOLD_RATIO) / scenario.rate();
        Interval crossing = Crossing.fieller(fit, THRESHOLD_RATIO * scenario.initial()).interval();
        return new Covered(
                true,
                fit.rateInterval(CONFIDENCE).contains(scenario.rate()),
                crossing.contains(truth));
    }
}
