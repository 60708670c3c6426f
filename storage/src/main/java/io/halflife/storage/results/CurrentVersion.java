// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.results;

import io.halflife.monitor.model.Task;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.RegisteredModel.Origin;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A version that runs judge now, with its newest run.
 *
 * @param finishedAt of the newest run, by the wall clock
 * @param window the newest that was judged
 * @param trainedUntil the end of its training data
 * @param deployedAt when it was last put to work in this environment
 */
public record CurrentVersion(
        Identity identity,
        AnalysisRun run,
        Instant finishedAt,
        Optional<Window> window,
        Optional<Instant> trainedUntil,
        Optional<Instant> deployedAt) {

    /** Whose results these are. */
    public record Identity(
            int modelId,
            String model,
            String version,
            VersionScope scope,
            Task task,
            Origin origin) {

        public Identity {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(task, "task");
            Objects.requireNonNull(origin, "origin");
        }
    }

    public CurrentVersion {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(finishedAt, "finishedAt");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(trainedUntil, "trainedUntil");
        Objects.requireNonNull(deployedAt, "deployedAt");
    }

    public VersionScope scope() {
        return identity.scope();
    }
}
