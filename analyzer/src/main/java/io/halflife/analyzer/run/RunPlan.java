// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.WindowJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run does with one version in one environment, decided before anything is read.
 *
 * @param reference {@link ReferenceFacts#NONE} when there is none
 * @param moving which windows it takes, when the reference moves along with the judged one
 * @param job the windows to be read; it may have none
 * @param start what an attempt before this one has written
 * @param calibration how the reference is cut
 * @param tiles of each window whose features are not read, the kept windows that make it up
 */
record RunPlan(
        RegisteredVersion version,
        VersionScope scope,
        PolicyRevision revision,
        ReferenceFacts reference,
        Optional<MovingReference> moving,
        WindowJob job,
        Resumption start,
        CalibrationPlan calibration,
        Map<Window, List<Window>> tiles) {

    RunPlan {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(moving, "moving");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(calibration, "calibration");
        tiles = Map.copyOf(tiles);
    }

    /** The same once the reference is cut. */
    RunPlan calibrated(CalibrationPlan done) {
        return new RunPlan(version, scope, revision, reference, moving, job, start, done, tiles);
    }

    /** The same for a part of the windows. */
    RunPlan only(List<TouchedWindow> windows) {
        return new RunPlan(
                version,
                scope,
                revision,
                reference,
                moving,
                job.only(windows),
                start,
                calibration,
                tiles);
    }
}
