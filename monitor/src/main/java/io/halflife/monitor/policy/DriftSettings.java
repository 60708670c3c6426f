// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.policy;

import io.halflife.monitor.reference.MovingReference;
import io.halflife.statistics.calibration.Season;
import java.io.Serializable;
import java.util.List;
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
 * @param season the part of the reference that a window is compared with; null: chosen by the
 *     length of the windows and of the reference
 * @param criticalFeatures features of which one in alarm is dataset drift
 * @param tests names of optional tests to make besides those that are always made
 * @param beside windows before the judged one that it is compared with as well; no verdict rests on
 *     it
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
        Set<String> tests,
        List<MovingReference> beside)
        implements Serializable {

    /** Compared with the reference in force alone. */
    public DriftSettings(
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
            Set<String> tests) {
        this(
                alpha,
                q,
                method,
                effectFloor,
                k,
                m,
                clear,
                minWindow,
                minReference,
                season,
                criticalFeatures,
                tests,
                List.of());
    }

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
                    null,
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

    public DriftSettings {
        criticalFeatures = Set.copyOf(criticalFeatures);
        tests = Set.copyOf(tests);
        beside = List.copyOf(beside);
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
