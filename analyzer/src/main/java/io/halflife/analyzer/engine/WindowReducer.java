// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.block.Profiles;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.calibration.ReferenceCut;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.monitor.segment.Segment;
import io.halflife.monitor.window.Window;
import io.halflife.storage.analysis.AnalysisSession;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes a column's blocks into its profile, compares that with the reference, and keeps what is
 * small. Runs inside tasks.
 *
 * @param versions what tasks have to know of each job
 * @param profilePoints points of a numeric column that are kept
 */
record WindowReducer(
        ArrayList<OfJob> versions, Broadcast<ReferenceCache> references, int profilePoints)
        implements BlockReducer<WindowPart> {

    /** The rows of a job, and what they are compared with. */
    private record OfJob(
            Columns columns,
            Division division,
            long referenceId,
            DriftSettings drift,
            ReferenceCut season,
            ArrayList<Window> windows)
            implements Serializable {

        static OfJob of(WindowJob job) {
            ArrayList<Window> windows = new ArrayList<>();
            if (job.season() != null) {
                job.windows().forEach(touched -> windows.add(touched.window()));
            }
            return new OfJob(
                    Columns.of(job.version(), job.estimatorOrNull()),
                    job.division(),
                    job.referenceId(),
                    job.drift(),
                    job.season(),
                    windows);
        }
    }

    static WindowReducer of(
            List<WindowJob> jobs, Broadcast<ReferenceCache> references, int profilePoints) {
        ArrayList<OfJob> versions = new ArrayList<>();
        for (WindowJob job : jobs) {
            versions.add(OfJob.of(job));
        }
        return new WindowReducer(versions, references, profilePoints);
    }

    @Override
    public Columns columns(int job) {
        return versions.get(job).columns();
    }

    @Override
    public Division division(int job) {
        return versions.get(job).division();
    }

    /** Empty for an output that the model never gives. */
    @Override
    public Optional<WindowPart> reduce(
            BlockKey key, Iterator<Block> blocks, AnalysisSession session) throws SQLException {
        OfJob job = versions.get(key.job());
        if (key.column() == job.columns().outcome()) {
            return Optional.of(new WindowPart.OfRows(key, Profiles.outcome(blocks)));
        }
        if (key.segment() > job.division().count()) {
            return Optional.empty();
        }
        FeatureProfile profile = Profiles.of(job.columns(), key.column(), blocks);
        Optional<FeatureProfile> reference =
                key.segment() == BlockKey.WHOLE_WINDOW
                        ? reference(job, key.window(), profile.column(), session)
                        : reference(job, job.division().segment(key.segment()), profile, session);
        if (profile.column().role() != Role.FEATURE && profile.n() == 0 && reference.isEmpty()) {
            return Optional.empty();
        }
        List<TestResult> tests =
                reference.map(r -> DriftTests.compare(r, profile, job.drift())).orElse(List.of());
        ColumnAnalysis analysis =
                new ColumnAnalysis(profile.summary(), profile.compact(points(key)), tests);
        return Optional.of(new WindowPart.OfColumn(key, analysis));
    }

    private int points(BlockKey key) {
        return key.segment() == BlockKey.WHOLE_WINDOW
                ? profilePoints
                : Math.min(profilePoints, Division.POINTS_MAX);
    }

    /** A segment that the reference does not have is compared with nothing: inconclusive. */
    private Optional<FeatureProfile> reference(
            OfJob job, Segment segment, FeatureProfile profile, AnalysisSession session)
            throws SQLException {
        if (job.referenceId() == WindowJob.NO_REFERENCE) {
            return Optional.empty();
        }
        Column column = profile.column();
        Optional<FeatureProfile> found =
                references.value().of(job.referenceId(), segment, column, session);
        return found.isPresent()
                ? found
                : references
                        .value()
                        .of(job.referenceId(), column, session)
                        .map(whole -> FeatureProfile.empty(column, profile.kind()));
    }

    private Optional<FeatureProfile> reference(
            OfJob job, int window, Column column, AnalysisSession session) throws SQLException {
        if (job.referenceId() == WindowJob.NO_REFERENCE) {
            return Optional.empty();
        }
        ReferenceCache cache = references.value();
        if (job.season() == null || job.season().takesAll(job.windows().get(window))) {
            return cache.of(job.referenceId(), column, session);
        }
        Map<Integer, FeatureProfile> slots = new TreeMap<>();
        for (int slot : job.season().slots(job.windows().get(window))) {
            cache.ofSlot(job.referenceId(), job.season().key(), column, slot, session)
                    .ifPresent(profile -> slots.put(slot, profile));
        }
        return slots.isEmpty()
                ? cache.of(job.referenceId(), column, session)
                        .map(whole -> FeatureProfile.empty(column, whole.kind()))
                : slots.values().stream().reduce(FeatureProfile::merge);
    }

    @Override
    public WindowPart failure(BlockKey key, String reason) {
        return new WindowPart.Failed(key, reason);
    }
}
