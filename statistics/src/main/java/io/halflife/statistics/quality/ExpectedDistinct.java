// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Interval;
import io.halflife.statistics.figure.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * How many different values a window of n rows should have if its rows were drawn from the N of the
 * reference, and between which numbers it is let be: what {@link Cardinality} asks of the
 * reference's own windows, for references that cannot be cut into windows.
 *
 * <p>E = Σ 1 − (1 − n/N)^c over the values, c their counts (rarefaction; each row is drawn with
 * probability n/N). For n &gt; N at most D·n/N, D the different values of the reference. Let be:
 * from E/2 to twice the larger of both. n or N of 0: undefined, INSUFFICIENT_DATA.
 *
 * <p>Source: Hurlbert 1971, doi:10.2307/1934145 (without replacement, from which this differs by
 * less than one value); the factor is that of {@link Cardinality}.
 */
public final class ExpectedDistinct {

    private static final double FACTOR = 2;
    private static final int FEW = 1024;

    private ExpectedDistinct() {}

    /** Of numbers. */
    public static Interval range(EmpiricalDistribution reference, long rows) {
        return range(reference.distinct(), reference::count, reference.size(), rows);
    }

    /** Of names, all of which must be in the table. */
    public static Interval range(FrequencyTable reference, long rows) {
        long[] counts = reference.counts().values().stream().mapToLong(Long::longValue).toArray();
        return range(counts.length, i -> counts[i], reference.total(), rows);
    }

    private static Interval range(int distinct, IntToLongFunction count, long of, long rows) {
        Figure expected = expected(distinct, count, of, rows);
        if (!expected.isDefined()) {
            return Interval.undefined(expected.status());
        }
        double most = Math.max(expected.value(), distinct * Math.max(1.0, (double) rows / of));
        double high = rows > of ? most : expected.value();
        return Interval.of(expected.value() / FACTOR, high * FACTOR);
    }

    private static Figure expected(int distinct, IntToLongFunction count, long of, long rows) {
        if (of == 0 || rows == 0) {
            return Figure.undefined(Status.INSUFFICIENT_DATA);
        }
        // Most values are seen a few times: an array for those, and a map for the rest.
        long[] few = new long[FEW];
        Map<Long, Long> many = new TreeMap<>();
        // Where every value was seen once, nobody need be asked.
        few[1] = distinct == of ? distinct : 0;
        for (int i = 0; distinct < of && i < distinct; i++) {
            long times = count.applyAsLong(i);
            if (times < FEW) {
                few[(int) times]++;
            } else {
                many.merge(times, 1L, Long::sum);
            }
        }
        double left = 1 - Math.min(1, (double) rows / of);
        double sum = 0;
        for (int times = 1; times < FEW; times++) {
            if (few[times] > 0) {
                sum += few[times] * (1 - Math.pow(left, times));
            }
        }
        for (Map.Entry<Long, Long> entry : many.entrySet()) {
            sum += entry.getValue() * (1 - Math.pow(left, entry.getKey()));
        }
        return Figure.of(sum);
    }
}
