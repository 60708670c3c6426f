// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.model;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.period.Period;
import io.halflife.monitor.period.Period.Effect;
import io.halflife.storage.period.Mute;
import io.halflife.storage.period.MuteFilter;
import io.halflife.storage.period.Mutes;
import java.util.ArrayList;
import java.util.List;

/** The newest muted and excluded periods of what a page shows, in sentences. */
final class PeriodSentences {

    private static final int SHOWN_MAX = 3;

    private PeriodSentences() {}

    static List<String> of(Mutes mutes, int modelId, String environment, Period shown) {
        MuteFilter filter =
                new MuteFilter(environment, shown.from(), shown.to(), MuteFilter.State.ACTIVE);
        List<Mute> newest = mutes.list(modelId, filter, true, null, SHOWN_MAX + 1);
        List<String> sentences = new ArrayList<>();
        newest.stream().limit(SHOWN_MAX).forEach(mute -> sentences.add(sentence(mute)));
        if (newest.size() > SHOWN_MAX) {
            sentences.add("There are further muted or excluded periods before these.");
        }
        return sentences;
    }

    private static String sentence(Mute mute) {
        boolean muted = mute.draft().effect() == Effect.MUTED;
        List<String> features = mute.draft().features();
        return (muted ? "‖ Muted" : "⊘ Excluded")
                + " from "
                + Figures.minute(mute.draft().stretch().start())
                + " to "
                + Figures.minute(mute.draft().stretch().end())
                + (features.isEmpty() ? "" : " for " + String.join(", ", features))
                + ": "
                + mute.draft().reason()
                + (muted
                        ? ". No alarm is told of these windows."
                        : ". These windows count for no alarm and enter no reference.");
    }
}
