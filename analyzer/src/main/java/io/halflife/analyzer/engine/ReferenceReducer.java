// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Profiles;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.analysis.AnalysisSession;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Makes a column's blocks into the profile that windows are compared with. Runs inside tasks.
 *
 * @param columns of each job
 */
record ReferenceReducer(ArrayList<Columns> columns) implements BlockReducer<ReferencePart> {

    /** A numeric column with more distinct values than this is compacted. */
    private static final int POINTS_MAX = 1_000_000;

    static ReferenceReducer of(List<ReferenceJob> jobs) {
        ArrayList<Columns> columns = new ArrayList<>();
        jobs.forEach(job -> columns.add(Columns.of(job.version())));
        return new ReferenceReducer(columns);
    }

    @Override
    public Columns columns(int job) {
        return columns.get(job);
    }

    /** Empty for an output that no row of the reference has. */
    @Override
    public Optional<ReferencePart> reduce(
            BlockKey key, Iterator<Block> blocks, AnalysisSession session) {
        Columns ofJob = columns.get(key.job());
        if (key.column() == ofJob.outcome()) {
            return Optional.of(ReferencePart.of(key.job(), Profiles.outcome(blocks)));
        }
        FeatureProfile profile = Profiles.of(ofJob, key.column(), blocks).compact(POINTS_MAX);
        boolean unused = profile.column().role() != Role.FEATURE && profile.n() == 0;
        return unused ? Optional.empty() : Optional.of(ReferencePart.of(key.job(), profile));
    }

    @Override
    public ReferencePart failure(BlockKey key, String reason) {
        return new ReferencePart(key.job(), null, null, reason);
    }
}
