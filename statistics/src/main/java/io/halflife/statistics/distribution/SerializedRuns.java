// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.distribution;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An {@link EmpiricalDistribution} on its way between processes. Java's serialization writes an
 * array of numbers one by one, and an array of bytes at once.
 */
final class SerializedRuns implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Little endian, 8 bytes a value. */
    private final byte[] values;

    /** Likewise; null where no value repeats. */
    private final byte[] cumulative;

    private final double rankErrorRows;

    /** Null until asked for. */
    private final Moments moments;

    SerializedRuns(double[] values, long[] cumulative, double rankErrorRows, Moments moments) {
        this.values = new byte[values.length * Double.BYTES];
        buffer(this.values).asDoubleBuffer().put(values);
        this.cumulative = cumulative == null ? null : new byte[cumulative.length * Long.BYTES];
        if (cumulative != null) {
            buffer(this.cumulative).asLongBuffer().put(cumulative);
        }
        this.rankErrorRows = rankErrorRows;
        this.moments = moments;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Object readResolve() {
        double[] runs = new double[values.length / Double.BYTES];
        buffer(values).asDoubleBuffer().get(runs);
        long[] counts = cumulative == null ? null : new long[cumulative.length / Long.BYTES];
        if (counts != null) {
            buffer(cumulative).asLongBuffer().get(counts);
        }
        return new EmpiricalDistribution(runs, counts, rankErrorRows, moments);
    }
}
