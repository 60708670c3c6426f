// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.util.List;

/**
 * All models and their last verdicts.
 *
 * @param cards by name; empty when nothing is registered, and then the page tells how to begin
 * @param nextHref where the list goes on; the empty string on its last page
 */
public record FleetPage(List<ModelCard> cards, String nextHref) {

    /** Models on one page. */
    public static final int MODELS_MAX = 50;

    public FleetPage {
        cards = List.copyOf(cards);
    }

    /** "3 models: 1 ▲ ALARM, 2 ● CLEAR", counted over this page. */
    public String summary() {
        StringBuilder text = new StringBuilder(Figures.counted(cards.size(), "model version"));
        String separator = ": ";
        for (StateMark mark : StateMark.values()) {
            long n = cards.stream().filter(card -> card.mark() == mark).count();
            if (n > 0) {
                text.append(separator).append(Figures.count(n));
                text.append(' ').append(mark.shape()).append(' ').append(mark.word());
                separator = ", ";
            }
        }
        return text.toString();
    }
}
