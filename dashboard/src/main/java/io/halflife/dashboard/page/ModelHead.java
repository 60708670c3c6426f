// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.util.Objects;

/**
 * The head of every page of a model: which version in which environment, and the situation in one
 * sentence.
 *
 * @param version the empty string when none is registered
 * @param badge "archived", "replayed" or "demo"; the empty string for a live model
 * @param query what keeps version and environment in addresses, beginning with {@code ?}; the empty
 *     string where the page shows what it shows unasked
 */
public record ModelHead(
        String model,
        String version,
        String environment,
        String badge,
        String query,
        Tab tab,
        Situation situation) {

    /** The pages of a model. */
    public enum Tab {
        OVERVIEW("Overview", ""),
        DRIFT("Drift", "/drift"),
        PERFORMANCE("Performance", "/performance"),
        SLO("Service levels", "/slo"),
        QUALITY("Data quality", "/quality"),
        RETRAINING("Retraining", "/retraining"),
        VERSIONS("Versions", "/versions"),
        POLICY("Policy", "/policy"),
        MUTES("Periods", "/mutes");

        private final String word;
        private final String path;

        Tab(String word, String path) {
            this.word = word;
            this.path = path;
        }

        public String word() {
            return word;
        }
    }

    /**
     * How things stand.
     *
     * @param mark the worst of what was found
     * @param word the mark's, or what the model is instead
     * @param text ends with a full stop
     */
    public record Situation(StateMark mark, String word, String text) {
        public Situation {
            Objects.requireNonNull(mark, "mark");
            Objects.requireNonNull(word, "word");
            Objects.requireNonNull(text, "text");
        }

        public Situation(StateMark mark, String text) {
            this(mark, mark.word(), text);
        }
    }

    public ModelHead {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(badge, "badge");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(tab, "tab");
        Objects.requireNonNull(situation, "situation");
    }

    /** Another page of the same model, version and environment. */
    public String href(Tab to) {
        return Links.model(model) + to.path + query;
    }
}
