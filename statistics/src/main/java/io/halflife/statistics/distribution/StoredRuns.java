// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

/** Checks runs of values and counts that come from outside, and makes them a distribution again. */
final class StoredRuns {

    private StoredRuns() {}

    /** Moments are null when they are those of the runs. */
    static EmpiricalDistribution restored(
            double[] values, long[] counts, double rankErrorMax, Moments moments) {
        long[] cumulative = checkedCumulative(values, counts, rankErrorMax);
        double size = cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
        EmpiricalDistribution restored =
                new EmpiricalDistribution(
                        foldedCopy(values), cumulative, rankErrorRows(rankErrorMax, size), moments);
        if (moments != null && moments.n() != restored.finiteCount()) {
            throw new IllegalArgumentException(
                    "moments must be of the "
                            + restored.finiteCount()
                            + " finite values: of "
                            + moments.n());
        }
        return restored;
    }

    /** The whole number whose share this is, else a little more than the product. */
    private static double rankErrorRows(double share, double size) {
        double whole = Math.rint(share * size);
        return size == 0 || whole / size == share ? whole : Math.nextUp(share * size);
    }

    private static double[] foldedCopy(double[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = values[i] + 0.0;
        }
        return copy;
    }

    private static long[] checkedCumulative(double[] values, long[] counts, double rankErrorMax) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(
                    values.length + " values but " + counts.length + " counts");
        }
        if (!(rankErrorMax >= 0 && rankErrorMax <= 1)) {
            throw new IllegalArgumentException("rankErrorMax must be in [0, 1]: " + rankErrorMax);
        }
        long[] cumulative = new long[counts.length];
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            boolean ascends = i == 0 ? !Double.isNaN(values[0]) : values[i - 1] < values[i];
            if (!ascends || counts[i] <= 0) {
                throw new IllegalArgumentException(
                        "values must ascend with positive counts; at index "
                                + i
                                + ": "
                                + values[i]
                                + " × "
                                + counts[i]);
            }
            total = Math.addExact(total, counts[i]);
            cumulative[i] = total;
        }
        return cumulative;
    }
}
