// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.ScoreTable;
import io.halflife.statistics.performance.RocAuc;
import java.util.Arrays;
import java.util.SplittableRandom;
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

/** ROC AUC with DeLong's interval from a million scores, beside the sort of the same scores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AucBenchmark {

    private static final int ROWS = 1_000_000;

    private double[] scores;
    private boolean[] positives;

    /** Scores in (0, 1), of which the higher are more often positive. */
    @Setup
    public void score() {
        SplittableRandom random = new SplittableRandom(42);
        scores = Samples.sample(1, ROWS, 0);
        positives = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            scores[i] = 1 / (1 + Math.exp(-scores[i]));
            positives[i] = random.nextDouble() < scores[i];
        }
    }

    @Benchmark
    public Object auc() {
        return RocAuc.of(ScoreTable.of(scores, positives, 0, ROWS));
    }

    @Benchmark
    public Object ourSort() {
        return EmpiricalDistribution.of(scores);
    }

    @Benchmark
    public Object radixSort() {
        return FloorKernel.sortedKeys(scores);
    }

    @Benchmark
    public Object jdkSort() {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
