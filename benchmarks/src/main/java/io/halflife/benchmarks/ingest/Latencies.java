// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.benchmarks.ingest;

import java.util.Arrays;

/** Durations of one thread, in microseconds. */
final class Latencies {

    private static final double MICROS_PER_MILLI = 1000;

    private int[] micros = new int[1024];
    private int count;

    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
    }

    void addAll(Latencies other) {
        for (int i = 0; i < other.count; i++) {
            add(1000L * other.micros[i]);
        }
    }

    /** The value below which this share lies, in milliseconds; NaN without any. */
    double quantileMillis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return sorted[Math.max(0, rank - 1)] / MICROS_PER_MILLI;
    }
}
