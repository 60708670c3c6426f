// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.storage.rehearsal;

import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.drift.DriftResult;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.performance.PerformanceValue;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.rehearsal.Asked;
import io.halflife.monitor.rehearsal.Recorded;
import io.halflife.monitor.rehearsal.Rehearsal;
import io.halflife.monitor.rehearsal.Subject;
import io.halflife.monitor.retraining.DeploymentEvent;
import io.halflife.monitor.window.Window;
import io.halflife.storage.model.Deployment;
import io.halflife.storage.model.ModelStore;
import io.halflife.storage.model.PolicyRevision;
import io.halflife.storage.pages.WindowPages;
import io.halflife.storage.pages.WindowRange;
import io.halflife.storage.period.Mutes;
import io.halflife.storage.reference.ReferenceStore;
import io.halflife.storage.rehearsal.RehearsalRefusedException.Reason;
import io.halflife.storage.results.AnalysisRun;
import io.halflife.storage.results.ResultReader;
import io.halflife.storage.results.StoredRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * A policy over the stored tests and performance of a version. The tests' figures do not depend on
 * the policy as long as it cuts time alike, so they are judged again as they were stored, exactly;
 * no row and no profile is read. Longer windows are merged from the profiles of those that make
 * them up. Some windows at a time. Blocking; writes nothing.
 */
public final class DryRun {

    /** Rows of results that are held at once, unless one window has more. */
    private static final int ROWS_MAX = 20_000;

    private static final int WINDOWS_MAX = 500;

    private final Jdbi jdbi;
    private final ResultReader results;
    private final RehearsedVersion subject;
    private final PolicyRevision inForce;
    private final MonitoringPolicy policy;
    private final RehearsalRange range;
    private final long startedNanos = System.nanoTime();

    private DryRun(
            Jdbi jdbi,
            RehearsedVersion subject,
            PolicyRevision inForce,
            MonitoringPolicy policy,
            RehearsalRange range) {
        this.jdbi = jdbi;
        this.results = ResultReader.in(jdbi);
        this.subject = subject;
        this.inForce = inForce;
        this.policy = policy;
        this.range = range;
    }

    /**
     * Rehearses. On a thread that is in a transaction of this {@code jdbi} everything is read in
     * it.
     *
     * @param inForce the policy that the stored windows were judged by
     * @param policy the one that is tried
     * @throws RehearsalRefusedException when there is nothing to replay, stored windows do not make
     *     up those of the policy, or it takes too long
     */
    public static DryRunResult of(
            Jdbi jdbi,
            RehearsedVersion subject,
            PolicyRevision inForce,
            MonitoringPolicy policy,
            RehearsalRange range) {
        return new DryRun(jdbi, subject, inForce, policy, range).result();
    }

    private DryRunResult result() {
        AnalysisRun latest =
                results.latestRun(subject.scope())
                        .orElseThrow(
                                () ->
                                        new RehearsalRefusedException(
                                                Reason.NEVER_ANALYSED,
                                                subject.name() + " was never analysed"));
        Optional<LongerWindows> longer = longer(latest);
        Rehearsal rehearsal = new Rehearsal(facts(latest, longer), policy);
        Recorded recorded = new Recorded(range.from());
        Replayed replayed = new Replayed(range.from(), range.to());
        longer.ifPresent(windows -> replay(windows, latest, rehearsal, replayed));
        Window after = null;
        for (List<Window> some = next(after); !some.isEmpty(); some = next(after)) {
            byWindow(some)
                    .forEach(
                            (window, rows) -> {
                                rows.stream().filter(DriftResult::primary).forEach(recorded::add);
                                if (longer.isEmpty()) {
                                    rehearsal.add(window, rows.get(0).label(), tests(rows));
                                    replayed.add(window);
                                }
                            });
            after = some.get(some.size() - 1);
            requireTime();
        }
        return new DryRunResult(
                subject.version().definition().id(),
                subject.environment(),
                inForce.revision(),
                replayed.windows(),
                replayed.span(),
                rehearsal.finish(),
                recorded.finish(asked()),
                notes(longer.isPresent()));
    }

    /** Empty where the policy cuts time as the stored windows are cut. */
    private Optional<LongerWindows> longer(AnalysisRun latest) {
        return inForce.policy().window().equals(policy.window())
                ? Optional.empty()
                : Optional.of(
                        new LongerWindows(
                                jdbi,
                                subject.scope(),
                                inForce.policy().window(),
                                policy,
                                latest.asOf(),
                                this::requireTime));
    }

    private void replay(
            LongerWindows windows, AnalysisRun latest, Rehearsal rehearsal, Replayed replayed) {
        windows.tests(latest.referenceId(), range.since(), range.to())
                .forEach(
                        (window, tests) -> {
                            rehearsal.add(window, policy.window().label(window), tests);
                            replayed.add(window);
                        });
    }

    private void requireTime() {
        if (System.nanoTime() - startedNanos > range.patience().toNanos()) {
            throw new RehearsalRefusedException(
                    Reason.TOO_LONG,
                    "there are more results than can be replayed in "
                            + range.patience().toSeconds()
                            + " s; analyze --dry-run has no such limit");
        }
    }

    /** Windows after this one whose rows are few enough together. */
    private List<Window> next(Window after) {
        List<Window> some = new ArrayList<>();
        long rows = 0;
        for (WindowPages.Counted counted :
                new WindowPages(jdbi)
                        .windows(
                                WindowPages.Results.DRIFT,
                                subject.scope(),
                                new WindowRange(range.since(), range.to(), after, false, true),
                                WINDOWS_MAX)) {
            rows += counted.rows();
            if (!some.isEmpty() && rows > ROWS_MAX) {
                return some;
            }
            some.add(counted.window());
        }
        return some;
    }

    private NavigableMap<Window, List<DriftResult>> byWindow(List<Window> some) {
        NavigableMap<Window, List<DriftResult>> byWindow = new TreeMap<>();
        for (DriftResult row : rows(some)) {
            if (isOfThisCut(row.window())) {
                byWindow.computeIfAbsent(row.window(), w -> new ArrayList<>()).add(row);
            }
        }
        return byWindow;
    }

    private boolean isOfThisCut(Window window) {
        return inForce.policy()
                .window()
                .containing(window.start())
                .filter(window::equals)
                .isPresent();
    }

    private List<DriftResult> rows(List<Window> some) {
        Instant end = some.get(some.size() - 1).start().plusNanos(1000);
        return results.judged(subject.scope(), some.get(0).start(), end).stream()
                .filter(row -> some.contains(row.window()))
                .toList();
    }

    private List<TestResult> tests(List<DriftResult> rows) {
        return rows.stream().map(row -> row.test(policy.drift().alpha())).toList();
    }

    private Subject facts(AnalysisRun latest, Optional<LongerWindows> longer) {
        int modelId = subject.model().modelId();
        String environment = subject.environment();
        List<PerformanceValue> performance =
                results.performance(subject.scope(), Instant.MIN, range.to()).stream()
                        .filter(value -> value.metric().equals(policy.performance().metric()))
                        .filter(value -> isOfThisCut(value.window()))
                        .toList();
        return new Subject(
                subject.version().definition(),
                ReferenceStore.in(jdbi).facts(latest.referenceId()).orElse(ReferenceFacts.NONE),
                new Mutes(jdbi).knownAt(Instant.MAX, modelId, environment),
                longer.map(windows -> windows.performance(performance)).orElse(performance),
                ModelStore.in(jdbi).deployments(modelId, environment).stream()
                        .map(DryRun::event)
                        .toList(),
                range.since(),
                range.from(),
                latest.asOf());
    }

    private static DeploymentEvent event(Deployment d) {
        return new DeploymentEvent(d.version(), d.artifactDigest(), d.action(), d.occurredAt());
    }

    private List<Asked> asked() {
        String version = subject.version().definition().id().version();
        Instant end = range.to().equals(Instant.MAX) ? Instant.MAX : end();
        return results.requests(subject.model().modelId(), subject.environment()).stream()
                .map(StoredRequest::request)
                .filter(request -> request.version().version().equals(version))
                .filter(request -> request.asOf().isBefore(end))
                .map(r -> new Asked(r.asOf(), r.reason(), r.summary()))
                .toList();
    }

    /** Runs judge a window after it ended and its grace is over. */
    private Instant end() {
        return range.to().plus(policy.grace()).plusSeconds(1);
    }

    private List<String> notes(boolean isLonger) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "labels and periods are taken as they are known now, and each window is decided"
                        + " when it closes: runs that knew fewer labels asked later");
        if (isLonger) {
            notes.add(
                    "the windows are merged from stored ones: compared with the whole reference,"
                            + " without the floors that it has for windows of this length, and"
                            + " without metrics that are no shares, so that of these no decay is"
                            + " seen");
        }
        if (!isLonger && policy.drift().season() != inForce.policy().drift().season()) {
            notes.add("windows are compared with the reference as they were, whatever the season");
        }
        if (!policy.drift().tests().equals(inForce.policy().drift().tests())) {
            notes.add("further tests change no verdict and are not made");
        }
        return notes;
    }
}
