// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.comparison;

import io.halflife.statistics.distribution.FrequencyTable;
import io.halflife.statistics.figure.Figure;
import io.halflife.statistics.figure.Status;

/**
 * The largest difference of a category's share, max|p − q|.
 *
 * <p>p = c/n is a category's share of the reference and q of the current rows, 0 where it does not
 * occur. In [0, 1]: 0 for equal shares, 1 for two different single categories; never above the
 * total variation distance. No p-value: it is read as a size. A side without rows: undefined,
 * INSUFFICIENT_DATA. Differences of shares are exact products of counts, so the error is one
 * rounding, about 10⁻¹⁶.
 *
 * <p>Source: Schelter et al. 2018, doi:10.14778/3229863.3229867.
 */
public final class LInfinity {

    private LInfinity() {}

    /** The distance of the current categories from the reference. */
    public static Figure distance(FrequencyTable reference, FrequencyTable current) {
        CountPairs pairs = Categories.pairs(reference, current);
        return pairs.isDefined()
                ? Figure.of(pairs.largestDifference())
                : Figure.undefined(Status.INSUFFICIENT_DATA);
    }
}
