// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.versions;

import io.halflife.dashboard.page.Cell;
import io.halflife.dashboard.page.Shell;
import java.util.List;
import java.util.Objects;

/**
 * The versions of a model.
 *
 * @param title how many there are
 * @param rows newest first; empty while none is registered
 * @param plan what a plan keeps at hand; null while there is no version and on later pages
 * @param nextHref where the list goes on; the empty string on its last page
 */
public record VersionsPage(
        Shell shell,
        String title,
        List<VersionRow> rows,
        PlanCard plan,
        String nextHref,
        String csvHref,
        DangerZone danger) {

    /**
     * One version.
     *
     * @param places where it is in place, or that it is retired; the empty string for neither
     * @param inputs "12: 8 numeric, 4 categorical", and below what it gives
     * @param fate what the plan does with it; the empty string where there is none
     */
    public record VersionRow(
            String version,
            String href,
            String places,
            Cell registered,
            Cell inputs,
            Cell reference,
            Cell deployed,
            Cell rows,
            Cell bytes,
            String fate) {
        public VersionRow {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(href, "href");
            Objects.requireNonNull(places, "places");
            Objects.requireNonNull(fate, "fate");
        }
    }

    /**
     * The plan and the form that asks for another.
     *
     * @param hot the price as it was given; the empty string where it was not, like cold
     */
    public record PlanCard(String path, int keep, String hot, String cold, List<String> sentences) {
        public PlanCard {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(hot, "hot");
            Objects.requireNonNull(cold, "cold");
            sentences = List.copyOf(sentences);
        }
    }

    public VersionsPage {
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(title, "title");
        rows = List.copyOf(rows);
        Objects.requireNonNull(nextHref, "nextHref");
        Objects.requireNonNull(csvHref, "csvHref");
        Objects.requireNonNull(danger, "danger");
    }
}
