// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.speed;

import io.halflife.statistics.comparison.SampleDistances;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Kolmogorov–Smirnov and Wasserstein-1 of every feature, several ways in turns over the same
 * arrays, with two threads.
 *
 * <p>Law: all ways give the same D for each feature, to 10⁻¹⁵; if not, the race fails.
 */
final class KsRace {

    private static final double TOLERANCE = 1e-15;

    /** The ways, in the order in which they take turns. */
    enum Way {
        OURS("ours, both sides unsorted"),
        FLOOR("radix sort of both sides + one merge"),
        OURS_SORTED("ours, reference sorted before"),
        FLOOR_SORTED("radix sort of the window + one merge"),
        OURS_COMPARE("ours, both sides sorted before"),
        FLOOR_COMPARE("one merge"),
        SCIPY("scipy ks_2samp, one process"),
        SCIPY_POOL("scipy ks_2samp, pool of two");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Samples samples;
    private final EmpiricalDistribution[] references;
    private final EmpiricalDistribution[] currents;
    private final long[][] referenceKeys;
    private final long[][] currentKeys;
    private final Map<Way, List<Cost>> costs = new EnumMap<>(Way.class);
    private double[] expected;

    KsRace(Samples samples) {
        this.samples = samples;
        this.references = new EmpiricalDistribution[samples.features()];
        this.currents = new EmpiricalDistribution[samples.features()];
        this.referenceKeys = new long[samples.features()][];
        this.currentKeys = new long[samples.features()][];
        for (int f = 0; f < samples.features(); f++) {
            references[f] = EmpiricalDistribution.of(samples.reference(f));
            currents[f] = EmpiricalDistribution.of(samples.current(f));
            referenceKeys[f] = FloorKernel.sortedKeys(samples.reference(f));
            currentKeys[f] = FloorKernel.sortedKeys(samples.current(f));
        }
    }

    /** Each way's median cost; the first turn of each is warm-up. */
    Map<Way, Cost> run(int rounds, Optional<ScipyPeer> peer) {
        try (Workers workers = new Workers(2)) {
            for (int warmUp = 0; warmUp < 3; warmUp++) {
                turn(workers, Optional.empty());
            }
            costs.clear();
            for (int round = 0; round < rounds; round++) {
                turn(workers, peer);
            }
        }
        Map<Way, Cost> medians = new EnumMap<>(Way.class);
        costs.forEach((way, runs) -> medians.put(way, Cost.median(runs)));
        return medians;
    }

    private void turn(Workers workers, Optional<ScipyPeer> peer) {
        take(workers, Way.OURS, this::unsorted);
        take(workers, Way.FLOOR, this::floor);
        take(workers, Way.OURS_SORTED, this::referenceSorted);
        take(workers, Way.FLOOR_SORTED, this::floorReferenceSorted);
        take(workers, Way.OURS_COMPARE, f -> compare(references[f], currents[f]));
        take(workers, Way.FLOOR_COMPARE, f -> floor(referenceKeys[f], currentKeys[f]));
        peer.ifPresent(scipy -> take(scipy, Way.SCIPY, false));
        peer.ifPresent(scipy -> take(scipy, Way.SCIPY_POOL, true));
    }

    private void take(Workers workers, Way way, IntToDoubleFunction work) {
        System.gc();
        Turn turn = workers.measure(samples.features(), work);
        check(way, turn.statistics());
        costs.computeIfAbsent(way, w -> new ArrayList<>()).add(turn.cost());
    }

    private void take(ScipyPeer scipy, Way way, boolean two) {
        Turn turn = scipy.measure(two);
        check(way, turn.statistics());
        costs.computeIfAbsent(way, w -> new ArrayList<>()).add(turn.cost());
    }

    private void check(Way way, double[] statistics) {
        if (expected == null) {
            expected = statistics.clone();
        }
        for (int f = 0; f < expected.length; f++) {
            if (!(Math.abs(statistics[f] - expected[f]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        way.words + ": D " + statistics[f] + ", not " + expected[f]);
            }
        }
    }

    private double unsorted(int feature) {
        return compare(
                EmpiricalDistribution.of(samples.reference(feature)),
                EmpiricalDistribution.of(samples.current(feature)));
    }

    private double referenceSorted(int feature) {
        return compare(references[feature], EmpiricalDistribution.of(samples.current(feature)));
    }

    private static double compare(EmpiricalDistribution reference, EmpiricalDistribution current) {
        SampleDistances distances = SampleDistances.between(reference, current);
        return used(
                distances.wasserstein().distance().value(),
                distances.kolmogorovSmirnov().d().value());
    }

    private double floor(int feature) {
        long[] reference = FloorKernel.sortedKeys(samples.reference(feature));
        return floor(reference, FloorKernel.sortedKeys(samples.current(feature)));
    }

    private double floorReferenceSorted(int feature) {
        return floor(referenceKeys[feature], FloorKernel.sortedKeys(samples.current(feature)));
    }

    private static double floor(long[] reference, long[] current) {
        FloorKernel.Distances distances = FloorKernel.merge(reference, current);
        return used(distances.w1(), distances.d());
    }

    /** So that the distance that is not compared is computed all the same. */
    private static double used(double w1, double d) {
        return w1 < 0 ? Double.NaN : d;
    }
}
