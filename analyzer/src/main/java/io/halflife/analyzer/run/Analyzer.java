// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Attempt;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReadWindows;
import io.halflife.analyzer.portion.PortionSize;
import io.halflife.analyzer.portion.RunProgress;
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
import java.util.function.Consumer;

/**
 * Analyses versions together in three steps: each is planned, the windows of all are read at once,
 * and each is concluded with a report transaction of its own. One that fails keeps no other from
 * its results. One thread.
 */
public final class Analyzer {

    private final Storage storage;
    private final Engine engine;
    private final References references;
    private final PortionSize size;
    private final Calibrator calibrator;
    private final Optional<ArchivedLog> archive;
    private final Optional<Replica> replica;

    public Analyzer(Storage storage, Engine engine) {
        this(storage, engine, Optional.empty(), Optional.empty());
    }

    /** An analyzer that reads and writes so much at a time. */
    public Analyzer(Storage storage, Engine engine, PortionSize size) {
        this(storage, engine, size, Optional.empty(), Optional.empty());
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
        this(storage, engine, PortionSize.DEFAULT, archive, replica);
    }

    /** The same that reads and writes so much at a time. */
    public Analyzer(
            Storage storage,
            Engine engine,
            PortionSize size,
            Optional<ArchivedLog> archive,
            Optional<Replica> replica) {
        this.size = size;
        this.replica = replica;
        this.storage = storage;
        this.engine = engine;
        this.archive = archive;
        this.references = new References(storage, engine, archive);
        this.calibrator = new Calibrator(storage, engine, archive);
    }

    /**
     * Analyses what is asked for, in the order of names.
     *
     * @throws RunException when it names what does not exist, or when runs failed; the others stand
     */
    public List<RunSummary> analyze(AnalysisRequest request) {
        return analyze(request, progress -> {});
    }

    /**
     * As {@link #analyze(AnalysisRequest)}.
     *
     * @param progress is told before the first and after every portion of a run that has several
     */
    public List<RunSummary> analyze(AnalysisRequest request, Consumer<RunProgress> progress) {
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
            Conclusions conclusions =
                    new Conclusions(storage, clock, request.decayRange(), engine.profilePoints());
            readAndWrite(
                    new Rounds(plans, size, engine.profilePoints()),
                    new Writing(locks, conclusions, failures, summaries),
                    progress);
        }
        failures.throwIfAny();
        return summaries;
    }

    private void readAndWrite(Rounds rounds, Writing writing, Consumer<RunProgress> progress) {
        while (rounds.hasNext()) {
            List<PortionedRun> round =
                    rounds.next().stream().filter(run -> writing.begins(run, progress)).toList();
            List<Attempt<ReadWindows>> read = read(round);
            for (int i = 0; i < round.size(); i++) {
                PortionedRun run = round.get(i);
                Optional<RunProgress> written = writing.goesOn(run, read.get(i));
                written.ifPresent(progress);
                if (written.isPresent()) {
                    rounds.again(run);
                } else {
                    writing.locks.release(run.plan().scope());
                }
            }
        }
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

    /** The windows of these portions, whose number bounds the memory that the results take. */
    private List<Attempt<ReadWindows>> read(List<PortionedRun> round) {
        return engine.readDivided(round.stream().map(PortionedRun::job).toList());
    }

    /** Where what was read goes, under the locks of its versions. */
    private record Writing(
            AnalysisLocks locks,
            Conclusions conclusions,
            RunFailures failures,
            List<RunSummary> summaries) {

        /** Reads what the run builds on; false where that failed, and nothing of it is read. */
        boolean begins(PortionedRun run, Consumer<RunProgress> progress) {
            Optional<Optional<RunProgress>> begun =
                    failures.attempt(
                            run.plan().version(),
                            () -> {
                                conclusions.begin(run);
                                return run.isFirst() && run.isLong()
                                        ? Optional.of(conclusions.progress(run))
                                        : Optional.<RunProgress>empty();
                            });
            begun.ifPresentOrElse(
                    told -> told.ifPresent(progress), () -> locks.release(run.plan().scope()));
            return begun.isPresent();
        }

        /** Writes what was read; how far that is when the run has a further portion. */
        Optional<RunProgress> goesOn(PortionedRun run, Attempt<ReadWindows> read) {
            RegisteredVersion version = run.plan().version();
            if (read.failure() != null) {
                failures.add(version, read.failure());
                return Optional.empty();
            }
            if (run.isLast()) {
                failures.attempt(version, () -> end(run, read.value())).ifPresent(summaries::add);
                return Optional.empty();
            }
            return failures.attempt(version, () -> portion(run, read.value()));
        }

        private RunSummary end(PortionedRun run, ReadWindows read) {
            requireStillHeld(run);
            run.requireAllRows(read);
            return conclusions.of(run, read);
        }

        private RunProgress portion(PortionedRun run, ReadWindows read) {
            requireStillHeld(run);
            run.requireAllRows(read);
            conclusions.portion(run, read);
            return conclusions.progress(run);
        }

        /** Reading takes long, and a connection that waits is the first to be cut. */
        private void requireStillHeld(PortionedRun run) {
            VersionScope scope = run.plan().scope();
            if (!locks.holds(scope)) {
                boolean begun = run.earlier().windows() > 0;
                throw RunException.lostLock(run.plan().version(), scope, begun);
            }
        }
    }
}
