// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.run;

import io.halflife.analyzer.archive.ArchivedLog;
import io.halflife.analyzer.engine.Attempt;
import io.halflife.analyzer.engine.CalibrationJob;
import io.halflife.analyzer.engine.Engine;
import io.halflife.analyzer.engine.ReferenceJob;
import io.halflife.monitor.analysis.ReferenceFacts;
import io.halflife.monitor.calibration.CalibratedColumn;
import io.halflife.monitor.calibration.ColumnCalibration;
import io.halflife.monitor.calibration.ReferenceCalibrations;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.calibration.SeasonChoice;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.policy.MonitoringPolicy;
import io.halflife.monitor.window.CountWindows;
import io.halflife.monitor.window.WindowSpec;
import io.halflife.statistics.calibration.Season;
import io.halflife.storage.Storage;
import io.halflife.storage.analysis.ReferenceRows;
import io.halflife.storage.calibration.Calibrations;
import io.halflife.storage.calibration.ReferenceSpans;
import io.halflife.storage.calibration.ReferenceSpans.Span;
import io.halflife.storage.calibration.StoredCalibration;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.reference.ReferenceKind;
import io.halflife.storage.reference.StoredReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What references say of themselves: each is cut once for each way in which windows are cut, those
 * of a run together in one job; then it is only looked up. One thread.
 */
final class Calibrator {

    /** More windows of its own say no more, and cost. */
    private static final int WINDOWS_MAX = 10_000;

    /** Numbers of references that come back to this process at once. */
    private static final long VALUES_MAX = 25_000_000;

    /** References of which this process remembers what they say. */
    private static final int REMEMBERED_MAX = 4096;

    private final Storage storage;
    private final Engine engine;
    private final Optional<ArchivedLog> archive;
    private final Calibrations stored;
    private final ReferenceSpans spans;
    private final Map<String, ReferenceCalibrations> remembered = new Remembered();

    private static final class Remembered extends LinkedHashMap<String, ReferenceCalibrations> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReferenceCalibrations> eldest) {
            return size() > REMEMBERED_MAX;
        }
    }

    Calibrator(Storage storage, Engine engine, Optional<ArchivedLog> archive) {
        this.storage = storage;
        this.archive = archive;
        this.engine = engine;
        this.stored = new Calibrations(storage.jdbi());
        this.spans = new ReferenceSpans(storage.jdbi());
    }

    /** How the reference in force is cut by this policy, and what has to be read for that. */
    CalibrationPlan plan(
            RegisteredVersion version,
            ReferenceFacts reference,
            MonitoringPolicy policy,
            Instant asOf) {
        if (reference.id() == ReferenceFacts.NONE.id()) {
            return CalibrationPlan.without(reference.id());
        }
        StoredReference put = storage.references().inForce(version.versionId()).orElseThrow();
        Optional<String> never = whyNever(put);
        if (never.isPresent()) {
            return none(reference, policy, SeasonChoice.pooled(never.get()), never.get());
        }
        Optional<Span> span = spans.of(reference.id());
        SeasonChoice season =
                SeasonChoice.of(
                        policy.drift().season(),
                        policy.window(),
                        span.map(Span::first).orElse(null),
                        span.map(Span::last).orElse(null));
        return span.map(known -> plan(version, put, policy, season, known, asOf))
                .orElseGet(
                        () ->
                                none(
                                        reference,
                                        policy,
                                        season,
                                        "the reference's rows carry no event time"));
    }

    private static Optional<String> whyNever(StoredReference put) {
        if (put.kind().isMoving()) {
            return Optional.of("windows before the judged one have no windows of their own");
        }
        if (put.kind() == ReferenceKind.PROFILE) {
            return Optional.of("a declared profile has no windows of its own");
        }
        return "windows".equals(put.source())
                ? Optional.of("the reference is merged from windows whose rows are gone")
                : Optional.empty();
    }

    private CalibrationPlan plan(
            RegisteredVersion version,
            StoredReference put,
            MonitoringPolicy policy,
            SeasonChoice season,
            Span span,
            Instant asOf) {
        ReferenceCut named = ReferenceCut.of(policy, policy.window(), season.season());
        Optional<ReferenceCalibrations> found = find(put.id(), named, season);
        if (found.isPresent()) {
            return CalibrationPlan.known(put.id(), named, found.get());
        }
        Optional<WindowSpec> windows = windowsOf(put, policy.window());
        long count = windows.map(cut -> count(cut, span)).orElse(0L);
        if (count > WINDOWS_MAX) {
            String many = "the reference has more than " + WINDOWS_MAX + " windows of its own";
            return keep(
                    put.id(), named, ReferenceCalibrations.none(SeasonChoice.pooled(many), many));
        }
        boolean tooFew =
                season.season() == Season.POOLED && count < ReferenceCalibrations.WINDOWS_MIN;
        if (tooFew || windows.isEmpty()) {
            return keep(
                    put.id(),
                    named,
                    ReferenceCalibrations.none(season, ReferenceCalibrations.tooFew(count)));
        }
        ReferenceCut cut = ReferenceCut.of(policy, windows.get(), season.season());
        return rows(version, put, policy, asOf)
                .map(rows -> new CalibrationJob(rows, cut, span.first(), span.last()))
                .map(job -> CalibrationPlan.of(put.state(), named, season, job))
                .orElseGet(() -> gone(version, put, named));
    }

    /** For good, unless an archive has them that this analyzer is not told of. */
    private CalibrationPlan gone(RegisteredVersion version, StoredReference put, ReferenceCut cut) {
        String elsewhere = past(version, put).elsewhere();
        String gone = "rows of the reference are gone" + elsewhere;
        ReferenceCalibrations none = ReferenceCalibrations.none(SeasonChoice.pooled(gone), gone);
        return elsewhere.isEmpty()
                ? keep(put.id(), cut, none)
                : CalibrationPlan.known(put.id(), cut, none);
    }

    private PastReference past(RegisteredVersion version, StoredReference put) {
        return new PastReference(storage, engine, archive, version, put);
    }

    /** The policy's windows; of a number of rows those of the reference's own rows. */
    private Optional<WindowSpec> windowsOf(StoredReference put, WindowSpec windows) {
        if (!(windows instanceof CountWindows count)) {
            return Optional.of(windows);
        }
        if (put.kind() != ReferenceKind.ROWS) {
            return Optional.empty();
        }
        List<Instant> boundaries = spans.boundaries(put.id(), count.rows());
        boolean some = boundaries.size() > 1 && boundaries.size() <= WindowSpec.WINDOWS_MAX;
        return some ? Optional.of(new CountWindows(count.rows(), boundaries)) : Optional.empty();
    }

    private static long count(WindowSpec windows, Span span) {
        try {
            Instant end = span.last().plus(1, ChronoUnit.MICROS);
            return windows.covering(span.first(), end).size();
        } catch (IllegalArgumentException tooMany) {
            return WindowSpec.WINDOWS_MAX + 1L;
        }
    }

    private Optional<ReferenceJob> rows(
            RegisteredVersion version, StoredReference put, MonitoringPolicy policy, Instant asOf) {
        long rows = put.state().rows();
        if (put.kind() == ReferenceKind.WINDOW) {
            return past(version, put).rows(rows, asOf, policy);
        }
        return Optional.of(
                new ReferenceJob(
                        put.id(),
                        version.definition(),
                        ReferenceRows.cut(storage.jdbi(), put.id(), engine.partsFor(rows))));
    }

    private CalibrationPlan none(
            ReferenceFacts reference, MonitoringPolicy policy, SeasonChoice season, String reason) {
        ReferenceCut cut = ReferenceCut.of(policy, policy.window(), season.season());
        Optional<ReferenceCalibrations> found = find(reference.id(), cut, season);
        return found.isPresent()
                ? CalibrationPlan.known(reference.id(), cut, found.get())
                : keep(reference.id(), cut, ReferenceCalibrations.none(season, reason));
    }

    /** With the reason for the season as it is now: the policy may say what was chosen before. */
    private Optional<ReferenceCalibrations> find(
            long referenceId, ReferenceCut cut, SeasonChoice season) {
        String name = referenceId + " " + cut.key();
        if (!remembered.containsKey(name)) {
            stored.find(referenceId, cut.key())
                    .ifPresent(found -> remembered.put(name, found.calibrations()));
        }
        return Optional.ofNullable(remembered.get(name))
                .map(
                        found ->
                                found.season().season() == season.season()
                                        ? new ReferenceCalibrations(
                                                season, found.reason(), found.columns())
                                        : found);
    }

    private CalibrationPlan keep(
            long referenceId, ReferenceCut cut, ReferenceCalibrations calibrations) {
        stored.keep(
                new StoredCalibration(referenceId, cut.key(), cut.zone(), calibrations, null),
                List.of());
        return CalibrationPlan.known(referenceId, cut, calibrations);
    }

    /** Reads what has to be read, in one job; gives the plans of which nothing failed. */
    List<RunPlan> calibrate(List<RunPlan> plans, RunFailures failures) {
        Map<String, CalibrationPlan> pending = new LinkedHashMap<>();
        for (RunPlan plan : plans) {
            plan.calibration()
                    .job()
                    .ifPresent(job -> pending.putIfAbsent(nameOf(plan), plan.calibration()));
        }
        Map<String, Attempt<ReferenceCalibrations>> found = new HashMap<>();
        Map<String, CalibrationPlan> batch = new LinkedHashMap<>();
        long values = 0;
        for (Map.Entry<String, CalibrationPlan> entry : pending.entrySet()) {
            batch.put(entry.getKey(), entry.getValue());
            values += entry.getValue().values();
            if (values >= VALUES_MAX) {
                found.putAll(read(batch));
                batch.clear();
                values = 0;
            }
        }
        found.putAll(read(batch));
        List<RunPlan> sound = new ArrayList<>();
        for (RunPlan plan : plans) {
            Attempt<ReferenceCalibrations> attempt = found.get(nameOf(plan));
            if (attempt == null) {
                sound.add(plan);
            } else if (attempt.failure() == null) {
                sound.add(plan.calibrated(plan.calibration().done(attempt.value())));
            } else {
                failures.add(plan.version(), attempt.failure());
            }
        }
        return sound;
    }

    private Map<String, Attempt<ReferenceCalibrations>> read(Map<String, CalibrationPlan> batch) {
        List<Attempt<List<CalibratedColumn>>> done =
                engine.calibrate(batch.values().stream().flatMap(p -> p.job().stream()).toList());
        Map<String, Attempt<ReferenceCalibrations>> found = new HashMap<>();
        int i = 0;
        for (Map.Entry<String, CalibrationPlan> entry : batch.entrySet()) {
            found.put(entry.getKey(), keep(entry.getValue(), done.get(i++)));
        }
        return found;
    }

    private static String nameOf(RunPlan plan) {
        CalibrationPlan calibration = plan.calibration();
        return calibration.job().isEmpty()
                ? ""
                : calibration.referenceId() + " " + calibration.cut().key();
    }

    private Attempt<ReferenceCalibrations> keep(
            CalibrationPlan plan, Attempt<List<CalibratedColumn>> attempt) {
        if (attempt.failure() != null) {
            return new Attempt<>(null, attempt.failure());
        }
        Map<Column, ColumnCalibration> columns = new HashMap<>();
        attempt.value().forEach(column -> columns.put(column.column(), column.calibration()));
        ReferenceCalibrations calibrations = new ReferenceCalibrations(plan.season(), "", columns);
        stored.keep(
                new StoredCalibration(
                        plan.referenceId(),
                        plan.cut().key(),
                        plan.cut().zone(),
                        calibrations,
                        null),
                attempt.value());
        return new Attempt<>(calibrations, null);
    }
}
