// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.FrequencyTable;

/**
 * The largest difference of a category's share, max|p − q|, in [0, 1]. A category that one side
 * does not have has share 0 there. NaN when a side is empty.
 */
public final class LInfinity {

    private LInfinity() {}

    public static double distance(FrequencyTable reference, FrequencyTable current) {
        return Categories.pairs(reference, current).largestDifference();
    }
}
