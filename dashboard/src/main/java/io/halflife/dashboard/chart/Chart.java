// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.chart;

import java.util.Objects;

/**
 * A chart as {@code chart.jte} shows it.
 *
 * @param title of the panel
 * @param subtitle what is drawn and how it is to be read
 * @param sentence what the chart shows, with its figures, for those who do not see it
 * @param json of {@link ChartSpec#json}; the empty string when there is nothing to draw
 * @param why why there is nothing to draw; the empty string when there is
 */
public record Chart(String title, String subtitle, String sentence, String json, String why) {

    public Chart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(subtitle, "subtitle");
        Objects.requireNonNull(sentence, "sentence");
        if (json.isEmpty() == why.isEmpty()) {
            throw new IllegalArgumentException("a chart is drawn, or says why not: " + title);
        }
    }

    public static Chart of(String title, String subtitle, String sentence, ChartSpec spec) {
        return new Chart(title, subtitle, sentence, spec.json(), "");
    }

    /** The panel stands, but only says why nothing is drawn in it. */
    public static Chart refused(String title, String subtitle, String why) {
        return new Chart(title, subtitle, "", "", why);
    }
}
