// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.CalibrationJob;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.statistics.calibration.Season;
import io.halflife.storage.results.ReferenceState;
import java.util.Objects;
import java.util.Optional;

/**
 * How the reference in force is cut, decided before anything is read.
 *
 * @param cut null where there is no reference
 * @param job what has to be read first; empty where nothing has
 * @param known what it says of itself already, or why it says nothing; null until the job is done
 * @param values how many numbers the job holds at most
 */
record CalibrationPlan(
        long referenceId,
        ReferenceCut cut,
        SeasonChoice season,
        Optional<CalibrationJob> job,
        ReferenceCalibrations known,
        long values) {

    CalibrationPlan {
        Objects.requireNonNull(season, "season");
        Objects.requireNonNull(job, "job");
        if (job.isPresent() == (known != null)) {
            throw new IllegalArgumentException("either a job or what is known");
        }
    }

    static CalibrationPlan without(long referenceId) {
        return new CalibrationPlan(
                referenceId,
                null,
                ReferenceCalibrations.NONE.season(),
                Optional.empty(),
                ReferenceCalibrations.NONE,
                0);
    }

    static CalibrationPlan known(
            long referenceId, ReferenceCut cut, ReferenceCalibrations calibrations) {
        return new CalibrationPlan(
                referenceId, cut, calibrations.season(), Optional.empty(), calibrations, 0);
    }

    static CalibrationPlan of(
            ReferenceState reference, ReferenceCut cut, SeasonChoice season, CalibrationJob job) {
        long numeric = job.reference().version().signature().numeric().size();
        return new CalibrationPlan(
                reference.referenceId(),
                cut,
                season,
                Optional.of(job),
                null,
                reference.rows() * numeric);
    }

    CalibrationPlan done(ReferenceCalibrations calibrations) {
        return known(referenceId, cut, calibrations);
    }

    /** The cut by which windows are compared with the same hours; null where they are not. */
    ReferenceCut seasonal() {
        return season.season() == Season.POOLED ? null : cut;
    }
}
