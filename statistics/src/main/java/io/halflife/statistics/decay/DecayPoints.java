// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.decay;

import io.halflife.statistics.decay.Refusal.Reason;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The times of the windows that enter a fit, counted from the first of them. */
final class DecayPoints {

    private final int[] rows;
    private final double t0;
    private final double[] since;

    private DecayPoints(int[] rows, double t0, double[] since) {
        this.rows = rows;
        this.t0 = t0;
        this.since = since;
    }

    static DecayPoints of(double[] times, IntPredicate enters) {
        int[] rows = IntStream.range(0, times.length).filter(enters).toArray();
        double first = Double.POSITIVE_INFINITY;
        for (int row : rows) {
            if (!Double.isFinite(times[row])) {
                throw new IllegalArgumentException(
                        "times[" + row + "] is not a finite number: " + times[row]);
            }
            first = Math.min(first, times[row]);
        }
        double[] since = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            since[i] = times[rows[i]] - first;
        }
        return new DecayPoints(rows, first, since);
    }

    int size() {
        return rows.length;
    }

    double t0() {
        return t0;
    }

    double tEnd() {
        return t0 + span();
    }

    /** From the first to the last. */
    double span() {
        return Arrays.stream(since).max().orElse(0);
    }

    /** Times since the first; not to be changed. */
    double[] since() {
        return since;
    }

    int row(int i) {
        return rows[i];
    }

    /** Which minimum is missed; empty when none is. */
    Optional<Refusal> refusal(int windowsMin) {
        if (rows.length < windowsMin) {
            return Optional.of(new Refusal(Reason.WINDOWS, rows.length, windowsMin));
        }
        int distinct = (int) Arrays.stream(since).distinct().count();
        return distinct < windowsMin
                ? Optional.of(new Refusal(Reason.DISTINCT_TIMES, distinct, windowsMin))
                : Optional.empty();
    }
}
