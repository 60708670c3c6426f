// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.metrics;

import io.halflife.dashboard.serving.Served;
import io.halflife.monitor.drift.AlarmState;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.Verdict;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.RegisteredModel.Origin;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.CurrentVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions with features that drift as much as a test wants. */
final class ResultFixture {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Window TODAY = new Window(NOON.minus(Duration.ofDays(1)), NOON);

    private ResultFixture() {}

    /** A version of the model {@code m<id>} whose newest window is the given one. */
    static CurrentVersion version(int modelId, int versionId, Window window) {
        return new CurrentVersion(
                new CurrentVersion.Identity(
                        modelId,
                        "m" + modelId,
                        Integer.toString(versionId),
                        new VersionScope(versionId, "production"),
                        Task.REGRESSION,
                        Origin.LIVE),
                new AnalysisRun(NOON, -1, 0, NOON, 1, 1, "NONE", "", 0, false, NOON),
                NOON,
                Optional.ofNullable(window),
                Optional.empty(),
                Optional.empty());
    }

    /** A version with features {@code f0}, {@code f1}, … of these effects. */
    static VersionResults results(int id, double... effects) {
        List<DriftResult> verdicts = new ArrayList<>();
        for (int i = 0; i < effects.length; i++) {
            verdicts.add(verdict("f" + i, effects[i], AlarmState.CLEAR));
        }
        return results(id, verdicts);
    }

    static VersionResults results(int id, List<DriftResult> verdicts) {
        return new VersionResults(
                version(id, id, TODAY),
                MonitoringPolicy.defaults(Task.REGRESSION),
                verdicts,
                List.of(),
                Optional.empty(),
                List.of(),
                Map.of(),
                VersionResults.Newest.NONE,
                Served.NOTHING);
    }

    static DriftResult verdict(String name, double effect, AlarmState state) {
        return new DriftResult(
                TODAY,
                "today",
                new Column(Role.FEATURE, name),
                "ks",
                true,
                1,
                1000,
                90,
                10,
                effect,
                0.5,
                0.5,
                -0.3,
                0.5,
                effect,
                false,
                Verdict.STABLE,
                state,
                "",
                Map.of(),
                List.of());
    }
}
