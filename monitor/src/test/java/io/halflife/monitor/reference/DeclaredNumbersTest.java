// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.halflife.statistics.comparison.KolmogorovSmirnov;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DeclaredNumbersTest {

    private static final int SEEDS = 200;

    /**
     * The law of the conversion: D of the true sample lies within the declared one's resolution.
     */
    @Test
    void distribution_trueDistanceLiesWithinTheRankError() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            EmpiricalDistribution truth = sample(random, 50 + random.nextInt(3000), 0);
            EmpiricalDistribution current =
                    sample(random, 30 + random.nextInt(500), random.nextDouble());

            EmpiricalDistribution declared = declare(random, truth);

            double exact = KolmogorovSmirnov.compare(truth, current).d().value();
            double known = KolmogorovSmirnov.compare(declared, current).d().value();
            assertTrue(
                    Math.abs(exact - known) <= declared.rankErrorMax() + 1e-12,
                    "seed "
                            + seed
                            + ": D "
                            + exact
                            + ", declared "
                            + known
                            + " ± "
                            + declared.rankErrorMax());
            assertTrue(
                    KolmogorovSmirnov.compare(declared, current).p().value()
                            >= KolmogorovSmirnov.compare(truth, current).p().value() * (1 - 1e-9),
                    "seed " + seed + ": a declared profile made p smaller");
        }
    }

    private static EmpiricalDistribution sample(Random random, int n, double shift) {
        boolean tied = random.nextInt(3) == 0;
        return EmpiricalDistribution.of(
                DoubleStream.generate(() -> random.nextGaussian() + shift)
                        .limit(n)
                        .map(x -> tied ? Math.rint(3 * x) : x)
                        .toArray());
    }

    /** Quantiles by linear interpolation or by nearest rank, bins of either convention, or both. */
    private static EmpiricalDistribution declare(Random random, EmpiricalDistribution truth) {
        DeclaredNumbers numbers = new DeclaredNumbers(truth.size());
        int way = random.nextInt(3);
        int parts = 4 + random.nextInt(120);
        boolean linear = random.nextBoolean();
        for (int i = 0; way != 1 && i <= parts; i++) {
            double p = i / (double) parts;
            numbers.quantile(p, linear ? truth.quantile(p).value() : truth.nearestRank(p).value());
        }
        double low = truth.min().value() - 0.5;
        double high = truth.max().value() + 0.5;
        boolean closedBelow = random.nextBoolean();
        for (int i = 0; way != 0 && i <= parts; i++) {
            double edge = i == parts ? high : low + (high - low) * i / parts;
            numbers.edge(edge, closedBelow ? truth.countBelow(edge) : truth.countAtMost(edge));
        }
        return numbers.distribution(null).orElseThrow();
    }

    @Test
    void distribution_quartilesAreCoarse() {
        DeclaredNumbers numbers = new DeclaredNumbers(100_000);
        for (int i = 0; i <= 4; i++) {
            numbers.quantile(i / 4.0, i);
        }

        assertEquals(0.125, numbers.distribution(null).orElseThrow().rankErrorMax(), 1e-4);
    }

    @Test
    void distribution_contradictionIsEmpty() {
        DeclaredNumbers numbers = new DeclaredNumbers(1000);
        numbers.quantile(0, 0);
        numbers.quantile(0.5, 10);
        numbers.quantile(1, 20);
        numbers.edge(0, 0);
        numbers.edge(5, 900);
        numbers.edge(20, 1000);

        assertEquals(Optional.empty(), numbers.distribution(null));
    }

    @Test
    void declaredNumbers_needValues() {
        assertThrows(IllegalArgumentException.class, () -> new DeclaredNumbers(0));
    }
}
