// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.report;

import io.halflife.dashboard.page.period.Period;
import java.util.Objects;

/**
 * What a report is asked for, and by whom.
 *
 * @param version null or empty for the one analysed last, like environment
 * @param maker as the report names him: "the dashboard, for k_1"
 */
public record ReportQuestion(
        String model, String version, String environment, Period period, String maker) {

    public ReportQuestion {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(maker, "maker");
    }
}
