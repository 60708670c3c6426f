// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.monitor.drift;

import io.halflife.monitor.model.Column;
import io.halflife.monitor.period.Marks;
import io.halflife.monitor.window.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One test of one column in one window, with the verdict when it is the column's primary test: one
 * row of {@code drift_verdict}, one object of {@code verdicts[]}.
 *
 * <p>Figures that are undefined are NaN here and null outside.
 *
 * @param label the window's label, for example {@code 1997-01}
 * @param test ks, chi_square, psi, psi10, wasserstein, js, js10, l_infinity, missing_rate,
 *     new_category, out_of_range, cardinality, or an optional one of {@link DriftTests}
 * @param primary whether the verdict rests on this test
 * @param referenceId the reference it was compared with
 * @param nReference values present in the reference
 * @param n values present in the window
 * @param missing values absent in the window
 * @param statistic the test's own statistic
 * @param p exact where STATISTICS §1.2 says so; NaN for tests that have none
 * @param pAsymptotic KS only: always the kstwo tail
 * @param log10P for ranking where p underflows
 * @param pAdjusted primary only: over the family of the window
 * @param effect primary only: max(D or TVD, PSI_c)
 * @param driftDetected raw p below alpha (a level of its own for tests without p); null when the
 *     test could not be made
 * @param verdict primary only, else null
 * @param alarmState primary only, else null
 * @param reason why this verdict, in words; the empty string for tests that are not primary and
 *     have nothing to say
 * @param detail further figures by name, for example {@code chi_square_unpooled.statistic}
 * @param newCategories values that the reference does not have, at most 100, most frequent first
 * @param comparedWith of a moving reference the stretch that it covered; null for any other, and
 *     where there was nothing to compare with
 * @param marks what muted and excluded periods say of it; primary only
 */
public record DriftResult(
        Window window,
        String label,
        Column column,
        String test,
        boolean primary,
        long referenceId,
        long nReference,
        long n,
        long missing,
        double statistic,
        double p,
        double pAsymptotic,
        double log10P,
        double pAdjusted,
        double effect,
        Boolean driftDetected,
        Verdict verdict,
        AlarmState alarmState,
        String reason,
        Map<String, Double> detail,
        List<String> newCategories,
        Window comparedWith,
        Marks marks) {

    public DriftResult {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(marks, "marks");
        detail = Map.copyOf(detail);
        newCategories = List.copyOf(newCategories);
        if (primary && (verdict == null || alarmState == null)) {
            throw new IllegalArgumentException(
                    "a primary test needs a verdict and an alarm state: " + column + " " + label);
        }
    }

    /** Compared with a reference that does not move. */
    public DriftResult(
            Window window,
            String label,
            Column column,
            String test,
            boolean primary,
            long referenceId,
            long nReference,
            long n,
            long missing,
            double statistic,
            double p,
            double pAsymptotic,
            double log10P,
            double pAdjusted,
            double effect,
            Boolean driftDetected,
            Verdict verdict,
            AlarmState alarmState,
            String reason,
            Map<String, Double> detail,
            List<String> newCategories) {
        this(
                window,
                label,
                column,
                test,
                primary,
                referenceId,
                nReference,
                n,
                missing,
                statistic,
                p,
                pAsymptotic,
                log10P,
                pAdjusted,
                effect,
                driftDetected,
                verdict,
                alarmState,
                reason,
                detail,
                newCategories,
                null,
                Marks.NONE);
    }

    /** The same row after another state of the alarm. */
    public DriftResult withAlarmState(AlarmState state) {
        return with(state, comparedWith, marks);
    }

    /** The same row, compared with this stretch of a moving reference; null for none. */
    public DriftResult comparedWith(Window stretch) {
        return with(alarmState, stretch, marks);
    }

    /** The same row under other periods; they say nothing of tests that are not primary. */
    public DriftResult withMarks(Marks other) {
        return with(alarmState, comparedWith, primary ? other : Marks.NONE);
    }

    /** Whether it leaves its column in an alarm that may be told. */
    public boolean isAlarm() {
        return alarmState == AlarmState.ALARM && !marks.isMuted();
    }

    private DriftResult with(AlarmState state, Window stretch, Marks other) {
        return new DriftResult(
                window,
                label,
                column,
                test,
                primary,
                referenceId,
                nReference,
                n,
                missing,
                statistic,
                p,
                pAsymptotic,
                log10P,
                pAdjusted,
                effect,
                driftDetected,
                verdict,
                state,
                reason,
                detail,
                newCategories,
                stretch,
                other);
    }

    /**
     * The test as it was before it was judged, so that another policy can judge it: with the floor
     * and the p that the reference's own windows gave it, where they did.
     *
     * @param alpha level of the raw p-value
     */
    public TestResult test(double alpha) {
        return new TestResult(
                column,
                test,
                primary,
                nReference,
                n,
                missing,
                statistic,
                detail.getOrDefault(Basis.P, p),
                pAsymptotic,
                log10P,
                effect,
                detail.getOrDefault(Basis.EFFECT, Double.NaN),
                Double.isNaN(p) ? driftDetected : Boolean.valueOf(p < alpha),
                "",
                detail,
                newCategories);
    }
}
