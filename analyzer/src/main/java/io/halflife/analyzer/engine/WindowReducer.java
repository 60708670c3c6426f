// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Columns;
import io.halflife.monitor.analysis.ColumnAnalysis;
import io.halflife.monitor.drift.DriftTests;
import io.halflife.monitor.drift.TestResult;
import io.halflife.monitor.model.Column;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.policy.DriftSettings;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.analysis.AnalysisSession;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
    private record OfJob(Columns columns, long referenceId, DriftSettings drift)
            implements Serializable {}

    static WindowReducer of(
            List<WindowJob> jobs, Broadcast<ReferenceCache> references, int profilePoints) {
        ArrayList<OfJob> versions = new ArrayList<>();
        for (WindowJob job : jobs) {
            versions.add(
                    new OfJob(
                            Columns.of(job.version(), job.estimatorOrNull()),
                            job.referenceId(),
                            job.drift()));
        }
        return new WindowReducer(versions, references, profilePoints);
    }

    @Override
    public Columns columns(int job) {
        return versions.get(job).columns();
    }

    /** Empty for an output that the model never gives. */
    @Override
    public Optional<WindowPart> reduce(
            BlockKey key, Iterator<Block> blocks, AnalysisSession session) throws SQLException {
        OfJob job = versions.get(key.job());
        if (key.column() == job.columns().outcome()) {
            return Optional.of(new WindowPart.OfRows(key, Profiles.outcome(blocks)));
        }
        FeatureProfile profile = Profiles.of(job.columns(), key.column(), blocks);
        Optional<FeatureProfile> reference = reference(job, profile.column(), session);
        if (profile.column().role() != Role.FEATURE && profile.n() == 0 && reference.isEmpty()) {
            return Optional.empty();
        }
        List<TestResult> tests =
                reference.map(r -> DriftTests.compare(r, profile, job.drift())).orElse(List.of());
        ColumnAnalysis analysis =
                new ColumnAnalysis(profile.summary(), profile.compact(profilePoints), tests);
        return Optional.of(new WindowPart.OfColumn(key, analysis));
    }

    private Optional<FeatureProfile> reference(OfJob job, Column column, AnalysisSession session)
            throws SQLException {
        return job.referenceId() == WindowJob.NO_REFERENCE
                ? Optional.empty()
                : references.value().of(job.referenceId(), column, session);
    }

    @Override
    public WindowPart failure(BlockKey key, String reason) {
        return new WindowPart.Failed(key, reason);
    }
}
