// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.drift;

import static io.halflife.storage.json.Json.number;
import static io.halflife.storage.json.Json.object;
import static io.halflife.storage.json.Json.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.halflife.dashboard.api.DriftJson;
import io.halflife.http.problem.Problem;
import io.halflife.http.problem.ProblemException;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.outline.EcdfPair;
import io.halflife.monitor.outline.HistogramPair;
import io.halflife.monitor.outline.Outline;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.outline.DriftHistory;
import io.halflife.storage.outline.JudgedWindow;
import io.halflife.storage.outline.StoredOutlines;
import io.halflife.storage.results.ReferenceState;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredProfile;
import io.halflife.storage.results.VersionScope;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One column of a version as its page draws it, as JSON. Blocking. */
public final class FeatureReads {

    private static final int BARS_MAX = 40;

    private final ResultReader results;
    private final DriftHistory history;
    private final StoredOutlines outlines;

    public FeatureReads(Storage storage) {
        this.results = storage.results();
        this.history = new DriftHistory(storage.jdbi());
        this.outlines = new StoredOutlines(storage.jdbi());
    }

    /**
     * Adds the curves of a window and the column's figures over the windows before it.
     *
     * @param label of the window; null for the newest
     * @throws ProblemException 404 for a column that no window has
     */
    public ObjectNode put(ObjectNode json, VersionScope scope, Column column, String label) {
        ShownWindows windows =
                ShownWindows.find(history, scope, label).orElseThrow(FeatureReads::unknown);
        JudgedWindow shown = windows.shown();
        Window window = shown.window();
        List<StoredProfile> profiles =
                results
                        .profiles(
                                scope,
                                windows.first().window().start(),
                                window.start().plus(1, ChronoUnit.MICROS),
                                column)
                        .stream()
                        .filter(profile -> windows.isAlike(profile.window()))
                        .toList();
        Optional<Outline> current =
                outlines.ofWindowColumn(scope, window, column).map(o -> o.outline());
        if (profiles.isEmpty() && current.isEmpty()) {
            throw unknown();
        }
        Optional<Outline> reference =
                results.reference(scope.versionId())
                        .map(ReferenceState::referenceId)
                        .flatMap(id -> outlines.ofReferenceColumn(id, column))
                        .map(o -> o.outline());
        json.put("feature", column.name());
        json.put("role", column.role().name());
        json.put("window", shown.label());
        json.set("from", time(window.start()));
        json.set("to", time(window.end()));
        putCurves(json, reference, current);
        ArrayNode items = json.putArray("items");
        profiles.forEach(profile -> items.add(DriftJson.profile(profile)));
        return json.putNull("next_cursor");
    }

    private static void putCurves(
            ObjectNode json, Optional<Outline> reference, Optional<Outline> window) {
        ArrayNode shares = json.putArray("shares");
        ArrayNode bars = json.putArray("bars");
        if (reference.isEmpty() || window.isEmpty()) {
            return;
        }
        if (reference.get().isNumeric() && window.get().isNumeric()) {
            EcdfPair.of(reference.get(), window.get())
                    .ifPresent(pair -> pair.steps().forEach(step -> shares.add(step(step))));
        }
        HistogramPair.of(reference.get(), window.get(), BARS_MAX)
                .bars()
                .forEach(bar -> bars.add(bar(bar)));
    }

    private static ObjectNode step(EcdfPair.Step step) {
        ObjectNode json = object();
        json.set("x", number(step.x()));
        json.set("reference", number(step.reference()));
        json.set("window", number(step.window()));
        return json;
    }

    private static ObjectNode bar(HistogramPair.Bar bar) {
        ObjectNode json = object();
        json.put("label", bar.label());
        json.set("low", number(bar.low()));
        json.set("high", number(bar.high()));
        json.set("reference", number(bar.reference()));
        json.set("window", number(bar.window()));
        return json;
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.of(404, "unknown_feature", "no window has a column of this name and role"));
    }
}
