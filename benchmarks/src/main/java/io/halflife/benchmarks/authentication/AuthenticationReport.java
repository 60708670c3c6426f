// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.authentication;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmark of authentication and prints the row of docs/benchmarks.md. */
public final class AuthenticationReport {

    private static final double MICROS_MAX = 30;

    private AuthenticationReport() {}

    /**
     * Prints the table.
     *
     * @param look whether one second is measured instead of ten, to see that it runs
     * @throws IllegalStateException where a request costs more than 30 µs on average
     */
    public static void print(boolean look) throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("\\.AuthenticationBenchmark\\.")
                        .addProfiler(GCProfiler.class);
        if (look) {
            options.warmupIterations(1).measurementIterations(1);
            options.measurementTime(TimeValue.seconds(1));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        System.out.println("| a request with a key | mean µs | p50 µs | p99 µs | bytes |");
        System.out.println("|---|---|---|---|---|");
        for (RunResult result : results) {
            print(result);
        }
    }

    private static void print(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        System.out.printf(
                Locale.ROOT,
                "| let in from memory | %.1f | %.1f | %.1f | %.0f |%n",
                time.getScore(),
                time.getStatistics().getPercentile(50),
                time.getStatistics().getPercentile(99),
                allocated(result));
        if (time.getScore() > MICROS_MAX) {
            throw new IllegalStateException("a request costs " + time.getScore() + " µs");
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
