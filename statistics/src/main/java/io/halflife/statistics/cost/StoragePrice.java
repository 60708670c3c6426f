// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.cost;

import java.io.Serializable;

/**
 * What a gigabyte, 10⁹ bytes, costs a month, in any currency. Source: the price list of the store
 * at hand; gigabytes as of IEC 80000-13.
 *
 * @param hot at hand, finite and not negative
 * @param archived within hours, finite and not negative
 */
public record StoragePrice(double hot, double archived) implements Serializable {

    private static final double GIGABYTE = 1e9;

    public StoragePrice {
        if (!(hot >= 0 && archived >= 0) || Double.isInfinite(hot + archived)) {
            throw new IllegalArgumentException(
                    "prices must be finite and not negative, were " + hot + " and " + archived);
        }
    }

    double ofMonth(long hotBytes, long archivedBytes) {
        return hotBytes / GIGABYTE * hot + archivedBytes / GIGABYTE * archived;
    }
}
