// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.block.Columns;
import io.halflife.monitor.analysis.EarlierPortions;
import io.halflife.monitor.analysis.History;
import io.halflife.monitor.period.Periods;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.retraining.PastRequest;
import io.halflife.monitor.retraining.RetrainingRule;
import io.halflife.storage.Storage;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.portion.StoredMarks;
import io.halflife.storage.portion.VerdictHistory;
import io.halflife.storage.results.StoredRequest;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads what is known about a version before a run. */
final class Histories {

    /** Drift of the model as a whole looks back on so many windows; the newest may be open. */
    private static final int WINDOWS_BACK = RetrainingRule.DRIFTING_WINDOWS_SPAN + 2;

    private final Storage storage;

    Histories(Storage storage) {
        this.storage = storage;
    }

    /**
     * What a run concludes from: of verdicts only those that it may change or look back on, for
     * years of them are too many to be held.
     */
    History of(PortionedRun run, Periods periods) {
        RunPlan plan = run.plan();
        VersionScope scope = plan.scope();
        int modelId = plan.version().modelId();
        Instant newest = verdicts(plan).startOfNewest(WINDOWS_BACK, periods);
        Instant first = run.from().filter(begin -> begin.isBefore(newest)).orElse(newest);
        Instant from = notAfterOtherMarks(first, plan, periods);
        return new History(
                verdicts(plan).of(earlier(from, run), Instant.MAX, lookBack(plan)),
                storage.results().performance(scope, Instant.MIN, Instant.MAX),
                storage.results().requests(modelId, scope.environment()).stream()
                        .map(Histories::request)
                        .toList(),
                deployments(modelId, scope.environment()));
    }

    private static Instant earlier(Instant from, PortionedRun run) {
        boolean begins = !run.earlier().isNone() && run.earlier().from().isBefore(from);
        return begins ? run.earlier().from() : from;
    }

    /** What a portion that is not the last needs: verdicts up to where the next begins. */
    History ofPortion(PortionedRun run) {
        return new History(
                verdicts(run.plan()).of(run.earlier().from(), run.nextFrom(), lookBack(run.plan())),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * What the first portion of several begins with. Where periods changed since older windows were
     * judged, it begins with those.
     */
    EarlierPortions beforeFirst(PortionedRun run, Periods periods) {
        EarlierPortions earlier =
                run.earlier().isNone()
                        ? new EarlierPortions(
                                0,
                                0,
                                run.from().orElseThrow(),
                                verdicts(run.plan()).inAlarm(),
                                Set.of())
                        : run.earlier();
        return earlier.notAfter(notAfterOtherMarks(earlier.from(), run.plan(), periods));
    }

    private Instant notAfterOtherMarks(Instant from, RunPlan plan, Periods periods) {
        return new StoredMarks(storage.jdbi(), plan.scope(), plan.revision().policy().window())
                .oldestOtherThan(periods)
                .filter(oldest -> oldest.isBefore(from))
                .orElse(from);
    }

    /** Muted and excluded periods that are known at the clock. */
    Periods periods(RunPlan plan, Instant asOf) {
        return storage.mutes().knownAt(asOf, plan.version().modelId(), plan.scope().environment());
    }

    /** The stored verdicts of a version. */
    VerdictHistory verdicts(RunPlan plan) {
        Columns columns = Columns.of(plan.version().definition());
        return new VerdictHistory(
                storage.jdbi(),
                plan.scope(),
                plan.revision().policy().window(),
                IntStream.range(0, columns.outcome()).mapToObj(columns::column).toList());
    }

    private static int lookBack(RunPlan plan) {
        DriftSettings drift = plan.revision().policy().drift();
        return Math.max(drift.m(), drift.clear());
    }

    private static PastRequest request(StoredRequest stored) {
        return new PastRequest(
                stored.request().id(),
                stored.request().asOf(),
                stored.request().reason(),
                stored.isOpen());
    }

    private List<DeploymentEvent> deployments(int modelId, String environment) {
        return storage.models().deployments(modelId, environment).stream()
                .map(Histories::deployment)
                .toList();
    }

    private static DeploymentEvent deployment(Deployment stored) {
        return new DeploymentEvent(
                stored.version(), stored.artifactDigest(), stored.action(), stored.occurredAt());
    }
}
