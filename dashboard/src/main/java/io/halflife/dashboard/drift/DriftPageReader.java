// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.Links;
import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.page.period.Period;
import io.halflife.dashboard.segment.SegmentTableReader;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.storage.Storage;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.StoredOutlines;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the drift page: whatever the number of columns and windows, five queries, and three more
 * where there are segments. Blocking.
 */
public final class DriftPageReader {

    static final String NOTHING_YET =
            "No window has been judged yet. A verdict needs a reference that is frozen, and a window"
                    + " that is closed: its end and the grace after it have passed.";

    private final WatchedModels models;
    private final ModelHeads heads;
    private final ResultReader results;
    private final DriftHistory history;
    private final StoredOutlines outlines;
    private final SegmentTableReader segments;

    public DriftPageReader(Storage storage) {
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.results = storage.results();
        this.history = new DriftHistory(storage.jdbi());
        this.outlines = new StoredOutlines(storage.jdbi());
        this.segments = new SegmentTableReader(storage);
    }

    /**
     * The page of a window.
     *
     * @param version null for the one that was analysed last; so the environment
     * @param window its label; null for the newest
     */
    public DriftPage read(String name, String version, String environment, String window) {
        WatchedModel model = models.find(name, version, environment);
        Optional<ShownWindows> windows =
                model.version() == null
                        ? Optional.empty()
                        : ShownWindows.find(history, model.scope(), window);
        Shell shell = Shell.ofModel(heads.head(model, ModelHead.Tab.DRIFT), windows.isPresent());
        return windows.map(found -> page(shell, model, found))
                .orElseGet(
                        () ->
                                new DriftPage(
                                        shell,
                                        null,
                                        "",
                                        List.of(),
                                        List.of(),
                                        0,
                                        null,
                                        NOTHING_YET));
    }

    /**
     * The last window of a period, its history no longer than the period.
     *
     * @param movedMax of so many columns that moved more than a row is given
     * @return empty while no window of the period has been judged
     */
    public Optional<PeriodColumns> read(WatchedModel model, Period period, int movedMax) {
        Optional<ShownWindows> windows =
                model.version() == null
                        ? Optional.empty()
                        : ShownWindows.in(history, model.scope(), period);
        return windows.map(
                shown -> {
                    DriftFindings found = findings(model.scope(), shown);
                    Shell shell = Shell.ofModel(heads.head(model, ModelHead.Tab.DRIFT), false);
                    DriftRows rows = new DriftRows(model, picker(model, shown), found, shown);
                    MovedColumns moved = new MovedColumns(rows, found);
                    return new PeriodColumns(
                            page(shell, model, shown, found), moved.count(), moved.worst(movedMax));
                });
    }

    private DriftPage page(Shell shell, WatchedModel model, ShownWindows windows) {
        return page(shell, model, windows, findings(model.scope(), windows));
    }

    private DriftPage page(
            Shell shell, WatchedModel model, ShownWindows windows, DriftFindings found) {
        WindowPicker picker = picker(model, windows);
        double floor = model.policy().drift().effectFloor();
        return new DriftPage(
                shell,
                picker,
                FamilySentence.of(found.tests(), model.policy().drift(), model.revision()),
                new DriftCharts(windows, found.history(), floor).charts(),
                new DriftRows(model, picker, found, windows).rows(),
                windows.oldestFirst().size(),
                segments.read(model, windows.shown().window()).orElse(null),
                "");
    }

    private static WindowPicker picker(WatchedModel model, ShownWindows windows) {
        return WindowPicker.of(Links.model(model.name()) + "/drift", Columns.asked(model), windows);
    }

    private DriftFindings findings(VersionScope scope, ShownWindows windows) {
        List<DriftResult> tests = results.findings(scope, windows.shown().window());
        Optional<Long> reference =
                tests.stream()
                        .filter(DriftResult::primary)
                        .map(DriftResult::referenceId)
                        .findFirst();
        return new DriftFindings(
                tests,
                history.points(
                        scope, windows.cut(), windows.first().window(), windows.shown().window()),
                reference.map(outlines::ofReference).orElse(Map.of()),
                outlines.ofWindow(scope, windows.shown().window()));
    }
}
