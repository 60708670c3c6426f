// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.window.Window;
import java.util.Objects;

/**
 * A test after its family was looked at. Made only by {@link DriftPolicy}.
 *
 * @param pAdjusted over the family; NaN for tests outside it
 * @param verdict primary only, else null
 * @param driftDetected as in {@link TestResult}; for missing rates by the adjusted p
 * @param reason the words for the verdict
 */
public record JudgedTest(
        TestResult test, double pAdjusted, Verdict verdict, Boolean driftDetected, String reason) {

    public JudgedTest {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(reason, "reason");
        if (test.primary() != (verdict != null)) {
            throw new IllegalArgumentException(
                    "a verdict belongs to the primary test alone: "
                            + test.column()
                            + " "
                            + test.test());
        }
    }

    /** The row that is stored; only the primary test carries p_adjusted, effect and alarm. */
    public DriftResult toResult(Window window, String label, long referenceId, AlarmState alarm) {
        boolean primary = test.primary();
        return new DriftResult(
                window,
                label,
                test.column(),
                test.test(),
                primary,
                referenceId,
                test.nReference(),
                test.n(),
                test.missing(),
                test.statistic(),
                test.p(),
                test.pAsymptotic(),
                test.log10P(),
                primary ? pAdjusted : Double.NaN,
                primary ? test.effect() : Double.NaN,
                driftDetected,
                verdict,
                primary ? alarm : null,
                reason,
                test.detail(),
                test.newCategories());
    }
}
