// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stated rank error holds, whatever tree of merges and compactions a distribution went through.
 */
class CompactionLawTest {

    private static final int ROUNDS = 60;

    /** Samples that compaction finds hard. */
    enum Shape {
        CONTINUOUS {
            @Override
            double value(SplittableRandom random, int i) {
                return random.nextDouble();
            }
        },
        HEAVY_TAIL {
            @Override
            double value(SplittableRandom random, int i) {
                double u = random.nextDouble();
                return u / (1 - u);
            }
        },
        TIES {
            @Override
            double value(SplittableRandom random, int i) {
                return random.nextInt(40);
            }
        },
        HEAVY_REPEATS {
            @Override
            double value(SplittableRandom random, int i) {
                return random.nextInt(10) < 7 ? 1 : random.nextDouble() * 2;
            }
        },
        CONSTANT {
            @Override
            double value(SplittableRandom random, int i) {
                return 7;
            }
        },
        TWO_VALUES {
            @Override
            double value(SplittableRandom random, int i) {
                return random.nextInt(100) == 0 ? 1 : 0;
            }
        },
        INFINITIES {
            @Override
            double value(SplittableRandom random, int i) {
                int which = random.nextInt(5);
                return which == 0
                        ? Double.NEGATIVE_INFINITY
                        : which == 1 ? Double.POSITIVE_INFINITY : random.nextInt(-50, 50);
            }
        },
        SORTED {
            @Override
            double value(SplittableRandom random, int i) {
                return i;
            }
        },
        REVERSED {
            @Override
            double value(SplittableRandom random, int i) {
                return -i;
            }
        },
        GROWING_REPEATS {
            @Override
            double value(SplittableRandom random, int i) {
                return Math.floor(Math.log1p(i) * 5);
            }
        };

        abstract double value(SplittableRandom random, int i);
    }

    @ParameterizedTest
    @EnumSource
    void rankErrorMax_boundsAnyTreeOfMergesAndCompactions(Shape shape) {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = 1000L * shape.name().hashCode() + round;
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[random.nextInt(1, 1500)];
            for (int i = 0; i < values.length; i++) {
                values[i] = shape.value(random, i);
            }
            EmpiricalDistribution exact = EmpiricalDistribution.of(values);

            EmpiricalDistribution tree = grown(parts(values, random), random);

            check(exact, tree, shape + " seed " + seed);
        }
    }

    /** Neighbouring slices: sorted samples give parts that do not overlap at all. */
    private static List<EmpiricalDistribution> parts(double[] values, SplittableRandom random) {
        List<EmpiricalDistribution> parts = new ArrayList<>();
        for (int from = 0; from < values.length; ) {
            int to = Math.min(values.length, from + random.nextInt(1, 400));
            parts.add(EmpiricalDistribution.of(values, from, to));
            from = to;
        }
        return parts;
    }

    /** Merges two parts at a time, any two, and compacts at any time to any number of points. */
    private static EmpiricalDistribution grown(
            List<EmpiricalDistribution> parts, SplittableRandom random) {
        while (parts.size() > 1) {
            EmpiricalDistribution a = parts.remove(random.nextInt(parts.size()));
            EmpiricalDistribution b = parts.remove(random.nextInt(parts.size()));
            parts.add(compacted(compacted(a, random).merge(b), random));
        }
        return compacted(parts.get(0), random);
    }

    private static EmpiricalDistribution compacted(
            EmpiricalDistribution distribution, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> distribution;
            case 1 -> distribution.compact(3);
            case 2 -> distribution.compact(random.nextInt(3, 40)).compact(3 + random.nextInt(20));
            default -> distribution.compact(random.nextInt(3, 200));
        };
    }

    private static void check(
            EmpiricalDistribution exact, EmpiricalDistribution tree, String which) {
        assertEquals(exact.size(), tree.size(), which);
        assertEquals(exact.min(), tree.min(), which);
        assertEquals(exact.max(), tree.max(), which);
        assertEquals(exact.moments().n(), tree.moments().n(), which);
        double spread = exact.moments().m2();
        assertEquals(spread, tree.moments().m2(), 1e-9 * spread + 1e-9, which);
        for (EmpiricalDistribution points : List.of(exact, tree)) {
            for (int i = 0; i < points.distinct(); i++) {
                double x = points.value(i);
                assertBounded(exact.countAtMost(x), tree.countAtMost(x), tree, which);
                assertBounded(exact.countBelow(x), tree.countBelow(x), tree, which);
            }
        }
    }

    /** Without any allowance for rounding: the bound is a whole number of rows over the size. */
    private static void assertBounded(
            long exact, long compacted, EmpiricalDistribution tree, String which) {
        double off = Math.abs(exact - compacted) / (double) tree.size();
        assertTrue(off <= tree.rankErrorMax(), () -> which + ": " + off + " > " + tree);
    }

    /** The worst order: one value after the other into a distribution that is always compact. */
    @Test
    void rankErrorMax_boundsValueByValueAccumulation() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = random.doubles(300).toArray();
            if (seed % 2 == 0) {
                Arrays.sort(values);
            }
            EmpiricalDistribution grown = EmpiricalDistribution.EMPTY;
            for (int i = 0; i < values.length; i++) {
                grown = grown.merge(EmpiricalDistribution.of(values, i, i + 1)).compact(16);
            }
            check(EmpiricalDistribution.of(values), grown, "seed " + seed);
        }
    }

    /** Several equal groups; those below the median move up, those above it down. */
    @Test
    void compact_statesTheLargestMoveOfAnyGroup() {
        EmpiricalDistribution seven = EmpiricalDistribution.of(0, 1, 2, 3, 4, 5, 6);

        EmpiricalDistribution three = seven.compact(3);

        assertEquals(EmpiricalDistribution.of(0, 3, 3, 3, 3, 3, 6).value(1), three.value(1));
        assertEquals(5, three.count(1));
        assertEquals(2 / 7.0, three.rankErrorMax());
        assertEquals(4 / 14.0, three.merge(three).rankErrorMax(), "the error of both, of twice");
        assertEquals(2 / 8.0, three.merge(EmpiricalDistribution.of(9)).rankErrorMax());
    }

    @Test
    void compact_ofCountsNearTheLargestLong() {
        long big = Long.MAX_VALUE / 8;
        EmpiricalDistribution huge =
                EmpiricalDistribution.ofRuns(
                        new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                        new long[] {big, big, big, big, big, big, big, big},
                        0);

        EmpiricalDistribution compact = huge.compact(4);

        assertTrue(compact.distinct() <= 4, compact.toString());
        check(huge, compact, "huge");
    }

    @Test
    void ofRuns_givesBackTheRankErrorItWasGiven() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            EmpiricalDistribution compact =
                    EmpiricalDistribution.of(random.doubles(random.nextInt(5, 3000)).toArray())
                            .compact(random.nextInt(3, 30));
            double[] values = new double[compact.distinct()];
            long[] counts = new long[compact.distinct()];
            for (int i = 0; i < values.length; i++) {
                values[i] = compact.value(i);
                counts[i] = compact.count(i);
            }
            EmpiricalDistribution back =
                    EmpiricalDistribution.ofRuns(
                            values, counts, compact.rankErrorMax(), compact.moments());

            assertEquals(compact.rankErrorMax(), back.rankErrorMax());
            assertEquals(compact.rankErrorRows(), back.rankErrorRows());
            assertEquals(compact, back);
        }
        EmpiricalDistribution odd =
                EmpiricalDistribution.ofRuns(new double[] {1}, new long[] {3}, 0.05);
        assertTrue(odd.rankErrorMax() >= 0.05 && odd.rankErrorMax() < 0.05 + 1e-15);
    }
}
