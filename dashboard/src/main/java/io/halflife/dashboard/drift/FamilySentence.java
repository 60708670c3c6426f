// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.Figures;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import java.util.List;

/** Says what was tested together in a window, and what makes a verdict and an alarm. */
final class FamilySentence {

    private FamilySentence() {}

    static String of(List<DriftResult> tests, DriftSettings settings, int revision) {
        long primary =
                tests.stream()
                        .filter(r -> r.primary() && r.column().role() != Role.LABEL)
                        .filter(r -> !Double.isNaN(r.pAdjusted()))
                        .count();
        long missing =
                tests.stream()
                        .filter(r -> r.test().equals("missing_rate") && r.driftDetected() != null)
                        .count();
        return Figures.counted(primary + missing, "test")
                + " in one family ("
                + Figures.counted(primary, "column")
                + " and "
                + Figures.counted(missing, "missing rate")
                + "). A column has drifted when its adjusted p is at most "
                + Figures.number(settings.q(), 2)
                + " ("
                + method(settings.method())
                + ") and its effect at least "
                + Figures.number(settings.effectFloor(), 2)
                + ", or more where the reference's own windows differ more; "
                + settings.k()
                + " of the last "
                + settings.m()
                + " windows raise an alarm, "
                + settings.clear()
                + " clean ones in a row clear it. Policy "
                + (revision == 0 ? "by default." : "revision " + revision + ".");
    }

    private static String method(DriftSettings.Method method) {
        return switch (method) {
            case BENJAMINI_HOCHBERG -> "Benjamini–Hochberg";
            case BENJAMINI_YEKUTIELI -> "Benjamini–Yekutieli";
            case HOLM -> "Holm";
            case BONFERRONI -> "Bonferroni";
        };
    }
}
