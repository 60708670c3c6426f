// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.profile;

import java.io.Serializable;

/**
 * A numeric column in nine figures. NaN means undefined (no values, or a spread of one value).
 *
 * @param n values that are present
 * @param missing values that are not (null or NaN)
 * @param std with ddof 1
 * @param q25 quantiles by linear interpolation between order statistics (numpy's default)
 */
public record ProfileSummary(
        long n,
        long missing,
        double mean,
        double std,
        double min,
        double q25,
        double median,
        double q75,
        double max)
        implements Serializable {

    /** A column whose values are names: only the counts are defined. */
    public static ProfileSummary ofCounts(long n, long missing) {
        double undefined = Double.NaN;
        return new ProfileSummary(
                n, missing, undefined, undefined, undefined, undefined, undefined, undefined,
                undefined);
    }
}
