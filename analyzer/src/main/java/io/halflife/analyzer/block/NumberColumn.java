// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.block;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The values of one numeric column, sorted range by range, so that what sorting takes beside them
 * does not grow with their number. Exact up to {@link #EXACT_MAX} values; of more than that,
 * portions of so many are merged and compacted, and the distribution carries its rank error. One
 * thread.
 */
final class NumberColumn {

    /** Values that are in memory at once at most: with their distribution 16 bytes each. */
    static final int EXACT_MAX = 10_000_000;

    /** Points that are kept of more. */
    private static final int POINTS_MAX = 1_000_000;

    /** Values that are sorted at once, about. */
    private static final int RANGE_VALUES = 1_000_000;

    private static final int SAMPLES_A_RANGE = 256;

    private final List<Block.Numbers> blocks = new ArrayList<>();
    private EmpiricalDistribution before = EmpiricalDistribution.EMPTY;
    private int size;
    private long missing;

    /** The profile of all blocks. */
    static FeatureProfile profile(Column column, Iterator<Block> blocks) {
        NumberColumn numbers = new NumberColumn();
        while (blocks.hasNext()) {
            numbers.add((Block.Numbers) blocks.next());
        }
        return FeatureProfile.of(column, numbers.distribution(), numbers.missing);
    }

    private void add(Block.Numbers block) {
        if (size + block.size() > EXACT_MAX && size > 0) {
            before = distribution().compact(POINTS_MAX);
        }
        blocks.add(block);
        size += block.size();
    }

    /** Of everything so far; the blocks are given up. */
    private EmpiricalDistribution distribution() {
        List<EmpiricalDistribution> ranges = ranges();
        EmpiricalDistribution sorted =
                ranges.size() == 1 ? ranges.get(0) : EmpiricalDistribution.ofAscending(ranges);
        blocks.clear();
        size = 0;
        EmpiricalDistribution all = before.merge(sorted);
        return before.isEmpty() ? all : all.compact(POINTS_MAX);
    }

    private List<EmpiricalDistribution> ranges() {
        double[] splitters = splitters((size - 1) / RANGE_VALUES);
        byte[] ranges = new byte[size];
        int[] ends = starts(splitters, ranges);
        double[] values = inRanges(ranges, ends);
        List<EmpiricalDistribution> sorted = new ArrayList<>();
        int from = 0;
        for (int range = 0; range <= splitters.length; range++) {
            sorted.add(EmpiricalDistribution.of(values, from, ends[range]));
            from = ends[range];
        }
        return sorted;
    }

    /** So many values that cut the column into ranges of about the same size, from a sample. */
    private double[] splitters(int count) {
        if (count == 0) {
            return new double[0];
        }
        double[] sample = new double[count * SAMPLES_A_RANGE];
        int step = Math.max(1, size / sample.length);
        int sampled = 0;
        int at = 0;
        for (Block.Numbers block : blocks) {
            for (; at < block.size() && sampled < sample.length; at += step) {
                double value = block.value(at);
                if (!Double.isNaN(value)) {
                    sample[sampled++] = value;
                }
            }
            at -= block.size();
        }
        Arrays.sort(sample, 0, sampled);
        int[] ranks = new int[sampled == 0 ? 0 : count];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (int) ((long) sampled * (i + 1) / (count + 1));
        }
        return Arrays.stream(ranks).mapToDouble(rank -> sample[rank]).distinct().toArray();
    }

    /**
     * Where each range starts when they lie one after the other; what is missing is counted on the
     * way and comes last.
     *
     * @param ranges takes the range of each value
     */
    private int[] starts(double[] splitters, byte[] ranges) {
        int[] sizes = new int[splitters.length + 2];
        int next = 0;
        for (Block.Numbers block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                int range = range(splitters, block.value(i));
                ranges[next++] = (byte) range;
                sizes[range]++;
            }
        }
        missing += sizes[splitters.length + 1];
        int start = 0;
        for (int range = 0; range < sizes.length; range++) {
            int of = sizes[range];
            sizes[range] = start;
            start += of;
        }
        return sizes;
    }

    /**
     * Equal values share a range; no branch depends on the value, because none could be foreseen.
     */
    private static int range(double[] splitters, double value) {
        int range = Double.isNaN(value) ? splitters.length + 1 : 0;
        for (double splitter : splitters) {
            range += value >= splitter ? 1 : 0;
        }
        return range;
    }

    /**
     * The values range by range; the blocks are given up.
     *
     * @param starts of the ranges; their ends afterwards
     */
    private double[] inRanges(byte[] ranges, int[] starts) {
        double[] values = new double[size];
        int next = 0;
        for (Block.Numbers block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                values[starts[ranges[next++]]++] = block.value(i);
            }
        }
        blocks.clear();
        return values;
    }
}
