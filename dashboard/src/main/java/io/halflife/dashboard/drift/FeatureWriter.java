// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.chart.Chart;
import io.halflife.dashboard.drift.FeaturePage.CategoryRow;
import io.halflife.dashboard.page.Fact;
import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.segment.ColumnSegments;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.ProfileSummary;
import io.halflife.storage.outline.StoredOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the page of a column from what was read. */
final class FeatureWriter {

    private final WatchedModel model;
    private final ShownWindows windows;
    private final Column column;
    private final ColumnFindings found;

    FeatureWriter(WatchedModel model, ShownWindows windows, Column column, ColumnFindings found) {
        this.model = model;
        this.windows = windows;
        this.column = column;
        this.found = found;
    }

    FeaturePage page(Shell shell, ColumnSegments segments) {
        Optional<DriftResult> primary = found.primary();
        return new FeaturePage(
                shell,
                WindowPicker.of(
                        Columns.path(model, column), Columns.parameters(model, column), windows),
                column.name(),
                type(),
                primary.map(Columns::mark).orElse(null),
                primary.map(DriftResult::reason)
                        .orElse("not judged in window " + windows.shown().label()),
                facts(),
                curves(),
                categories(),
                histories(),
                TestRows.of(found.tests(), model.policy().drift()),
                newValues(),
                segments);
    }

    private String type() {
        String kind = found.isNumeric() ? "numeric" : "categorical";
        return column.role() == Role.FEATURE ? kind : Columns.word(column.role()) + ", " + kind;
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        found.reference().ifPresent(o -> facts.add(new Fact("Reference", text(o))));
        found.window()
                .ifPresent(o -> facts.add(new Fact("Window " + windows.shown().label(), text(o))));
        return facts;
    }

    private static String text(StoredOutline stored) {
        ProfileSummary s = stored.summary();
        String counts =
                Figures.counted(s.n(), "value") + ", " + Figures.count(s.missing()) + " missing";
        if (!stored.outline().isNumeric()) {
            int kept = stored.outline().profile().asCategories().distinct();
            boolean all = stored.outline().isExact();
            return counts
                    + "; "
                    + (all ? "" : "more than ")
                    + Figures.count(kept)
                    + (kept == 1 ? " category" : " categories");
        }
        return Double.isNaN(s.mean())
                ? counts
                : counts
                        + "; mean "
                        + number(s.mean())
                        + " ± "
                        + number(s.std())
                        + "; smallest "
                        + number(s.min())
                        + ", quartiles "
                        + number(s.q25())
                        + ", "
                        + number(s.median())
                        + ", "
                        + number(s.q75())
                        + ", largest "
                        + number(s.max());
    }

    private static String number(double value) {
        return io.halflife.monitor.figures.Figures.number(value);
    }

    private List<Chart> curves() {
        if (!found.isNumeric() || found.reference().isEmpty() || found.window().isEmpty()) {
            return List.of();
        }
        return new ColumnCurves(
                        found.reference().get().outline(),
                        found.window().get().outline(),
                        found.test("ks"))
                .charts();
    }

    private List<CategoryRow> categories() {
        return found.reference().isEmpty() || found.window().isEmpty()
                ? List.of()
                : CategoryRows.of(
                        found.reference().get().outline(), found.window().get().outline());
    }

    private List<Chart> histories() {
        return new ColumnHistories(
                        windows,
                        found.history(),
                        found.profiles(),
                        found.reference().map(StoredOutline::summary).orElse(null),
                        model.policy().drift().effectFloor())
                .charts(found.isNumeric());
    }

    private String newValues() {
        return found.test("new_category")
                .filter(test -> !test.newCategories().isEmpty())
                .map(test -> test.reason() + ": " + NewValues.of(test.newCategories()) + ".")
                .orElse("");
    }
}
