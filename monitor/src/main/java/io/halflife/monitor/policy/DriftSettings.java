// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;

/**
 * When a comparison is drift and when drift is an alarm (STATISTICS §1.6 and §10).
 *
 * @param alpha level of the raw p-value, in (0, 1)
 * @param q level of the adjusted p-value, in (0, 1)
 * @param method how p-values of one family are adjusted
 * @param effectFloor effects below it are no drift, however significant; in [0, ∞)
 * @param k drifting windows among the last m that raise an alarm, 1..m
 * @param m evaluable windows looked back on
 * @param clear clean windows that end an alarm
 * @param minWindow fewer values than this in the window: INCONCLUSIVE
 * @param minReference fewer values than this in the reference: INCONCLUSIVE
 * @param season how the reference is cut for seasons; kept as set, but only POOLED is applied yet:
 *     every window is compared with the whole reference
 * @param criticalFeatures features of which one in alarm is dataset drift
 * @param tests names of optional tests to make besides those that are always made
 */
public record DriftSettings(
        double alpha,
        double q,
        Method method,
        double effectFloor,
        int k,
        int m,
        int clear,
        long minWindow,
        long minReference,
        Season season,
        Set<String> criticalFeatures,
        Set<String> tests)
        implements Serializable {

    public static final DriftSettings DEFAULTS =
            new DriftSettings(
                    0.05,
                    0.05,
                    Method.BENJAMINI_HOCHBERG,
                    0.1,
                    2,
                    3,
                    3,
                    30,
                    100,
                    Season.POOLED,
                    Set.of(),
                    Set.of());

    /** How p-values of one family are adjusted. */
    public enum Method {
        BENJAMINI_HOCHBERG,
        BENJAMINI_YEKUTIELI,
        HOLM,
        BONFERRONI;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the reference is cut for seasons. */
    public enum Season {
        POOLED,
        SAME_HOUR,
        SAME_HOUR_OF_WEEK;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DriftSettings {
        criticalFeatures = Set.copyOf(criticalFeatures);
        tests = Set.copyOf(tests);
        if (!(alpha > 0 && alpha < 1) || !(q > 0 && q < 1)) {
            throw new IllegalArgumentException(
                    "alpha and q are not in (0, 1): " + alpha + ", " + q);
        }
        if (!(effectFloor >= 0)) {
            throw new IllegalArgumentException("effect_floor is negative: " + effectFloor);
        }
        if (k < 1 || m < k || clear < 1) {
            throw new IllegalArgumentException(
                    "not 1 <= k <= m and clear >= 1: k " + k + ", m " + m + ", clear " + clear);
        }
        if (minWindow < 1 || minReference < 1) {
            throw new IllegalArgumentException(
                    "min_window and min_reference are at least 1: "
                            + minWindow
                            + ", "
                            + minReference);
        }
    }
}
