// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Attempt;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.AnalysisLocks;
import io.halflife.storage.analysis.Replica;
import io.halflife.storage.analysis.Watermark;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Analyses versions together in three steps: each is planned, the windows of all are read at once,
 * and each is concluded with a report transaction of its own. One that fails keeps no other from
 * its results. One thread.
 */
public final class Analyzer {

    private final Storage storage;
    private final Engine engine;
    private final References references;
    private final Calibrator calibrator;
    private final Optional<ArchivedLog> archive;
    private final Optional<Replica> replica;

    public Analyzer(Storage storage, Engine engine) {
        this(storage, engine, Optional.empty(), Optional.empty());
    }

    /**
     * An analyzer of an installation.
     *
     * @param archive where its older rows lie
     * @param replica what the engine reads in place of the primary
     */
    public Analyzer(
            Storage storage,
            Engine engine,
            Optional<ArchivedLog> archive,
            Optional<Replica> replica) {
        this.replica = replica;
        this.storage = storage;
        this.engine = engine;
        this.archive = archive;
        this.references = new References(storage, engine);
        this.calibrator = new Calibrator(storage, engine);
    }

    /**
     * Analyses what is asked for, in the order of names.
     *
     * @throws RunException when it names what does not exist, or when runs failed; the others stand
     */
    public List<RunSummary> analyze(AnalysisRequest request) {
        RunFailures failures = new RunFailures();
        Selection selection = new Selection(storage, request);
        Watermark watermark = new Watermark(storage.jdbi());
        Instant startedAt = watermark.clock();
        Instant asOf = request.asOf().orElse(startedAt).truncatedTo(ChronoUnit.MICROS);
        replica.ifPresent(Replica::await);
        List<RegisteredVersion> versions =
                references.profilePending(asked(selection, startedAt, failures), asOf, failures);
        // The rows of the reports are those of snapshots taken after this.
        RunClock clock = new RunClock(asOf, startedAt, watermark.settled(startedAt));
        replica.ifPresent(Replica::await);
        List<RunSummary> summaries = new ArrayList<>();
        try (AnalysisLocks locks = AnalysisLocks.open(storage.jdbi())) {
            List<RunPlan> plans =
                    calibrator.calibrate(
                            plan(versions, selection, clock, locks, failures), failures);
            // Planning writes of references what the tasks read.
            replica.ifPresent(Replica::await);
            Conclusions conclusions = new Conclusions(storage, clock, request.decayRange());
            BiFunction<RunPlan, ReadWindows, RunSummary> conclusion =
                    (plan, windows) -> {
                        requireStillHeld(locks, plan);
                        return conclusions.of(plan, windows);
                    };
            List<Attempt<ReadWindows>> read = read(plans);
            for (int i = 0; i < plans.size(); i++) {
                RunPlan plan = plans.get(i);
                conclude(plan, read.get(i), conclusion, failures, summaries);
                locks.release(plan.scope());
            }
        }
        failures.throwIfAny();
        return summaries;
    }

    private static List<RegisteredVersion> asked(
            Selection selection, Instant clock, RunFailures failures) {
        List<RegisteredVersion> versions = new ArrayList<>();
        selection
                .versions()
                .forEach(
                        (version, model) ->
                                failures.attempt(
                                                version,
                                                () -> selection.requirePast(version, model, clock))
                                        .ifPresent(versions::add));
        return versions;
    }

    private List<RunPlan> plan(
            List<RegisteredVersion> versions,
            Selection selection,
            RunClock clock,
            AnalysisLocks locks,
            RunFailures failures) {
        Planner planner = new Planner(storage, references, engine, calibrator, archive);
        List<RunPlan> plans = new ArrayList<>();
        for (RegisteredVersion version : versions) {
            for (VersionScope scope : selection.scopes(version)) {
                failures.attempt(
                                version,
                                () -> {
                                    requireLock(locks, version, scope);
                                    return planner.plan(version, scope, clock.asOf());
                                })
                        .ifPresent(plans::add);
            }
        }
        return plans;
    }

    private static void requireLock(
            AnalysisLocks locks, RegisteredVersion version, VersionScope scope) {
        if (!locks.take(scope)) {
            throw RunException.busy(version, scope);
        }
    }

    /** The windows of these plans, whose number bounds the memory that the results take. */
    private List<Attempt<ReadWindows>> read(List<RunPlan> plans) {
        return engine.readDivided(plans.stream().map(RunPlan::job).toList());
    }

    private static void conclude(
            RunPlan plan,
            Attempt<ReadWindows> read,
            BiFunction<RunPlan, ReadWindows, RunSummary> conclusion,
            RunFailures failures,
            List<RunSummary> summaries) {
        if (read.failure() != null) {
            failures.add(plan.version(), read.failure());
            return;
        }
        failures.attempt(plan.version(), () -> conclusion.apply(plan, read.value()))
                .ifPresent(summaries::add);
    }

    /** Reading takes long, and a connection that waits is the first to be cut. */
    private static void requireStillHeld(AnalysisLocks locks, RunPlan plan) {
        if (!locks.holds(plan.scope())) {
            throw RunException.lostLock(plan.version(), plan.scope());
        }
    }
}
