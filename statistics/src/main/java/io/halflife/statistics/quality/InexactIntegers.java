// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.statistics.quality;

import io.halflife.statistics.distribution.EmpiricalDistribution;
import java.io.Serializable;

/**
 * Whole numbers too large for a column of doubles: beyond 2⁵³ neighbouring integers become one
 * number, so that identifiers collide and counts are off.
 *
 * <p>Flagged when a finite value exceeds 2⁵³ in size and every finite value is whole. A column that
 * also holds fractions measures something, where rounding in the sixteenth digit is no loss; 2⁵³
 * itself is not flagged. No finite value: INCONCLUSIVE. Infinities are ignored, NaN never arrives
 * here. Exact, but of compacted distributions only as good as the values they kept.
 *
 * <p>Source: IEEE 754-2019, doi:10.1109/IEEESTD.2019.8766229, §3.3 (53 bits of precision).
 *
 * @param rows how many values exceed 2⁵³ in size
 * @param finding whether they are a loss
 */
public record InexactIntegers(long rows, Finding finding) implements Serializable {

    private static final double EXACT_MAX = 0x1p53;

    /** Looks at the values of a column. */
    public static InexactIntegers of(EmpiricalDistribution values) {
        long rows = 0;
        boolean whole = true;
        for (int i = values.firstFinite(); i < values.finiteEnd(); i++) {
            double value = values.value(i);
            whole &= value == Math.rint(value);
            rows += Math.abs(value) > EXACT_MAX ? values.count(i) : 0;
        }
        boolean any = values.firstFinite() < values.finiteEnd();
        return new InexactIntegers(
                rows, any ? Finding.of(whole && rows > 0) : Finding.INCONCLUSIVE);
    }
}
