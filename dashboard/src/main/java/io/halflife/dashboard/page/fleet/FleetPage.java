// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page.fleet;

import io.halflife.dashboard.page.Figures;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.StateMark;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page of the models, by name; on the page, worst first.
 *
 * @param rows empty when nothing is registered, and then the page tells how to begin
 * @param nextHref where the list goes on; the empty string on its last page
 * @param steps how to begin
 */
public record FleetPage(List<FleetRow> rows, String nextHref, FirstSteps steps) {

    /** Models on one page. */
    public static final int MODELS_MAX = 100;

    public FleetPage {
        rows =
                rows.stream()
                        .sorted(
                                Comparator.comparing(FleetRow::mark)
                                        .thenComparing(FleetRow::model)
                                        .thenComparing(FleetRow::environment))
                        .toList();
    }

    /** What is waited for: the page looks again until it is another text. Empty when nothing is. */
    public String waiting() {
        return rows.isEmpty()
                ? "a model"
                : rows.stream()
                        .filter(row -> row.environment().isEmpty())
                        .map(row -> row.model() + ": " + row.why())
                        .collect(Collectors.joining("; "));
    }

    public Shell shell() {
        return Shell.of("Models", Shell.Section.MODELS);
    }

    /** The states that rows of this page have. */
    public List<StateMark> marks() {
        return Arrays.stream(StateMark.values()).filter(mark -> count(mark) > 0).toList();
    }

    public long count(StateMark mark) {
        return rows.stream().filter(row -> row.mark() == mark).count();
    }

    /**
     * "3 models: 1 ▲ ALARM, 2 ● CLEAR", counted over this page; a model in two environments is two
     * of the states.
     */
    public String summary() {
        long models = rows.stream().map(FleetRow::model).distinct().count();
        StringBuilder text = new StringBuilder(Figures.counted(models, "model"));
        text.append(nextHref.isEmpty() ? "" : " on this page");
        String separator = ": ";
        for (StateMark mark : marks()) {
            text.append(separator).append(Figures.count(count(mark)));
            text.append(' ').append(mark.shape()).append(' ').append(mark.word());
            separator = ", ";
        }
        return text.toString();
    }
}
