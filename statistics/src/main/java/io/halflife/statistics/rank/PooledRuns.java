// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.rank;

import io.halflife.statistics.distribution.EmpiricalDistribution;

/**
 * A walk over the pooled distinct values of two samples, ascending. At each value it tells how many
 * values of either side are equal to it and how many are below. Used by one thread.
 */
final class PooledRuns {

    private final EmpiricalDistribution first;
    private final EmpiricalDistribution second;
    private int x;
    private int y;
    private long firstAt;
    private long secondAt;
    private long firstUpTo;
    private long secondUpTo;

    PooledRuns(EmpiricalDistribution first, EmpiricalDistribution second) {
        this.first = first;
        this.second = second;
    }

    /** Steps to the next value; false when there is none. */
    boolean next() {
        boolean left = x < first.distinct();
        boolean right = y < second.distinct();
        if (!left && !right) {
            return false;
        }
        boolean takesFirst = left && (!right || first.value(x) <= second.value(y));
        boolean takesSecond = right && (!left || second.value(y) <= first.value(x));
        firstAt = takesFirst ? first.count(x++) : 0;
        secondAt = takesSecond ? second.count(y++) : 0;
        firstUpTo += firstAt;
        secondUpTo += secondAt;
        return true;
    }

    /** Values of the first sample that are equal to this one. */
    long firstAt() {
        return firstAt;
    }

    long secondAt() {
        return secondAt;
    }

    /** Values of the second sample that are below this one. */
    long secondBelow() {
        return secondUpTo - secondAt;
    }

    /** Values of the first sample that are at or below this one. */
    long firstUpTo() {
        return firstUpTo;
    }

    long secondUpTo() {
        return secondUpTo;
    }
}
