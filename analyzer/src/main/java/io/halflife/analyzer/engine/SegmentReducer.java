// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.analyzer.block.Block;
import io.halflife.analyzer.block.BlockKey;
import io.halflife.analyzer.block.Columns;
import io.halflife.analyzer.block.Division;
import io.halflife.analyzer.block.Profiles;
import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import io.halflife.storage.analysis.AnalysisSession;
import java.util.Iterator;
import java.util.Optional;

/**
 * Makes a column's blocks of one segment of a reference into the profile that windows are compared
 * with. What there is to say about all rows was said before. Runs inside tasks.
 */
record SegmentReducer(Columns columns, Division division) implements BlockReducer<SegmentPart> {

    /** There are many segments: each is kept with fewer values than all rows are. */
    private static final int POINTS_MAX = 100_000;

    @Override
    public Columns columns(int job) {
        return columns;
    }

    @Override
    public Division division(int job) {
        return division;
    }

    @Override
    public Optional<SegmentPart> reduce(
            BlockKey key, Iterator<Block> blocks, AnalysisSession session) {
        boolean known = key.segment() != BlockKey.WHOLE_WINDOW && key.segment() <= division.count();
        if (!known || key.column() == columns.outcome()) {
            return Optional.empty();
        }
        FeatureProfile profile = Profiles.of(columns, key.column(), blocks).compact(POINTS_MAX);
        boolean unused = profile.column().role() != Role.FEATURE && profile.n() == 0;
        return unused
                ? Optional.empty()
                : Optional.of(new SegmentPart(division.segment(key.segment()), profile, null));
    }

    @Override
    public SegmentPart failure(BlockKey key, String reason) {
        return new SegmentPart(null, null, reason);
    }
}
