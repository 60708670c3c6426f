// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.pages;

import io.halflife.monitor.model.Task;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.util.Objects;

/** The version that was analysed last in an environment of a model, and that analysis. */
public record LatestRun(
        int modelId, String version, Task task, VersionScope scope, AnalysisRun run) {

    public LatestRun {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(run, "run");
    }
}
