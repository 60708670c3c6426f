// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.rehearsal;

import io.halflife.launcher.console.Refusal;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.Course;
import io.halflife.monitor.rehearsal.Recorded;
import io.halflife.monitor.rehearsal.Rehearsal;
import io.halflife.monitor.rehearsal.Subject;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.window.Window;
import io.halflife.storage.Storage;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.pages.WindowRange;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A policy over the stored tests and performance of a version. The tests' figures do not depend on
 * the policy as long as it cuts time alike, so they are judged again as they were stored, exactly;
 * no row and no profile is read. Some windows at a time.
 */
public final class DryRun {

    /** Rows of results that are held at once, unless one window has more. */
    private static final int ROWS_MAX = 20_000;

    private static final int WINDOWS_MAX = 500;

    private final Storage storage;
    private final Scope scope;
    private final PolicyRevision inForce;
    private final MonitoringPolicy policy;
    private final Instant from;
    private final Instant to;

    private DryRun(
            Storage storage,
            Scope scope,
            PolicyRevision inForce,
            MonitoringPolicy policy,
            Instant from,
            Instant to) {
        this.storage = storage;
        this.scope = scope;
        this.inForce = inForce;
        this.policy = policy;
        this.from = from;
        this.to = to;
    }

    /**
     * Rehearses.
     *
     * @param from windows that start here or later are counted
     * @param to and before this
     * @throws Refusal when there is nothing to replay, or the policy cuts time otherwise
     */
    public static DryRunReport of(
            Storage storage,
            PolicyFile file,
            String model,
            Optional<String> version,
            Optional<String> environment,
            Instant from,
            Instant to) {
        Scope scope = Scope.find(storage, model, version, environment);
        PolicyRevision inForce = scope.inForce(storage);
        MonitoringPolicy policy = file.policy(scope.task());
        Cuts.requireAlike(inForce.policy().window(), policy.window());
        return new DryRun(storage, scope, inForce, policy, from, to).report();
    }

    private DryRunReport report() {
        AnalysisRun latest =
                storage.results()
                        .latestRun(scope.versionScope())
                        .orElseThrow(() -> Refusal.failed(scope.name() + " was never analysed"));
        Rehearsal rehearsal = new Rehearsal(subject(latest), policy);
        Recorded recorded = new Recorded(from);
        Replayed replayed = new Replayed(from, to);
        Window after = null;
        for (List<Window> some = next(after); !some.isEmpty(); some = next(after)) {
            replay(some, rehearsal, recorded, replayed);
            after = some.get(some.size() - 1);
        }
        Course now = rehearsal.finish();
        Course then = recorded.finish(asked());
        return new DryRunReport(
                scope.version().definition().id(),
                scope.environment(),
                inForce.revision(),
                replayed.windows(),
                replayed.span(),
                now,
                then,
                notes());
    }

    /** Windows after this one whose rows are few enough together. */
    private List<Window> next(Window after) {
        List<Window> some = new ArrayList<>();
        long rows = 0;
        for (WindowPages.Counted counted :
                new WindowPages(storage.jdbi())
                        .windows(
                                WindowPages.Results.DRIFT,
                                scope.versionScope(),
                                new WindowRange(Instant.MIN, to, after, false),
                                WINDOWS_MAX)) {
            rows += counted.rows();
            if (!some.isEmpty() && rows > ROWS_MAX) {
                return some;
            }
            some.add(counted.window());
        }
        return some;
    }

    private void replay(
            List<Window> some, Rehearsal rehearsal, Recorded recorded, Replayed replayed) {
        TreeMap<Window, List<DriftResult>> byWindow = new TreeMap<>();
        for (DriftResult row : rows(some)) {
            boolean ofThisCut =
                    policy.window()
                            .containing(row.window().start())
                            .filter(row.window()::equals)
                            .isPresent();
            if (ofThisCut) {
                byWindow.computeIfAbsent(row.window(), w -> new ArrayList<>()).add(row);
            }
        }
        byWindow.forEach(
                (window, rows) -> {
                    rows.stream().filter(DriftResult::primary).forEach(recorded::add);
                    rehearsal.add(window, rows.get(0).label(), tests(rows));
                    replayed.add(window);
                });
    }

    private List<DriftResult> rows(List<Window> some) {
        Instant end = some.get(some.size() - 1).start().plusNanos(1000);
        return storage.results().drift(scope.versionScope(), some.get(0).start(), end).stream()
                .filter(row -> some.contains(row.window()))
                .toList();
    }

    private List<TestResult> tests(List<DriftResult> rows) {
        return rows.stream().map(row -> row.test(policy.drift().alpha())).toList();
    }

    private Subject subject(AnalysisRun latest) {
        VersionScope place = scope.versionScope();
        List<PerformanceValue> performance =
                storage.results().performance(place, Instant.MIN, to).stream()
                        .filter(value -> value.metric().equals(policy.performance().metric()))
                        .filter(
                                value ->
                                        policy.window()
                                                .containing(value.window().start())
                                                .filter(value.window()::equals)
                                                .isPresent())
                        .toList();
        return new Subject(
                scope.version().definition(),
                storage.references().facts(latest.referenceId()).orElse(ReferenceFacts.NONE),
                storage.mutes().knownAt(Instant.MAX, scope.model().modelId(), scope.environment()),
                performance,
                storage.models().deployments(scope.model().modelId(), scope.environment()).stream()
                        .map(
                                d ->
                                        new DeploymentEvent(
                                                d.version(),
                                                d.artifactDigest(),
                                                d.action(),
                                                d.occurredAt()))
                        .toList(),
                from,
                latest.asOf());
    }

    private List<Asked> asked() {
        String version = scope.version().definition().id().version();
        return storage.results().requests(scope.model().modelId(), scope.environment()).stream()
                .map(stored -> stored.request())
                .filter(request -> request.version().version().equals(version))
                .filter(request -> request.asOf().isBefore(to.equals(Instant.MAX) ? to : end()))
                .map(r -> new Asked(r.asOf(), r.reason(), r.summary()))
                .toList();
    }

    /** Runs judge a window after it ended and its grace is over. */
    private Instant end() {
        return to.plus(policy.grace()).plusSeconds(1);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "labels and periods are taken as they are known now, and each window is decided"
                        + " when it closes: runs that knew fewer labels asked later");
        if (policy.drift().season() != inForce.policy().drift().season()) {
            notes.add("windows are compared with the reference as they were, whatever the season");
        }
        if (!policy.drift().tests().equals(inForce.policy().drift().tests())) {
            notes.add("further tests change no verdict and are not made");
        }
        return notes;
    }
}
