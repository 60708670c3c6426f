// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.RowSource;
import io.halflife.analyzer.engine.WindowJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.TouchedWindows;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.portion.UnfinishedRun;
import io.halflife.storage.reference.WindowProfiles;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first step of a run: by which policy, against which reference, and which windows. A run at a
 * clock that was analysed before starts from the run before that one, and so does the same again.
 * One thread.
 */
final class Planner {

    private final Storage storage;
    private final References references;
    private final SegmentPlanner segments;
    private final Calibrator calibrator;
    private final Optional<ArchivedLog> archive;

    /**
     * Plans for this installation.
     *
     * @param archive where its older rows lie
     */
    Planner(
            Storage storage,
            References references,
            Engine engine,
            Calibrator calibrator,
            Optional<ArchivedLog> archive) {
        this.calibrator = calibrator;
        this.storage = storage;
        this.segments = new SegmentPlanner(storage, engine, archive);
        this.references = references;
        this.archive = archive;
    }

    /**
     * Plans; under the version's lock.
     *
     * @throws RunException when a later clock was analysed before, were it in part
     */
    RunPlan plan(RegisteredVersion version, VersionScope scope, Instant asOf) {
        Optional<AnalysisRun> earlier = earlierRun(version, scope, asOf);
        PolicyRevision revision = storage.policies().current(version.modelId(), task(version));
        ReferenceFacts reference = references.inForce(version);
        Optional<MovingReference> moving = references.moving(reference);
        Seen seen = seen(version, earlier, revision, reference);
        RunView view =
                new RunView(
                        version.modelId(),
                        scope.versionId(),
                        scope.environment(),
                        asOf,
                        revision.policy().maxLabelDelay());
        long comparedWith = moving.isPresent() ? WindowJob.NO_REFERENCE : reference.id();
        // One scope for all: it remembers of which windows every row lies in files.
        Optional<ArchivedLog.Scope> archived =
                archive.map(log -> log.of(view, version.definition()));
        CalibrationPlan calibration = calibrator.plan(version, reference, revision.policy(), asOf);
        Optional<Recut> recut =
                earlier.filter(run -> !isCutAlike(version, run.policyRevision(), revision))
                        .map(
                                run ->
                                        recut(
                                                version,
                                                scope,
                                                view,
                                                run,
                                                revision,
                                                calibration,
                                                archived));
        List<TouchedWindow> touched = touched(archived, view, seen, revision.policy());
        Resumption start =
                start(
                        archived,
                        scope,
                        view,
                        recut.map(cut -> cut.withGone(touched)).orElse(touched),
                        revision,
                        reference);
        Recut.Tiled tiled =
                recut.map(cut -> cut.tiled(start.todo()))
                        .orElseGet(() -> Recut.Tiled.none(start.todo()));
        WindowJob job =
                job(
                        version,
                        view,
                        tiled.windows(),
                        revision.policy(),
                        comparedWith,
                        reference,
                        calibration,
                        archived);
        WindowJob divided = segments.divide(job, version, scope, reference, revision.policy());
        return new RunPlan(
                version,
                scope,
                revision,
                reference,
                moving,
                divided,
                start,
                calibration,
                tiled.tiles());
    }

    /** All windows are cut anew; the profiles of the earlier ones may make them up. */
    private Recut recut(
            RegisteredVersion version,
            VersionScope scope,
            RunView view,
            AnalysisRun earlier,
            PolicyRevision revision,
            CalibrationPlan calibration,
            Optional<ArchivedLog.Scope> archived) {
        MonitoringPolicy then =
                storage.policies()
                        .at(version.modelId(), earlier.policyRevision(), task(version))
                        .policy();
        ReferenceCut season = calibration.seasonal();
        boolean whole = revision.policy().segments().isEmpty();
        return new Recut(
                then,
                revision.policy(),
                new WindowProfiles(storage.jdbi(), scope).windows(Instant.MIN, Instant.MAX),
                touched(archived, view, Seen.by(earlier), then).stream()
                        .filter(window -> !window.labelsOnly())
                        .map(TouchedWindow::window)
                        .collect(Collectors.toSet()),
                view.asOf(),
                window -> whole && (season == null || season.takesAll(window)));
    }

    private Resumption start(
            Optional<ArchivedLog.Scope> archived,
            VersionScope scope,
            RunView view,
            List<TouchedWindow> touched,
            PolicyRevision revision,
            ReferenceFacts reference) {
        Resumption.Search search = then -> touched(archived, view, then, revision.policy());
        Optional<UnfinishedRun> unfinished = storage.unfinishedRuns().of(scope);
        boolean fits =
                unfinished
                        .filter(run -> run.judgedBy(revision.revision(), reference.id()))
                        .isPresent();
        return Resumption.of(touched, unfinished, fits, search);
    }

    private List<TouchedWindow> touched(
            Optional<ArchivedLog.Scope> archived,
            RunView view,
            Seen seen,
            MonitoringPolicy policy) {
        List<TouchedWindow> found =
                new TouchedWindows(storage.jdbi())
                        .since(seen, view, policy.window(), policy.grace());
        return archived.map(log -> log.touched(found, seen, policy.window(), policy.grace()))
                .orElse(found);
    }

    /** The newest run before this clock; a later one may not even have begun to write. */
    private Optional<AnalysisRun> earlierRun(
            RegisteredVersion version, VersionScope scope, Instant asOf) {
        List<AnalysisRun> runs = storage.results().runs(scope, 2);
        Stream.concat(
                        runs.stream().map(AnalysisRun::asOf),
                        storage.unfinishedRuns().of(scope).map(UnfinishedRun::asOf).stream())
                .max(Instant::compareTo)
                .filter(asOf::isBefore)
                .ifPresent(
                        later -> {
                            throw RunException.of(
                                    version,
                                    scope,
                                    "was analysed as of "
                                            + later
                                            + "; a run never goes back to "
                                            + asOf);
                        });
        return runs.stream().filter(run -> run.asOf().isBefore(asOf)).findFirst();
    }

    /** Where windows are cut in another way, or can be judged for the first time, all are new. */
    private Seen seen(
            RegisteredVersion version,
            Optional<AnalysisRun> earlier,
            PolicyRevision revision,
            ReferenceFacts reference) {
        return earlier.filter(run -> isCutAlike(version, run.policyRevision(), revision))
                .filter(run -> run.referenceId() != -1 || reference.id() == -1)
                .map(Seen::by)
                .orElse(Seen.NOTHING);
    }

    private boolean isCutAlike(RegisteredVersion version, int earlierRevision, PolicyRevision now) {
        if (earlierRevision == now.revision()) {
            return true;
        }
        MonitoringPolicy then =
                storage.policies().at(version.modelId(), earlierRevision, task(version)).policy();
        return then.window().equals(now.policy().window())
                && then.grace().equals(now.policy().grace());
    }

    private WindowJob job(
            RegisteredVersion version,
            RunView view,
            List<TouchedWindow> touched,
            MonitoringPolicy policy,
            long comparedWith,
            ReferenceFacts reference,
            CalibrationPlan calibration,
            Optional<ArchivedLog.Scope> archived) {
        TouchedWindows search = new TouchedWindows(storage.jdbi());
        return new WindowJob(
                view,
                version.definition(),
                comparedWith,
                policy.drift(),
                policy.window(),
                touched,
                storage.references().estimator(reference.id()).orElse(null),
                !touched.isEmpty() && search.hasPendingLabels(view),
                Division.NONE,
                archived.<RowSource>map(log -> log::query).orElse(RowSource.DATABASE),
                calibration.seasonal());
    }

    private static Task task(RegisteredVersion version) {
        return version.definition().output().task();
    }
}
