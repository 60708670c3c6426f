// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.util.Arrays;

/**
 * Groups neighbouring values until at most {@code points} are left.
 *
 * <p>Greedy from below: a group takes the next value while its weight stays within a limit; the
 * smallest limit that needs few enough groups is found by bisection. Two neighbouring groups always
 * weigh more than the limit together, so a limit of 2·size/(points − 3) suffices. The smallest and
 * the largest value are groups of their own. A group's values move to its weighted median: those
 * below it move up, those above it move down, so of a group of weight g at most g/2 values change
 * sides of any point, and the groups do not overlap. What a compaction adds to the rank error is
 * therefore the largest such number, and that of several in a row their sum.
 */
final class Compaction {

    private final EmpiricalDistribution source;
    private final int points;
    private final double[] values;
    private final long[] cumulative;
    private long moved;

    Compaction(EmpiricalDistribution source, int points) {
        this.source = source;
        this.points = points;
        this.values = new double[points];
        this.cumulative = new long[points];
    }

    EmpiricalDistribution result() {
        long fits = Math.min(source.size(), limitThatFits());
        long tooSmall = 0;
        while (fits - tooSmall > 1) {
            long limit = tooSmall + (fits - tooSmall) / 2;
            if (groups(limit, false) <= points) {
                fits = limit;
            } else {
                tooSmall = limit;
            }
        }
        int length = groups(fits, true);
        return new EmpiricalDistribution(
                Arrays.copyOf(values, length),
                Arrays.copyOf(cumulative, length),
                source.rankErrorRows() + moved,
                source.moments());
    }

    private long limitThatFits() {
        // Below six points the double might overflow.
        return points < 6 ? source.size() : 2 * (source.size() / (points - 3) + 1);
    }

    /** How many groups this limit needs; writes them down if asked. */
    private int groups(long limit, boolean write) {
        int last = source.distinct() - 1;
        int count = 0;
        int start = 0;
        while (start <= last && count <= points) {
            int end = start == 0 || start == last ? start : groupEnd(start, last - 1, limit);
            if (write) {
                write(count, start, end);
            }
            count++;
            start = end + 1;
        }
        return count;
    }

    private int groupEnd(int start, int last, long limit) {
        long before = source.cumulativeCount(start) - source.count(start);
        // Near 2⁶³ rows the sum would overflow.
        long most = before > Long.MAX_VALUE - limit ? Long.MAX_VALUE : before + limit;
        int end = source.runsWithin(most) - 1;
        return Math.max(start, Math.min(last, end));
    }

    private void write(int index, int start, int end) {
        long before = source.cumulativeCount(start) - source.count(start);
        long after = source.cumulativeCount(end);
        long middle = before + (after - before + 1) / 2;
        int median = source.runsWithin(middle - 1);
        long below = source.cumulativeCount(median) - source.count(median) - before;
        long above = after - source.cumulativeCount(median);
        moved = Math.max(moved, Math.max(below, above));
        values[index] = source.value(median);
        cumulative[index] = after;
    }
}
