// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.WindowJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
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
 */
record RunPlan(
        RegisteredVersion version,
        VersionScope scope,
        PolicyRevision revision,
        ReferenceFacts reference,
        Optional<MovingReference> moving,
        WindowJob job,
        Resumption start,
        CalibrationPlan calibration) {

    RunPlan {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(moving, "moving");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(calibration, "calibration");
    }

    /** The same once the reference is cut. */
    RunPlan calibrated(CalibrationPlan done) {
        return new RunPlan(version, scope, revision, reference, moving, job, start, done);
    }
}
