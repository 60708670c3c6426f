// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.analyzer.engine;

import io.halflife.monitor.model.Role;
import io.halflife.monitor.profile.FeatureProfile;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Makes a column's blocks into the profile that windows are compared with. Runs inside tasks. */
record ReferenceReducer(Columns columns) implements Serializable {

    /** A numeric column with more distinct values than this is compacted. */
    private static final int POINTS_MAX = 1_000_000;

    /** Empty for an output that no row of the reference has. */
    Optional<ReferencePart> reduce(int window, int column, Iterable<Block> blocks) {
        List<Block> inOrder = Profiles.inOrder(blocks);
        if (column == columns.outcome()) {
            return Optional.of(new ReferencePart(null, Profiles.outcome(inOrder)));
        }
        FeatureProfile profile = Profiles.of(columns, column, inOrder).compact(POINTS_MAX);
        boolean unused = profile.column().role() != Role.FEATURE && profile.n() == 0;
        return unused ? Optional.empty() : Optional.of(new ReferencePart(profile, null));
    }
}
