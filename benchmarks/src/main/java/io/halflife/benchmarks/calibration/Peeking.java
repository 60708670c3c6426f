// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.statistics.experiment.SequentialTest;
import io.halflife.statistics.experiment.Tally;
import io.halflife.statistics.experiment.Verdict;
import io.halflife.statistics.proportion.TwoProportions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What looking often does to two equal arms, and to different ones (STATISTICS §6). */
final class Peeking {

    private static final double ALPHA = 0.05;

    /** Planned smallest difference, and so τ. */
    private static final double DIFFERENCE = 0.01;

    private static final double CONTROL = 0.1;
    private static final int NEVER = Integer.MAX_VALUE;

    private record Scenario(
            String name,
            double treatment,
            int looks,
            int usersPerLook,
            String plainSpecified,
            String sequentialSpecified) {}

    /** Users per arm at the decision. */
    private record Stops(int plain, int sequential) {}

    private static final List<Scenario> SCENARIOS =
            List.of(
                    new Scenario(".10 = .10, 200 looks", 0.1, 200, 100, "42–56 %", ".7–2.9 %"),
                    new Scenario(".10 = .10, 1000 looks", 0.1, 1000, 100, "42–56 %", ".7–2.9 %"),
                    new Scenario(
                            ".10 → .11, up to 1000 looks",
                            0.11,
                            1000,
                            100,
                            "–",
                            "median stop 13 900"),
                    new Scenario(
                            ".10 → .12, up to 1000 looks",
                            0.12,
                            1000,
                            100,
                            "–",
                            "median stop 4 600"));

    private final int runs;

    Peeking(int runs) {
        this.runs = runs;
    }

    Table simulate(long seed) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            rows.add(row(scenario, Runs.of(runs, seed, random -> stops(scenario, random))));
        }
        return new Table(
                "Peeking at two arms (STATISTICS §6)",
                runs
                        + " experiments each, a look after every 100 users per arm, α = .05, τ = .01:"
                        + " share that ever finds a difference, and the median of users per arm when"
                        + " it does.",
                List.of(
                        "conversion, looks",
                        "plain z at every look",
                        "specified",
                        "mSPRT",
                        "specified",
                        "mSPRT: median stop per arm"),
                rows,
                "Equal arms: every difference found is false. The specified ranges span 200 to 5,000"
                        + " looks.");
    }

    private static List<String> row(Scenario scenario, List<Stops> all) {
        long plain = all.stream().filter(s -> s.plain() < NEVER).count();
        int[] stops =
                all.stream().mapToInt(Stops::sequential).filter(s -> s < NEVER).sorted().toArray();
        return List.of(
                scenario.name(),
                Estimate.share(plain, all.size()).percent(),
                scenario.plainSpecified(),
                Estimate.share(stops.length, all.size()).percent(),
                scenario.sequentialSpecified(),
                stops.length == 0 ? "–" : Integer.toString(stops[stops.length / 2]));
    }

    private static Stops stops(Scenario scenario, SplittableRandom random) {
        SequentialTest test = SequentialTest.planned(DIFFERENCE, ALPHA);
        int plain = NEVER;
        int sequential = NEVER;
        Tally control = Tally.NONE;
        Tally treatment = Tally.NONE;
        for (int look = 1; look <= scenario.looks(); look++) {
            control = control.merge(users(random, scenario, CONTROL));
            treatment = treatment.merge(users(random, scenario, scenario.treatment()));
            test = test.look(control, treatment);
            int users = look * scenario.usersPerLook();
            if (sequential == NEVER && test.verdict() != Verdict.CONTINUE) {
                sequential = users;
            }
            if (plain == NEVER && plainP(control, treatment) <= ALPHA) {
                plain = users;
            }
        }
        return new Stops(plain, sequential);
    }

    private static Tally users(SplittableRandom random, Scenario scenario, double rate) {
        return new Tally(
                Draws.binomial(random, scenario.usersPerLook(), rate), scenario.usersPerLook());
    }

    private static double plainP(Tally a, Tally b) {
        return TwoProportions.compare(a.events(), a.trials(), b.events(), b.trials()).p().orElse(1);
    }
}
