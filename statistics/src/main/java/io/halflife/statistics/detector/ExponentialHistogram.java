// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.detector;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The latest values, summed up: buckets of 1, 2, 4, … values, the newer the finer, at most {@value
 * #BUCKETS_PER_ROW} of a size. Each knows its sum and its squared deviations. So W values take
 * O(log W) memory, and the oldest bucket can be forgotten.
 *
 * <p>Row r holds buckets of 2^r values, the oldest first. Sizes are multiplied in double: a window
 * may outgrow an int. Not safe for use by several threads.
 */
final class ExponentialHistogram implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int BUCKETS_PER_ROW = 5;

    /** One more than stays: a full row is merged into the next when this one is taken. */
    private static final int PLACES = BUCKETS_PER_ROW + 1;

    private static final int ROWS_AT_FIRST = 8;

    private int rows = 1;
    private int[] counts = new int[ROWS_AT_FIRST];
    private double[] sums = new double[ROWS_AT_FIRST * PLACES];
    private double[] deviations = new double[ROWS_AT_FIRST * PLACES];
    private long width;
    private double sum;
    private double deviation;

    /** Takes the newest value. */
    void add(double value) {
        if (width > 0) {
            double difference = value - sum / width;
            deviation += width * (difference * difference) / (width + 1);
        }
        width++;
        sum += value;
        append(0, value, 0);
        for (int row = 0; counts[row] > BUCKETS_PER_ROW; row++) {
            mergeOldestPair(row);
        }
    }

    private void mergeOldestPair(int row) {
        double size = size(row);
        int first = row * PLACES;
        double difference = sums[first] / size - sums[first + 1] / size;
        double between = size * size * difference * difference / (size + size);
        append(
                row + 1,
                sums[first] + sums[first + 1],
                deviations[first] + deviations[first + 1] + between);
        remove(row, 2);
    }

    private void append(int row, double bucketSum, double bucketDeviation) {
        if (row == rows) {
            rows++;
            makeRoom();
        }
        int place = row * PLACES + counts[row];
        sums[place] = bucketSum;
        deviations[place] = bucketDeviation;
        counts[row]++;
    }

    private void makeRoom() {
        if (rows > counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
            sums = Arrays.copyOf(sums, 2 * sums.length);
            deviations = Arrays.copyOf(deviations, 2 * deviations.length);
        }
    }

    private void remove(int row, int oldest) {
        int first = row * PLACES;
        counts[row] -= oldest;
        System.arraycopy(sums, first + oldest, sums, first, counts[row]);
        System.arraycopy(deviations, first + oldest, deviations, first, counts[row]);
    }

    /** Forgets the oldest bucket; there must be a second one. */
    void dropOldest() {
        int row = rows - 1;
        double size = size(row);
        double bucketSum = sums[row * PLACES];
        width -= 1L << row;
        sum -= bucketSum;
        double difference = bucketSum / size - sum / width;
        double between = size * width * (difference * difference) / (size + width);
        deviation -= deviations[row * PLACES] + between;
        remove(row, 1);
        if (counts[row] == 0) {
            rows--;
        }
    }

    int rows() {
        return rows;
    }

    /** Buckets of a row. */
    int count(int row) {
        return counts[row];
    }

    /** Values in each bucket of a row. */
    static double size(int row) {
        return 1L << row;
    }

    /** The sum of the index-th oldest bucket of a row. */
    double sum(int row, int index) {
        return sums[row * PLACES + index];
    }

    int buckets() {
        return Arrays.stream(counts, 0, rows).sum();
    }

    /** Values that are summed up. */
    long width() {
        return width;
    }

    double sum() {
        return sum;
    }

    /** Their variance, divided by their number; there must be some. */
    double variance() {
        return deviation / width;
    }
}
