// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What stands around a page: its title, where it is, and inside a model the head with its tabs and
 * the situation. Every page has exactly one, and its template begins with {@code layout.jte}.
 *
 * @param title the heading
 * @param crumbs the way here, the page itself last and without an address; empty at the top
 * @param model the head of a model's pages; null elsewhere
 * @param hasCharts whether the page needs what draws charts
 */
public record Shell(
        String title, Section section, List<Crumb> crumbs, ModelHead model, boolean hasCharts) {

    /** The entries of the navigation bar. */
    public enum Section {
        MODELS("Models", "/"),
        RETRAINING("Retraining", "/retraining"),
        /** Pages that belong to no entry: what went wrong. */
        NONE("", "");

        private final String word;
        private final String href;

        Section(String word, String href) {
            this.word = word;
            this.href = href;
        }

        public String word() {
            return word;
        }

        public String href() {
            return href;
        }

        /** Those that the bar shows. */
        public static List<Section> shown() {
            return List.of(MODELS, RETRAINING);
        }
    }

    /**
     * A step of the way to a page.
     *
     * @param href the empty string for the page itself
     */
    public record Crumb(String word, String href) {
        public Crumb {
            Objects.requireNonNull(word, "word");
            Objects.requireNonNull(href, "href");
        }
    }

    public Shell {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(section, "section");
        crumbs = List.copyOf(crumbs);
    }

    /** A page outside of any model. */
    public static Shell of(String title, Section section) {
        return new Shell(title, section, List.of(), null, false);
    }

    /**
     * A page of a model: "Models / name", then the tab unless it is the overview, then what is
     * given.
     */
    public static Shell ofModel(ModelHead model, boolean hasCharts, Crumb... more) {
        List<Crumb> crumbs = new ArrayList<>();
        crumbs.add(new Crumb("Models", "/"));
        boolean isDeeper = model.tab() != ModelHead.Tab.OVERVIEW || more.length > 0;
        crumbs.add(new Crumb(model.model(), isDeeper ? model.href(ModelHead.Tab.OVERVIEW) : ""));
        if (model.tab() != ModelHead.Tab.OVERVIEW) {
            String href = more.length > 0 ? model.href(model.tab()) : "";
            crumbs.add(new Crumb(model.tab().word(), href));
        }
        crumbs.addAll(List.of(more));
        return new Shell(model.model(), Section.MODELS, crumbs, model, hasCharts);
    }

    /** What the browser's tab says. */
    public String windowTitle() {
        String last = crumbs.isEmpty() ? title : crumbs.get(crumbs.size() - 1).word();
        return last.equals(title) ? title : last + " · " + title;
    }
}
