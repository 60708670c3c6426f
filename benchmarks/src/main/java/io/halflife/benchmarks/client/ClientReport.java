// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.client;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the client's benchmark and prints the rows of docs/benchmarks.md. */
public final class ClientReport {

    private static final double MICROS_MAX = 50;

    private ClientReport() {}

    /**
     * Prints the table.
     *
     * @throws IllegalStateException where a call of 23 features takes more than 50 µs at p99
     */
    public static void print() throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include("\\.LogBenchmark\\.")
                                        .addProfiler(GCProfiler.class)
                                        .build())
                        .run();
        System.out.println("| log(), the collector away | p50 µs | p99 µs | p99.9 µs | bytes |");
        System.out.println("|---|---|---|---|---|");
        for (RunResult result : results) {
            print(result);
        }
    }

    private static void print(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        String numeric = result.getParams().getParam("numeric");
        double p99 = time.getStatistics().getPercentile(99);
        System.out.printf(
                Locale.ROOT,
                "| %s numeric + 3 categorical features | %.1f | %.1f | %.1f | %.0f |%n",
                numeric,
                time.getStatistics().getPercentile(50),
                p99,
                time.getStatistics().getPercentile(99.9),
                allocated(result));
        if (numeric.equals("20") && p99 > MICROS_MAX) {
            throw new IllegalStateException("log() takes " + p99 + " µs at p99");
        }
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
