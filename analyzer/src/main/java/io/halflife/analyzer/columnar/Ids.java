// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.columnar;

/**
 * A column of ids: the upper and the lower eight bytes of each, big-endian. Immutable by agreement.
 */
public final class Ids {

    private final long[] upper;
    private final long[] lower;

    Ids(long[] upper, long[] lower) {
        this.upper = upper;
        this.lower = lower;
    }

    public long upper(int row) {
        return upper[row];
    }

    public long lower(int row) {
        return lower[row];
    }
}
