// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Independent runs of a simulation on all processors.
 *
 * <p>Law: run i of a seed always draws the same numbers, whichever thread takes it.
 */
final class Runs {

    private Runs() {}

    /** The results of so many runs, in their order. */
    static <T> List<T> of(int count, long seed, Function<SplittableRandom, T> simulation) {
        SplittableRandom seeds = new SplittableRandom(seed);
        long[] each = seeds.longs(count).toArray();
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> simulation.apply(new SplittableRandom(each[i])))
                .toList();
    }
}
