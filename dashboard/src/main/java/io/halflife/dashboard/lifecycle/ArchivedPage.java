// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.lifecycle;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * The models that take no data any more, by name.
 *
 * @param nextHref where the list goes on; the empty string on its last page
 */
public record ArchivedPage(List<Row> rows, String nextHref) {

    /** Models on one page. */
    static final int MODELS_MAX = 100;

    /**
     * An archived model.
     *
     * @param sortedBy the instant, for sorting
     * @param by who did it; the empty string where that was not recorded
     */
    public record Row(
            String model,
            String href,
            String badge,
            String since,
            String sortedBy,
            String by,
            String reason) {
        public Row {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(href, "href");
            Objects.requireNonNull(badge, "badge");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(sortedBy, "sortedBy");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(reason, "reason");
        }
    }

    public ArchivedPage {
        rows = List.copyOf(rows);
        Objects.requireNonNull(nextHref, "nextHref");
    }

    public Shell shell() {
        return new Shell(
                "Archived models",
                Shell.Section.MODELS,
                List.of(new Shell.Crumb("Models", "/"), new Shell.Crumb("Archived models", "")),
                null,
                false);
    }

    public String summary() {
        return Figures.counted(rows.size(), "archived model")
                + (nextHref.isEmpty() ? "" : " on this page");
    }
}
