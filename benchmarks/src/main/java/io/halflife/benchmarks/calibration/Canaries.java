// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import io.halflife.statistics.experiment.Canary;
import io.halflife.statistics.experiment.CanaryRule;
import io.halflife.statistics.experiment.Tally;
import io.halflife.statistics.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the canary rules decide when they are asked at every few requests (STATISTICS §6). */
final class Canaries {

    private static final double PROMOTE_FROM = 0.95;
    private static final double ROLLBACK_TO = 0.05;

    private record Scenario(
            String name,
            double rate,
            double tolerated,
            int requestsPerLook,
            String oursSpecified,
            String seedSpecified) {}

    /** A rule's outcome. */
    private record Outcome(Canary.Decision decision, long requests) {}

    private record Outcomes(Outcome ours, Outcome seed) {}

    private static final List<Scenario> SCENARIOS =
            List.of(
                    scenario("2θ (.02, .01)", 0.02, 0.01, 20, ".999/.001/0, 1920", ".33/.67, 20"),
                    scenario("5θ (.05, .01)", 0.05, 0.01, 5, "1/0/0, 155", ".22/.78, 5"),
                    scenario("=θ (.01)", 0.01, 0.01, 20, "0/.05/.95", ".05/.88"),
                    scenario("θ/2 (.005, .01)", 0.005, 0.01, 20, "0/1/0, 1940", "0/1, 20"),
                    scenario("3θ (.003, .001)", 0.003, 0.001, 200, "1/0/0, 6600", ".45/.55"));

    private final int runs;

    Canaries(int runs) {
        this.runs = runs;
    }

    private static Scenario scenario(
            String name,
            double rate,
            double tolerated,
            int perLook,
            String oursSpecified,
            String seedSpecified) {
        return new Scenario(name, rate, tolerated, perLook, oursSpecified, seedSpecified);
    }

    Table simulate(long seed) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : SCENARIOS) {
            List<Outcomes> all = Runs.of(runs, seed, random -> outcomes(scenario, random));
            rows.add(
                    List.of(
                            scenario.name() + ", every " + scenario.requestsPerLook(),
                            words(all.stream().map(Outcomes::ours).toList()),
                            scenario.oursSpecified(),
                            words(all.stream().map(Outcomes::seed).toList()),
                            scenario.seedSpecified()));
        }
        return new Table(
                "Canaries judged at every look (STATISTICS §6)",
                runs
                        + " canaries each: share rolled back / promoted / undecided, and the median of"
                        + " requests of those decided. Ours decides by e-values (evidence alone, no"
                        + " decision at the end of the requests); the seed's formula deploys at"
                        + " Φ ≥ .95 and rolls back at Φ ≤ .05.",
                List.of(
                        "true rate (p, θ), looks",
                        "e-values",
                        "specified",
                        "seed formula",
                        "specified"),
                rows,
                "The seed's formula divides by zero where p̂ is 0 or 1; it is read as its limit, which"
                        + " deploys at the first look without an error.");
    }

    private String words(List<Outcome> outcomes) {
        long back = count(outcomes, Canary.Decision.ROLLBACK);
        long promoted = count(outcomes, Canary.Decision.PROMOTE);
        long undecided = outcomes.size() - back - promoted;
        long[] requests =
                outcomes.stream()
                        .filter(o -> o.decision() != Canary.Decision.CONTINUE)
                        .mapToLong(Outcome::requests)
                        .sorted()
                        .toArray();
        return Estimate.share(back, runs).words(3)
                + " / "
                + Estimate.share(promoted, runs).words(3)
                + " / "
                + Estimate.share(undecided, runs).words(3)
                + (requests.length == 0 ? "" : ", " + requests[requests.length / 2]);
    }

    private static long count(List<Outcome> outcomes, Canary.Decision decision) {
        return outcomes.stream().filter(o -> o.decision() == decision).count();
    }

    private static Outcomes outcomes(Scenario scenario, SplittableRandom random) {
        CanaryRule rule = CanaryRule.of(scenario.tolerated());
        long most = rule.requestsMax();
        Canary canary = Canary.of(rule.withRequestsMax(Long.MAX_VALUE));
        Outcome ours = null;
        Outcome seed = null;
        Tally failures = Tally.NONE;
        while (failures.trials() < most && (ours == null || seed == null)) {
            long failed = Draws.binomial(random, scenario.requestsPerLook(), scenario.rate());
            failures = failures.merge(new Tally(failed, scenario.requestsPerLook()));
            canary = canary.look(failures);
            if (ours == null && canary.decision() != Canary.Decision.CONTINUE) {
                ours = new Outcome(canary.decision(), failures.trials());
            }
            Canary.Decision naive = naive(canary.evidence().seedP(), failures.events() > 0);
            if (seed == null && naive != Canary.Decision.CONTINUE) {
                seed = new Outcome(naive, failures.trials());
            }
        }
        Outcome none = new Outcome(Canary.Decision.CONTINUE, failures.trials());
        return new Outcomes(ours == null ? none : ours, seed == null ? none : seed);
    }

    /** Where p̂ is 0 or 1 the formula divides by zero: read as its limit, 1 or 0. */
    private static Canary.Decision naive(Figure seedP, boolean anyFailed) {
        double p = seedP.orElse(anyFailed ? 0 : 1);
        if (p >= PROMOTE_FROM) {
            return Canary.Decision.PROMOTE;
        }
        return p <= ROLLBACK_TO ? Canary.Decision.ROLLBACK : Canary.Decision.CONTINUE;
    }
}
