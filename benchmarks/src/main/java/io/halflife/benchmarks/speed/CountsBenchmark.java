// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import io.halflife.statistics.comparison.ChiSquare;
import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.comparison.PopulationStability;
import io.halflife.statistics.distribution.FrequencyTable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Tests that need only the counts of categories: microseconds, however many rows were counted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountsBenchmark {

    /** How many categories. */
    @Param({"10", "100"})
    public int categories;

    private FrequencyTable reference;
    private FrequencyTable current;

    @Setup
    public void count() {
        reference = table(0);
        current = table(7);
    }

    private FrequencyTable table(int offset) {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < categories; i++) {
            counts.put("category-" + i, 100_000L + 1000L * ((i + offset) % categories));
        }
        return FrequencyTable.of(counts);
    }

    @Benchmark
    public Object chiSquare() {
        return ChiSquare.homogeneity(reference, current);
    }

    @Benchmark
    public Object populationStability() {
        return PopulationStability.categorical(reference, current);
    }

    @Benchmark
    public Object jensenShannon() {
        return JensenShannon.categorical(reference, current);
    }
}
