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
        EmpiricalDistribution sorted = EmpiricalDistribution.ofAscending(ranges());
        blocks.clear();
        size = 0;
        EmpiricalDistribution all = before.merge(sorted);
        return before.isEmpty() ? all : all.compact(POINTS_MAX);
    }

    private List<EmpiricalDistribution> ranges() {
        double[] splitters = splitters(size / RANGE_VALUES);
        int[] sizes = sizes(splitters);
        List<EmpiricalDistribution> sorted = new ArrayList<>();
        for (int range = 0; range < sizes.length; range++) {
            double[] values = inRange(splitters, range, sizes[range]);
            sorted.add(EmpiricalDistribution.of(values, 0, values.length));
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

    /** How many values each range has; what is missing is counted on the way. */
    private int[] sizes(double[] splitters) {
        int[] sizes = new int[splitters.length + 1];
        for (Block.Numbers block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                double value = block.value(i);
                if (Double.isNaN(value)) {
                    missing++;
                } else {
                    sizes[range(splitters, value)]++;
                }
            }
        }
        return sizes;
    }

    /** Equal values share a range. */
    private static int range(double[] splitters, double value) {
        int range = 0;
        while (range < splitters.length && splitters[range] <= value) {
            range++;
        }
        return range;
    }

    private double[] inRange(double[] splitters, int range, int count) {
        double low = range == 0 ? Double.NEGATIVE_INFINITY : splitters[range - 1];
        boolean last = range == splitters.length;
        double high = last ? Double.POSITIVE_INFINITY : splitters[range];
        double[] values = new double[count];
        int next = 0;
        for (Block.Numbers block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                double value = block.value(i);
                if (value >= low && (value < high || last)) {
                    values[next++] = value;
                }
            }
        }
        return values;
    }
}
