// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceProfiles;
import io.halflife.analyzer.engine.WindowJob;
import io.halflife.monitor.analysis.Analysis;
import io.halflife.monitor.analysis.AnalysisInput;
import io.halflife.monitor.analysis.AnalysisReport;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.analysis.WindowAnalysis;
import io.halflife.monitor.model.Task;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.reference.MovingReference;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.AnalysisLock;
import io.halflife.storage.analysis.RunView;
import io.halflife.storage.analysis.Seen;
import io.halflife.storage.analysis.TouchedWindow;
import io.halflife.storage.analysis.TouchedWindows;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.report.RunFacts;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of one version in one environment. A run at a clock that was analysed before starts from
 * the run before that one, and so does the same again.
 */
final class VersionRun {

    private static final long NO_REFERENCE = ReferenceFacts.NONE.id();

    private final Storage storage;
    private final Engine engine;
    private final References references;
    private final RegisteredVersion version;
    private final VersionScope scope;
    private final Instant asOf;
    private final String decayRange;

    VersionRun(
            Storage storage,
            Engine engine,
            References references,
            RegisteredVersion version,
            VersionScope scope,
            Instant asOf,
            String decayRange) {
        this.storage = storage;
        this.engine = engine;
        this.references = references;
        this.version = version;
        this.scope = scope;
        this.asOf = asOf;
        this.decayRange = decayRange;
    }

    /**
     * Runs and writes the report.
     *
     * @throws RunException when another analyzer is at it, or a later clock was analysed before
     */
    RunSummary analyze() {
        AnalysisLock lock =
                AnalysisLock.take(storage.jdbi(), scope)
                        .orElseThrow(() -> refusal("is being analysed by another analyzer"));
        try (lock) {
            return underLock();
        }
    }

    private RunSummary underLock() {
        Watermark watermark = new Watermark(storage.jdbi());
        Instant startedAt = watermark.clock();
        Optional<AnalysisRun> earlier = earlierRun();
        PolicyRevision revision = storage.policies().current(version.modelId(), task());
        MonitoringPolicy policy = revision.policy();
        ReferenceFacts reference = references.inForce(version);
        Seen seen = seen(earlier, revision, reference);
        History history = new Histories(storage).of(scope, version.modelId());
        // The rows of the report are those of a snapshot taken after this.
        Instant settled = watermark.settled(startedAt);
        AnalysisReport report =
                Analysis.of(
                        new AnalysisInput(
                                version.definition(),
                                scope.environment(),
                                asOf,
                                reference,
                                policy,
                                revision.revision(),
                                windows(seen, policy, reference),
                                history,
                                decayRange));
        Optional<String> request =
                storage.reports()
                        .write(
                                report,
                                new RunFacts(
                                        scope.versionId(), settled, startedAt, policy.coolDown()));
        return Summaries.of(report, history, request, startedAt, watermark.clock());
    }

    /** The newest run before this clock. */
    private Optional<AnalysisRun> earlierRun() {
        List<AnalysisRun> runs = storage.results().runs(scope, 2);
        if (!runs.isEmpty() && runs.get(0).asOf().isAfter(asOf)) {
            throw refusal(
                    "was analysed as of "
                            + runs.get(0).asOf()
                            + "; a run never goes back to "
                            + asOf);
        }
        return runs.stream().filter(run -> run.asOf().isBefore(asOf)).findFirst();
    }

    /** Where windows are cut in another way, or can be judged for the first time, all are new. */
    private Seen seen(
            Optional<AnalysisRun> earlier, PolicyRevision revision, ReferenceFacts reference) {
        return earlier.filter(run -> isCutAlike(run.policyRevision(), revision))
                .filter(run -> run.referenceId() != -1 || reference.id() == -1)
                .map(Seen::by)
                .orElse(Seen.NOTHING);
    }

    private boolean isCutAlike(int earlierRevision, PolicyRevision now) {
        if (earlierRevision == now.revision()) {
            return true;
        }
        MonitoringPolicy then =
                storage.policies().at(version.modelId(), earlierRevision, task()).policy();
        return then.window().equals(now.policy().window())
                && then.grace().equals(now.policy().grace());
    }

    private List<WindowAnalysis> windows(
            Seen seen, MonitoringPolicy policy, ReferenceFacts reference) {
        RunView view =
                new RunView(
                        version.modelId(),
                        scope.versionId(),
                        scope.environment(),
                        asOf,
                        policy.maxLabelDelay());
        TouchedWindows search = new TouchedWindows(storage.jdbi());
        List<TouchedWindow> touched = search.since(seen, view, policy.window(), policy.grace());
        if (touched.isEmpty()) {
            return List.of();
        }
        WindowJob job =
                new WindowJob(
                        view,
                        version.definition(),
                        policy.drift(),
                        policy.window(),
                        touched,
                        search.hasPendingLabels(view));
        Optional<MovingReference> moving = references.moving(reference);
        if (moving.isEmpty()) {
            return engine.analyze(job, reference.id(), () -> references.profiles(reference));
        }
        return new MovingComparison(storage.jdbi(), scope, moving.get(), policy)
                .compare(engine.analyze(job, NO_REFERENCE, () -> ReferenceProfiles.NONE));
    }

    private Task task() {
        return version.definition().output().task();
    }

    private RunException refusal(String reason) {
        return new RunException(
                version.definition().id() + " in " + scope.environment() + " " + reason);
    }
}
