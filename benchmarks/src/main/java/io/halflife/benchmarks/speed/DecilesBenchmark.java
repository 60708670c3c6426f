// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import io.halflife.statistics.comparison.JensenShannon;
import io.halflife.statistics.comparison.PopulationStability;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** PSI and Jensen–Shannon of numbers that are sorted already: ten cells of a million values. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecilesBenchmark {

    private static final int ROWS = 1_000_000;

    private EmpiricalDistribution reference;
    private EmpiricalDistribution current;

    @Setup
    public void sort() {
        reference = EmpiricalDistribution.of(Samples.sample(1, ROWS, 0));
        current = EmpiricalDistribution.of(Samples.sample(2, ROWS, 0.1));
    }

    @Benchmark
    public Object populationStability() {
        return PopulationStability.numeric(reference, current);
    }

    @Benchmark
    public Object jensenShannon() {
        return JensenShannon.numeric(reference, current);
    }
}
