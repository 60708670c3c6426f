// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import io.halflife.benchmarks.speed.KsRace.Way;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every speed benchmark and prints the rows of docs/benchmarks.md. */
public final class SpeedReport {

    private static final int FEATURES = 20;
    private static final int ROWS = 1_000_000;

    private final String python;
    private final int rounds;

    /**
     * @param python the interpreter that may have numpy and scipy
     * @param rounds turns of each way to compare samples, at least 1
     */
    public SpeedReport(String python, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds are fewer than 1: " + rounds);
        }
        this.python = python;
        this.rounds = rounds;
    }

    /** Prints both tables. */
    public void print() throws RunnerException {
        printLoad();
        printRace();
        printMicro();
        printLoad();
    }

    /** Prints the comparison of samples alone. */
    public void printSamples() {
        printLoad();
        printRace();
        printLoad();
    }

    private static void printLoad() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "load of the machine %.1f, %d processors, JDK %s%n",
                system.getSystemLoadAverage(),
                system.getAvailableProcessors(),
                System.getProperty("java.version"));
    }

    private void printRace() {
        Path script = Path.of("benchmarks", "peers", "ks_2samp.py");
        Optional<ScipyPeer> peer = ScipyPeer.start(python, script, FEATURES, ROWS);
        peer.ifPresent(scipy -> System.out.println("peer: scipy " + scipy.versions()));
        Map<Way, Cost> costs;
        try {
            costs = new KsRace(new Samples(FEATURES, ROWS)).run(rounds, peer);
        } finally {
            peer.ifPresent(ScipyPeer::close);
        }
        System.out.printf(
                "%n| KS and Wasserstein-1, %d × %d against %d, 2 threads | CPU s | wall s"
                        + " | bytes per value |%n|---|---|---|---|%n",
                FEATURES, ROWS, ROWS);
        costs.forEach(SpeedReport::printCost);
        System.out.printf("%n| ratio | CPU | wall | goal |%n|---|---|---|---|%n");
        printRatio(costs, Way.SCIPY, Way.OURS, "≥ 8 wall");
        printRatio(costs, Way.SCIPY_POOL, Way.OURS, "");
        printRatio(costs, Way.SCIPY, Way.OURS_SORTED, "");
        printRatio(costs, Way.OURS, Way.FLOOR, "≤ 1.5");
        printRatio(costs, Way.OURS_SORTED, Way.FLOOR_SORTED, "≤ 1.5");
        printRatio(costs, Way.OURS_COMPARE, Way.FLOOR_COMPARE, "");
    }

    private static void printCost(Way way, Cost cost) {
        double perValue = cost.bytes() / (2.0 * FEATURES * ROWS);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %s |%n",
                way.words(),
                cost.cpu(),
                cost.wall(),
                Double.isNaN(perValue) ? "–" : String.format(Locale.ROOT, "%.3f", perValue));
    }

    private static void printRatio(Map<Way, Cost> costs, Way above, Way below, String goal) {
        Cost a = costs.get(above);
        Cost b = costs.get(below);
        if (a != null && b != null) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s ÷ %s | %.2f | %.2f | %s |%n",
                    above.words(),
                    below.words(),
                    a.cpu() / b.cpu(),
                    a.wall() / b.wall(),
                    goal);
        }
    }

    private static void printMicro() throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include("\\.(Counts|Deciles|Auc)Benchmark\\.")
                                        .addProfiler(GCProfiler.class)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();
        Map<String, Double> scores = new TreeMap<>();
        System.out.printf("%n| one thread | time | ± (99.9 %%) | bytes allocated |%n");
        System.out.printf("|---|---|---|---|%n");
        for (RunResult result : results) {
            String name = name(result);
            scores.put(name, result.getPrimaryResult().getScore());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f %s | %.3f | %.0f |%n",
                    name,
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreUnit(),
                    result.getPrimaryResult().getScoreError(),
                    allocated(result));
        }
        for (String sort : new String[] {"ourSort", "radixSort", "jdkSort"}) {
            System.out.printf(
                    Locale.ROOT,
                    "| auc ÷ %s | %.2f | goal ≤ 2 | |%n",
                    sort,
                    scores.get("Auc.auc") / scores.get("Auc." + sort));
        }
    }

    private static String name(RunResult result) {
        String label = result.getParams().getBenchmark();
        String method = label.substring(label.lastIndexOf('.', label.lastIndexOf('.') - 1) + 1);
        String categories = result.getParams().getParam("categories");
        return method.replace("Benchmark", "")
                + (categories == null ? "" : ", " + categories + " categories");
    }

    private static double allocated(RunResult result) {
        for (String figure : result.getSecondaryResults().keySet()) {
            if (figure.endsWith("gc.alloc.rate.norm")) {
                return result.getSecondaryResults().get(figure).getScore();
            }
        }
        return Double.NaN;
    }
}
