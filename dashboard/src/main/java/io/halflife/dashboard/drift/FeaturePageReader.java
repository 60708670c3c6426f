// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import io.halflife.dashboard.page.ModelHead;
import io.halflife.dashboard.page.ModelHeads;
import io.halflife.dashboard.page.Shell;
import io.halflife.dashboard.page.WatchedModel;
import io.halflife.dashboard.page.WatchedModels;
import io.halflife.dashboard.segment.ColumnSegmentReader;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.StoredOutlines;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.VersionScope;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the page of one column. Blocking. */
public final class FeaturePageReader {

    private final WatchedModels models;
    private final ModelHeads heads;
    private final ResultReader results;
    private final DriftHistory history;
    private final StoredOutlines outlines;
    private final ColumnSegmentReader segments;

    public FeaturePageReader(Storage storage) {
        this.models = new WatchedModels(storage);
        this.heads = new ModelHeads(storage);
        this.results = storage.results();
        this.history = new DriftHistory(storage.jdbi());
        this.outlines = new StoredOutlines(storage.jdbi());
        this.segments = new ColumnSegmentReader(storage);
    }

    /**
     * What is asked for; null where it is not.
     *
     * @param role of the column; a feature unless it is named
     */
    public record Question(
            String model,
            String version,
            String environment,
            String name,
            String role,
            String window) {}

    public FeaturePage read(Question question) {
        WatchedModel model =
                models.find(question.model(), question.version(), question.environment());
        Column column = new Column(role(question.role()), question.name());
        ShownWindows windows =
                Optional.ofNullable(model.version())
                        .flatMap(v -> ShownWindows.find(history, model.scope(), question.window()))
                        .orElseThrow(FeaturePageReader::unknown);
        ColumnFindings found = findings(model.scope(), windows, column);
        if (found.isNothing()) {
            throw unknown();
        }
        Shell shell =
                Shell.ofModel(
                        heads.head(model, ModelHead.Tab.DRIFT),
                        true,
                        new Shell.Crumb(column.name(), ""));
        return new FeatureWriter(model, windows, column, found)
                .page(shell, segments.read(model, windows.shown(), column).orElse(null));
    }

    private static Role role(String name) {
        if (name == null || name.isEmpty()) {
            return Role.FEATURE;
        }
        return Arrays.stream(Role.values())
                .filter(role -> Columns.word(role).equals(name))
                .findFirst()
                .orElseThrow(FeaturePageReader::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_feature", "no window has a column of this name and role"));
    }

    private ColumnFindings findings(VersionScope scope, ShownWindows windows, Column column) {
        Window shown = windows.shown().window();
        List<DriftResult> tests = results.tests(scope, shown, column);
        Optional<Long> reference =
                tests.stream()
                        .map(DriftResult::referenceId)
                        .findFirst()
                        .or(
                                () ->
                                        results.reference(scope.versionId())
                                                .map(ReferenceState::referenceId));
        return new ColumnFindings(
                tests,
                history.points(scope, windows.cut(), windows.first().window(), shown, column),
                results.profiles(
                        scope,
                        windows.first().window().start(),
                        shown.start().plus(1, ChronoUnit.MICROS),
                        column),
                reference.flatMap(id -> outlines.ofReferenceColumn(id, column)),
                outlines.ofWindowColumn(scope, shown, column));
    }
}
